// Where coroutines wait for a place in a bulkhead.
#pragma once

#include "runtime/bulkhead.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <map>
#include <string>
#include <utility>

namespace runtime {

// One event loop's. Must outlive the loop's coroutines.
class admission {
public:
    // `on_change` hears how many are inside and how many wait; may be empty.
    using listener = std::function<void(std::size_t inside, std::size_t waiting)>;
    explicit admission(std::size_t most, listener on_change = {})
        : places_(most), on_change_(std::move(on_change))
    {
    }
    admission(const admission&) = delete;

    void set_most(std::size_t most);
    void set_limits(const std::string& group, const group_limits& limits);

    // A place, given back at the end of its life.
    class place {
    public:
        place(admission& at, bulkhead::ticket t) : at_(&at), ticket_(t) {}
        place(place&& other) noexcept
            : at_(std::exchange(other.at_, nullptr)), ticket_(other.ticket_)
        {
        }
        ~place() { give_back(); }
        void give_back();

    private:
        admission* at_; // null once given back
        bulkhead::ticket ticket_;
    };

    // Waits for its turn; see bulkhead::join.
    boost::asio::awaitable<place> enter(std::string group, bool has_failed);

    // Lets in who waits for their group's rate. Until cancelled; while it does not run nobody
    // does.
    boost::asio::awaitable<void> keep_time();

    std::size_t inside() const { return places_.inside(); }
    std::size_t waiting() const { return places_.waiting(); }

private:
    void let_in();
    void left(bulkhead::ticket t);

    bulkhead places_;
    listener on_change_;
    std::map<bulkhead::ticket, boost::asio::steady_timer*> line_; // those who wait
    boost::asio::steady_timer* wake_ = nullptr;                   // while keep_time() runs
};

}
