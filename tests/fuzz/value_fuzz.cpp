// Any text: a value that is present is a number, and text becomes UTF-8.
#include "routeros/text.hpp"
#include "routeros/value.hpp"
#include "subject.hpp"

#include <cmath>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    auto text = fuzz::text_of(data, size);
    for (auto read : {routeros::read_number, routeros::read_flag, routeros::read_duration}) {
        auto reading = read(text);
        fuzz::claim(std::isfinite(reading.value));
        fuzz::claim(reading.state == routeros::reading_state::present || reading.value == 0);
    }
    fuzz::claim(routeros::read_duration(text).value >= 0);
    auto utf8 = routeros::to_utf8(text);
    fuzz::claim(routeros::is_utf8(utf8));
    fuzz::claim(routeros::to_utf8(utf8) == utf8);
    return 0;
}
