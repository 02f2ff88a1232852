// A router that says what the test tells it to, byte by byte if need be, over a real loopback
// socket.
#pragma once

#include "routeros/endpoint.hpp"
#include "routeros/sentence.hpp"
#include "routeros/sentence_reader.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <string>
#include <vector>

namespace support {

class scripted_router {
public:
    explicit scripted_router(boost::asio::io_context& loop);

    // Where it listens, with a user and short timeouts.
    routeros::endpoint endpoint() const;

    boost::asio::awaitable<void> accept();
    // The words of the next sentence; empty at the end of the stream.
    boost::asio::awaitable<std::vector<std::string>> hear();
    boost::asio::awaitable<void> say(routeros::sentence words);
    boost::asio::awaitable<void> say_bytes(std::string bytes);
    // Accepts, and lets the client log in.
    boost::asio::awaitable<void> welcome();
    // Answers the five questions of identify(), or the next of them; those to `refused` commands
    // with a trap.
    boost::asio::awaitable<void> introduce(std::vector<std::string> refused = {});
    boost::asio::awaitable<void> answer_question(std::vector<std::string> refused = {});
    void hang_up();
    void reset();
    void stop_listening() { acceptor_.close(); }

private:
    boost::asio::ip::tcp::acceptor acceptor_;
    boost::asio::ip::tcp::socket socket_;
    routeros::sentence_reader reader_;
};

// The value of `.tag` in a sentence heard.
std::string tag_of(const std::vector<std::string>& words);

// "!re .tag=T =name=value ..."
routeros::sentence tagged(std::string_view reply_word, const std::string& tag);

}
