// A router on the network: listens, serves its connections, goes down and comes back.
#pragma once

#include "tests/simulator/clock.hpp"
#include "tests/simulator/connection.hpp"
#include "tests/simulator/router.hpp"
#include "tests/simulator/tls.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <list>
#include <optional>
#include <string>

namespace simulator {

struct whereabouts {
    std::string address;
    std::uint16_t port = 0; // 0: the system chooses
    std::optional<std::uint16_t> tls_port;
    simulator::tls_context tls;
    std::string fingerprint; // of the certificate
};

class station {
public:
    station(boost::asio::io_context& loop,
            const clock& time,
            router_settings settings,
            whereabouts where);

    // Begins to listen. Throws system_error when the address or port cannot be had.
    void open();
    // Ends everything; the loop runs out of this station's work.
    void close();

    // What time brings: sessions, reboots. Called often.
    void tick();
    // The clock has skipped: what waits may be due.
    void time_jumped();
    // The faults were changed.
    void faults_changed();

    void power_off(bool silently);
    void power_on();
    bool is_on() const { return on_; }
    void drop_connections();
    // For connections to come.
    void set_tls(tls_context context, std::string fingerprint);

    simulator::router& router() { return router_; }
    const simulator::router& router() const { return router_; }
    const whereabouts& where() const { return where_; }
    const std::list<connection>& connections() const { return connections_; }

private:
    void listen();
    void listen_on(boost::asio::ip::tcp::acceptor& acceptor, std::uint16_t& port, bool tls);
    void stop_listening();
    boost::asio::awaitable<void> accept(boost::asio::ip::tcp::acceptor& acceptor, bool tls);
    void welcome(boost::asio::ip::tcp::socket socket, bool tls);
    bool admits(const std::string& peer) const;
    void turn_away(boost::asio::ip::tcp::socket socket);
    void go_down_for_reboot();
    void flap(moment now);

    boost::asio::io_context& loop_;
    const clock& clock_;
    simulator::router router_;
    whereabouts where_;
    boost::asio::ip::tcp::acceptor acceptor_;
    boost::asio::ip::tcp::acceptor tls_acceptor_;
    std::list<connection> connections_;
    std::list<boost::asio::ip::tcp::socket> held_; // turned away without a word
    std::uint64_t serial_ = 0;
    std::uint64_t announced_ = 0; // the last change listeners were woken for
    bool on_ = true;
    std::optional<moment> back_at_;
    moment next_flap_{0};
};

}
