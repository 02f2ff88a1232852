// One connection of the TLS front: handshake, the head of a request, then bytes both ways.
#pragma once

#include "exporter/tls_front.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <string>
#include <vector>

namespace exporter {

class tls_relay {
public:
    tls_relay(boost::asio::ip::tcp::socket client,
              const front_settings& settings,
              const front_services& services);
    ~tls_relay();

    enum class stage : std::uint8_t { shaking_hands, asking, served, cut };

    // The whole life. Ends with an exception when the connection does not end well.
    boost::asio::awaitable<void> run();

    stage now() const { return stage_; }
    bool is_idle() const { return stage_ == stage::shaking_hands || stage_ == stage::asking; }
    void cut();

    const std::string& address() const { return address_; }

private:
    struct streams;
    class admission;

    boost::asio::awaitable<void> shake_hands();
    boost::asio::awaitable<void> read_head();
    boost::asio::awaitable<void> reach_behind(admission& admitted);
    boost::asio::awaitable<void> relay();
    boost::asio::awaitable<void> to_client();
    boost::asio::awaitable<void> from_client();
    boost::asio::awaitable<void> watch();
    boost::asio::awaitable<void> send(std::size_t count);
    boost::asio::awaitable<void> say_goodbye();

    const front_settings& settings_;
    const front_services& services_;
    std::string address_;
    std::unique_ptr<streams> streams_;
    std::string head_;
    std::vector<char> answer_; // a portion of it
    stage stage_ = stage::shaking_hands;
    // Since when the client has taken nothing of what is there for it; max: there is nothing.
    std::chrono::steady_clock::time_point stuck_since_ =
        std::chrono::steady_clock::time_point::max();
};

}
