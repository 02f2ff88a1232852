// Names to addresses on threads of its own, since the system's lookup can neither be cancelled nor
// hurried: who asks may leave before the answer, and a name server that says nothing keeps neither
// other names nor the program's end waiting.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace runtime {

// What a name stands for, or why nobody knows.
struct name_answer {
    std::vector<boost::asio::ip::address> addresses{};
    std::string failure{}; // the system's words; empty when there are addresses
};

// Asks the system, for as long as that takes.
name_answer look_up_name(const std::string& host);

struct resolver_limits {
    // Lookups, besides up to three times as many that already take longer than `slow_after`. Names
    // that were not answered sooner, the last time, have half of these among them: many routers
    // behind one dead name server leave the others' to answer.
    unsigned at_once = 32;
    std::chrono::milliseconds slow_after{1'000};
};

// Any thread, but for resolve().
class name_resolver {
    struct state;

public:
    using lookup = std::function<name_answer(const std::string& host)>;
    using listener = std::function<void(const name_answer&)>;

    // `how` may still run when the resolver is gone: it owns what it uses.
    explicit name_resolver(lookup how = look_up_name, resolver_limits limits = {});
    name_resolver(const name_resolver&) = delete;
    // Lookups going on are left to themselves: nobody hears of them.
    ~name_resolver();

    // Somebody wants to know, for as long as this lives.
    class question {
    public:
        question(std::shared_ptr<state> asked, std::string host, std::uint64_t id);
        question(const question&) = delete;
        ~question();

    private:
        std::shared_ptr<state> asked_;
        std::string host_;
        std::uint64_t id_;
    };

    // `told` is called once, on another thread, and not after the question's end. It must be quick
    // and ask nothing itself. A name asked for by several is looked up once.
    [[nodiscard]] std::unique_ptr<question> ask(const std::string& host, listener told);

    // The same on an event loop.
    boost::asio::awaitable<name_answer> resolve(std::string host);

private:
    std::shared_ptr<state> state_;
};

}
