// One client's connection: moves bytes between its link and its conversation.
#pragma once

#include "tests/simulator/clock.hpp"
#include "tests/simulator/conversation.hpp"
#include "tests/simulator/link.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <string>

namespace simulator {

class connection {
public:
    connection(boost::asio::any_io_executor executor,
               std::unique_ptr<link> link,
               router& r,
               const clock& time,
               std::string peer,
               std::uint64_t serial);

    // From the handshake to the end.
    boost::asio::awaitable<void> serve();

    // Ends serve() soon, with FIN or RST.
    void hang_up();
    void reset();

    // Something changed: what the conversation has to say, or whether it reads.
    void wake();
    // As wake(), when something happened that listeners want to hear.
    void wake_listeners();

    const simulator::conversation& conversation() const { return conversation_; }

private:
    boost::asio::awaitable<void> reading();
    boost::asio::awaitable<void> writing();
    boost::asio::awaitable<void> send(std::string bytes);
    boost::asio::awaitable<void> send_in_pieces(std::string_view bytes);
    boost::asio::awaitable<void> trickle(std::string_view bytes);
    boost::asio::awaitable<void> stall_before(std::string_view rest);

    std::unique_ptr<link> link_;
    router& router_;
    const clock& clock_;
    simulator::conversation conversation_;
    boost::asio::steady_timer wake_writer_;
    boost::asio::steady_timer wake_reader_;
    std::uint64_t serial_;
    std::uint64_t sent_ = 0;
    bool stopped_ = false;
};

}
