// One client's connection to a router, without I/O: sentences in, bytes out, and when to go on.
#pragma once

#include "routeros/sentence_reader.hpp"
#include "tests/simulator/command.hpp"

#include <list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace simulator {

class conversation {
public:
    // `peer` is the client's address. `serial` tells conversations apart.
    conversation(router& r, std::string peer, std::uint64_t serial);
    ~conversation();
    conversation(const conversation&) = delete;
    conversation& operator=(const conversation&) = delete;

    // Where the next bytes from the client go, and that they are there.
    std::span<char> prepare() { return reader_.prepare(); }
    void received(std::size_t count, moment now);

    // False: leave what the client sends where it is.
    bool reads() const;

    // What is due at `now`; empty when there is nothing.
    std::string produce(moment now);
    // When to ask again; at once when it is not after now.
    moment next_due() const;
    // Something changed in the router: listeners are due.
    void wake(moment now);

    // Nothing will be said any more: close when all is sent.
    bool ended() const { return ended_ && out_.empty(); }

    std::vector<std::string> running() const; // as "/interface/print =.proplist=name"

private:
    struct task {
        request asked;
        std::unique_ptr<running_command> command; // none before it is begun
        moment due{0};
    };
    using tasks = std::list<task>;

    void hear(const request& q, moment now);
    void log_in(const request& q, moment now);
    void cancel(const request& q);
    void end_all_but(const task& one);

    // Each returns false when the task is over.
    bool go_on(task& t, moment now);
    bool begin(task& t, moment now);
    bool reboot(task& t, moment now);
    void misbehave(nonsense kind);
    void close(std::string_view reason);

    void remember(const request& q, moment now);
    tasks::iterator forget(tasks::iterator t);
    reply_writer reply_to(const request& q);
    const user* who() const;

    router& router_;
    std::string peer_;
    routeros::sentence_reader reader_;
    login login_;
    std::optional<std::string> user_; // logged in
    std::uint32_t api_session_ = 0;
    tasks tasks_;
    std::string out_;
    bool ended_ = false;
    bool mute_ = false;
};

}
