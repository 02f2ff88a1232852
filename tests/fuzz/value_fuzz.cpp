// Any text: a value that is present is a number, and text becomes UTF-8.
#include "routeros/text.hpp"
#include "routeros/value.hpp"
#include "subject.hpp"

#include <chrono>
#include <cmath>

namespace {

using namespace std::chrono_literals;

void claim_a_number(routeros::reading reading)
{
    fuzz::claim(std::isfinite(reading.value));
    fuzz::claim(reading.state == routeros::reading_state::present || reading.value == 0);
}

}

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    auto text = fuzz::text_of(data, size);
    for (auto read : {routeros::read_number,
                      routeros::read_flag,
                      routeros::read_duration,
                      routeros::read_bit_rate,
                      routeros::read_address_count})
        claim_a_number(read(text));
    claim_a_number(routeros::read_size(text));
    claim_a_number(routeros::read_size(text, 1024));
    claim_a_number(routeros::read_date(text, std::chrono::hours(-12)));
    if (auto offset = routeros::read_gmt_offset(text)) {
        fuzz::claim(text.size() == 6 && *offset > -24h && *offset < 24h);
        claim_a_number(routeros::read_date("2024-01-02 10:00:00", *offset));
    }
    fuzz::claim(routeros::read_bit_rate(text).value >= 0);
    fuzz::claim(routeros::read_size(text).value >= 0);
    fuzz::claim(routeros::read_address_count(text).value >= 0);
    auto utf8 = routeros::to_utf8(text);
    fuzz::claim(routeros::is_utf8(utf8));
    fuzz::claim(routeros::to_utf8(utf8) == utf8);
    return 0;
}
