// All simulated routers, their common clock, and where they are.
#pragma once

#include "tests/simulator/clock.hpp"
#include "tests/simulator/settings.hpp"
#include "tests/simulator/station.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <map>
#include <string>
#include <string_view>

namespace simulator {

class simulation {
public:
    // Throws std::runtime_error when an address, port, profile or certificate cannot be had.
    simulation(boost::asio::io_context& loop, const settings& s);

    // Ends all work on the loop.
    void close();

    station* find(std::string_view name);
    std::deque<station>& stations() { return stations_; }
    const simulator::clock& time() const { return clock_; }

    // Time passes at once, for all.
    void skip(moment length);

    // {"control": "host:port", "routers": [{"name": ..., "address": ..., "port": ...}, ...]}
    std::string ready_line(const std::string& control) const;

private:
    struct tls_choice {
        tls_context context;
        std::string fingerprint;
    };
    void add_group(const settings& s, const group& g, const tls_choice& tls);
    whereabouts next_place(const settings& s, const tls_choice& tls);
    void tick();

    boost::asio::io_context& loop_;
    simulator::clock clock_;
    boost::asio::steady_timer timer_;
    std::deque<station> stations_;
    std::map<std::string, station*, std::less<>> by_name_;
    bool closed_ = false;
};

}
