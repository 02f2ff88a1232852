// The connections that the TLS front makes to the HTTP side, by their loopback port, and who is
// behind each. Safe to use from several threads.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace exporter {

class admitted_ports {
public:
    void add(std::uint16_t port, std::string address)
    {
        std::lock_guard lock(mutex_);
        addresses_[port] = std::move(address);
    }
    void remove(std::uint16_t port)
    {
        std::lock_guard lock(mutex_);
        addresses_.erase(port);
    }
    // The address of the client that comes by this port; nothing: it did not come by the front.
    std::optional<std::string> find(std::uint16_t port) const
    {
        std::lock_guard lock(mutex_);
        auto found = addresses_.find(port);
        return found == addresses_.end() ? std::nullopt : std::optional(found->second);
    }

private:
    mutable std::mutex mutex_;
    std::map<std::uint16_t, std::string> addresses_;
};

}
