#include "exporter/name_lookup.hpp"

#include <boost/asio/ip/address.hpp>

#include <future>

namespace exporter {

namespace {

const refusal too_late{"The target's name was not resolved in time: is its name server well?", 504};

}

name_lookup::name_lookup(runtime::name_resolver::lookup how, unsigned most)
    : names_(std::move(how), {.at_once = 2 * most})
{
}

boost::system::result<name_lookup::addresses, refusal> name_lookup::ask(const std::string& host,
                                                                        time_point deadline)
{
    boost::system::error_code is_name;
    auto address = boost::asio::ip::make_address(host, is_name);
    if (!is_name) return addresses{address.to_string()};
    std::promise<runtime::name_answer> told;
    auto coming = told.get_future();
    auto wanted = names_.ask(host, [&](const auto& answer) { told.set_value(answer); });
    if (coming.wait_until(deadline) != std::future_status::ready) return too_late;
    addresses found;
    for (const auto& a : coming.get().addresses)
        found.push_back(a.to_string());
    return found;
}

}
