// Many commands over one connection (protocol reference 3). Each command has a tag of its own;
// replies of different commands interleave. Single-threaded: everything happens on the executor of
// serve().
#pragma once

#include "routeros/api_traffic.hpp"
#include "routeros/observer.hpp"
#include "routeros/reply.hpp"
#include "routeros/sentence.hpp"
#include "routeros/tag_table.hpp"
#include "routeros/transport.hpp"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace routeros {

class client;

// A command in progress. Its end is the command's end: destroyed while the command still runs, it
// tells the router to cancel it, and the sink hears nothing more.
class [[nodiscard]] subscription {
public:
    subscription() = default;
    subscription(subscription&& other) noexcept;
    subscription& operator=(subscription&& other) noexcept;
    ~subscription();

    // Asks the router to stop. The sink still gets the rows under way, then on_end(cancelled).
    void cancel();
    bool running() const;

private:
    friend class client;
    subscription(client& owner, std::uint32_t tag) : owner_(&owner), tag_(tag) {}

    client* owner_ = nullptr;
    std::uint32_t tag_ = 0;
};

// A command in progress whose end a coroutine can wait for.
class [[nodiscard]] pending_command {
public:
    pending_command(pending_command&& other) noexcept;
    ~pending_command();

    // To be waited for once, by a coroutine that the command outlives.
    boost::asio::awaitable<outcome> end();

private:
    friend class client;
    class sink;
    explicit pending_command(std::unique_ptr<sink> s);

    std::unique_ptr<sink> sink_;
    subscription running_;
};

class client {
public:
    // Takes over a connection that has logged in. `received` holds what was read beyond the login.
    // The observer, if any, must outlive the client.
    client(transport link,
           sentence_reader received,
           const timeouts& limits,
           sentence_observer* observer = nullptr);
    client(const client&) = delete;
    ~client();

    // Reads, writes, and asks a silent router whether it lives; ends only by throwing: what broke
    // the link (boost::system::system_error with a routeros::errc), after telling every sink.
    boost::asio::awaitable<void> serve();

    // Sends a command. The sink must outlive the subscription; on_end is called once unless the
    // subscription is destroyed before. A timeout of zero means none, as for `listen` and monitors.
    subscription
    start(const sentence& command, command_sink& sink, std::chrono::milliseconds timeout);

    // Sends a command whose rows go to `on_row` as they come.
    pending_command
    ask(const sentence& command, row_handler on_row, std::chrono::milliseconds timeout);

    // The same, waited for; cancelled with the coroutine.
    boost::asio::awaitable<outcome>
    run(const sentence& command, row_handler on_row, std::chrono::milliseconds timeout);

    const tag_counters& tags() const { return tags_.counters(); }
    // Since it was asked last.
    api_traffic take_traffic() { return std::exchange(traffic_, {}); }
    boost::asio::any_io_executor executor() const { return link_.executor(); }

private:
    friend class subscription;
    boost::asio::awaitable<void> read();
    boost::asio::awaitable<void> write();
    boost::asio::awaitable<void> watch();
    void deliver(const reply& r);
    void send(std::string_view words, std::uint32_t tag);
    void cancel(std::uint32_t tag);
    void abandon(std::uint32_t tag);
    void send_cancel(std::uint32_t tag, std::uint32_t by);

    transport link_;
    sentence_reader reader_;
    reply_parser parser_;
    tag_table tags_;
    timeouts limits_;
    sentence_observer* observer_;
    api_traffic traffic_;
    std::string outbound_;
    boost::asio::steady_timer something_to_send_;
    boost::asio::steady_timer deadline_;
    std::chrono::steady_clock::time_point heard_;
};

}
