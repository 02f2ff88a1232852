// How the program fares, told to the service manager that started it (systemd). Where none did,
// nothing happens. Any thread.
#pragma once

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace runtime {

// Whether there is one that listens.
bool is_managed();

void tell_ready();
void tell_stopping();

// Settings are being read again, for as long as it lives.
class reload_notice {
public:
    reload_notice();
    reload_notice(const reload_notice&) = delete;
    ~reload_notice();
};

// How long it may hear nothing before it kills and starts anew; nothing: as long as it pleases.
std::optional<std::chrono::microseconds> watchdog_time();

// Says that the event loop turns, twice in the watchdog's time or every `usually`, and what
// `status` gives, one line for people, when it has changed. Until cancelled.
boost::asio::awaitable<void> report(std::function<std::string()> status,
                                    std::chrono::milliseconds usually);

}
