#include "routeros/client.hpp"

#include "routeros/word.hpp"
#include "runtime/first_to_end.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace routeros {
namespace asio = boost::asio;
using asio::awaitable;
using clock = std::chrono::steady_clock;

namespace {

// More than this waiting to be sent says that the router does not read.
constexpr std::size_t outbound_limit = 1U << 20;

// The keep-alive's question: any answer will do, and lets the watch look at its clock again.
class keep_alive_sink final : public command_sink {
public:
    explicit keep_alive_sink(asio::steady_timer& watch) : watch_(watch) {}

private:
    void on_row(const reply&) override {}
    void on_end(const outcome&) override { watch_.cancel(); }

    asio::steady_timer& watch_;
};

}

subscription::subscription(subscription&& other) noexcept
    : owner_(std::exchange(other.owner_, nullptr)), tag_(other.tag_)
{
}

subscription& subscription::operator=(subscription&& other) noexcept
{
    if (this == &other) return *this;
    if (owner_) owner_->abandon(tag_);
    owner_ = std::exchange(other.owner_, nullptr);
    tag_ = other.tag_;
    return *this;
}

subscription::~subscription()
{
    if (owner_) owner_->abandon(tag_);
}

void subscription::cancel()
{
    if (owner_) owner_->cancel(tag_);
}

bool subscription::running() const
{
    return owner_ && owner_->tags_.running(tag_);
}

class pending_command::sink final : public command_sink {
public:
    sink(const asio::any_io_executor& executor, row_handler on_row)
        : on_row_(std::move(on_row)), ended_(executor, clock::time_point::max())
    {
    }

    awaitable<void> wait()
    {
        boost::system::error_code woken;
        while (!end_)
            co_await ended_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }

    outcome take() { return std::move(*end_); }

private:
    void on_row(const reply& row) override
    {
        if (on_row_) on_row_(row);
    }
    void on_end(const outcome& end) override
    {
        end_ = end;
        ended_.cancel();
    }

    row_handler on_row_;
    asio::steady_timer ended_;
    std::optional<outcome> end_;
};

pending_command::pending_command(std::unique_ptr<sink> s) : sink_(std::move(s)) {}

pending_command::pending_command(pending_command&& other) noexcept = default;

pending_command::~pending_command() = default;

awaitable<outcome> pending_command::end()
{
    co_await sink_->wait();
    co_return sink_->take();
}

client::client(transport link,
               sentence_reader received,
               const timeouts& limits,
               sentence_observer* observer)
    : link_(std::move(link)),
      reader_(std::move(received)),
      tags_(limits.answer),
      limits_(limits),
      observer_(observer),
      something_to_send_(link_.executor(), clock::time_point::max()),
      deadline_(link_.executor(), clock::time_point::max()),
      heard_(clock::now())
{
}

client::~client() = default;

awaitable<void> client::serve()
{
    // However it ends, nobody waits for an answer that cannot come.
    struct farewell {
        tag_table& tags;
        ~farewell() { tags.lose_all(); }
    } at_the_end{tags_};
    std::vector<awaitable<void>> activities;
    activities.push_back(read());
    activities.push_back(write());
    activities.push_back(watch());
    co_await runtime::first_to_end(std::move(activities));
}

awaitable<void> client::read()
{
    for (;;) {
        for (;;) {
            auto next = reader_.next().value();
            if (!next) break;
            if (observer_) observer_->on_sentence(direction::received, phase::commands, *next);
            deliver(parser_.parse(*next));
        }
        auto space = reader_.prepare();
        std::size_t count = 0;
        try {
            count = co_await link_.read(space);
        } catch (const boost::system::system_error& e) {
            if (e.code() == errc::closed && !reader_.pending().empty()) raise(errc::truncated);
            throw;
        }
        reader_.commit(count);
        traffic_.received_bytes += count;
        heard_ = clock::now();
    }
}

awaitable<void> client::write()
{
    for (;;) {
        while (outbound_.empty()) {
            boost::system::error_code woken;
            co_await something_to_send_.async_wait(
                asio::redirect_error(asio::use_awaitable, woken));
        }
        auto portion = std::exchange(outbound_, {});
        co_await link_.write(portion);
    }
}

// Wakes at whatever is due next: a command's deadline, or the question to a router that has been
// silent.
awaitable<void> client::watch()
{
    keep_alive_sink answered(deadline_);
    subscription question;
    std::optional<clock::time_point> asked;
    for (;;) {
        auto now = clock::now();
        auto overdue = tags_.expire(now);
        for (const auto& c : overdue.cancel)
            send_cancel(c.tag, c.by);
        if (overdue.stuck) raise(errc::cancel_unanswered);
        if (outbound_.size() > outbound_limit) raise(errc::not_reading);

        // A verdict only over a router that was asked: this program may have been asleep itself.
        auto silent_since = heard_ + limits_.keep_alive;
        if (asked && heard_ >= *asked) asked.reset();
        if (asked && now >= *asked + limits_.answer) raise(errc::silent);
        if (!asked && now >= silent_since) {
            sentence ask("/system/identity/print");
            question = start(ask.attribute(".proplist", "name"), answered, {});
            asked = now;
        }
        auto due = asked ? *asked + limits_.answer : silent_since;
        deadline_.expires_at(std::min(due, tags_.next_deadline()));
        boost::system::error_code woken;
        co_await deadline_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
}

void client::deliver(const reply& r)
{
    if (r.kind == reply_kind::fatal)
        raise(errc::fatal, std::string(r.bare.substr(0, longest_text)));
    tags_.deliver(r);
}

void client::send(std::string_view words, std::uint32_t tag)
{
    auto begin = outbound_.size();
    outbound_ += words;
    append_word(outbound_, ".tag=" + std::to_string(tag));
    outbound_ += '\0';
    auto encoded = std::string_view(outbound_).substr(begin);
    traffic_.sent_bytes += encoded.size();
    ++traffic_.commands;
    if (observer_) tell_sent(*observer_, phase::commands, encoded);
    something_to_send_.cancel();
    if (outbound_.size() > outbound_limit) deadline_.cancel();
}

subscription
client::start(const sentence& command, command_sink& sink, std::chrono::milliseconds timeout)
{
    auto now = clock::now();
    auto tag = tags_.open(sink, timeout, now);
    send(command.words(), tag);
    if (timeout.count() > 0 && now + timeout < deadline_.expiry()) deadline_.cancel();
    return {*this, tag};
}

pending_command
client::ask(const sentence& command, row_handler on_row, std::chrono::milliseconds timeout)
{
    pending_command asked(
        std::make_unique<pending_command::sink>(link_.executor(), std::move(on_row)));
    asked.running_ = start(command, *asked.sink_, timeout);
    return asked;
}

awaitable<outcome>
client::run(const sentence& command, row_handler on_row, std::chrono::milliseconds timeout)
{
    auto asked = ask(command, std::move(on_row), timeout);
    co_return co_await asked.end();
}

void client::cancel(std::uint32_t tag)
{
    if (auto by = tags_.cancel(tag, clock::now())) send_cancel(tag, *by);
}

void client::abandon(std::uint32_t tag)
{
    if (auto by = tags_.abandon(tag, clock::now())) send_cancel(tag, *by);
}

// The watch is woken: an unanswered cancel has a deadline of its own.
void client::send_cancel(std::uint32_t tag, std::uint32_t by)
{
    send(sentence("/cancel").attribute("tag", std::to_string(tag)).words(), by);
    deadline_.cancel();
}

}
