#include "runtime/service_manager.hpp"

#include "runtime/first_to_end.hpp"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <systemd/sd-daemon.h>

namespace runtime {

namespace {

// Whether it could be told is of no use to anybody.
void tell(const std::string& what)
{
    ::sd_notify(0, what.c_str());
}

}

bool is_managed()
{
    return std::getenv("NOTIFY_SOCKET") != nullptr;
}

void tell_ready()
{
    tell("READY=1");
}

void tell_stopping()
{
    tell("STOPPING=1");
}

reload_notice::reload_notice()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    auto microseconds = now.tv_sec * 1'000'000 + now.tv_nsec / 1'000;
    tell("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(microseconds));
}

reload_notice::~reload_notice()
{
    tell_ready();
}

std::optional<std::chrono::microseconds> watchdog_time()
{
    std::uint64_t microseconds = 0;
    if (::sd_watchdog_enabled(0, &microseconds) <= 0) return std::nullopt;
    return std::chrono::microseconds(microseconds);
}

boost::asio::awaitable<void> report(std::function<std::string()> status,
                                    std::chrono::milliseconds usually)
{
    auto watchdog = watchdog_time();
    auto every = usually;
    if (watchdog)
        every =
            std::min(every, std::chrono::duration_cast<std::chrono::milliseconds>(*watchdog) / 2);
    std::string told;
    for (;;) {
        if (watchdog) tell("WATCHDOG=1");
        auto now = status();
        if (now != told) tell("STATUS=" + now);
        told = std::move(now);
        co_await pause(every);
    }
}

}
