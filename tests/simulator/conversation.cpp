#include "tests/simulator/conversation.hpp"

#include "tests/simulator/traffic.hpp"

#include <algorithm>

namespace simulator {
namespace {

constexpr std::size_t most_tasks = 1000; // beyond: what the client sends waits in its socket

// What a router takes from a logged-in client (protocol reference 1.3).
constexpr routeros::reader_limits limits{
    .word_bytes = 4U << 20, .sentence_bytes = 8U << 20, .sentence_words = 10'000};

std::string text_of(const request& q)
{
    auto text = q.path();
    for (const auto& [name, value] : q.arguments)
        text.append(" =").append(name).append("=").append(value);
    for (const auto& word : q.queries)
        text.append(" ?").append(word);
    return text;
}

}

conversation::conversation(router& r, std::string peer, std::uint64_t serial)
    : router_(r),
      peer_(std::move(peer)),
      reader_(limits),
      login_(r.profile().login, r.profile().cannot_log_in, mix(r.seed(), serial))
{
    ++router_.seen().open;
    misbehave(router_.faults().on_accept);
}

conversation::~conversation()
{
    --router_.seen().open;
    router_.seen().running -= tasks_.size();
    if (user_) router_.close_api_session(api_session_);
}

bool conversation::reads() const
{
    return !router_.deaf() && tasks_.size() < most_tasks;
}

void conversation::received(std::size_t count, moment now)
{
    router_.seen().bytes_in += count;
    reader_.commit(count);
    while (!ended_ && !mute_) {
        auto next = reader_.next();
        if (!next) return close({});
        if (!*next) break;
        hear(parse_request(**next), now);
    }
    if (!user_ && reader_.pending().size() > router_.faults().prelogin_bytes)
        close("too long before login");
}

void conversation::hear(const request& q, moment now)
{
    router_.seen().command(q.path());
    if (q.path() == "/login") return log_in(q, now);
    if (!user_) return close("not logged in");
    if (q.path() == "/quit") return close("session terminated on request");
    if (q.path() == "/cancel") return cancel(q);
    remember(q, now);
}

void conversation::log_in(const request& q, moment now)
{
    auto result = login_.hear(q, router_.users());
    auto out = reply_to(q);
    if (router_.faults().refuse_login && !result.challenge) {
        result.accepted = false;
        result.refusal = "invalid user name or password (6)";
    }
    if (result.accepted) {
        if (!user_) api_session_ = router_.open_api_session(login_.name(), peer_, now);
        user_ = login_.name();
        ++router_.seen().logins;
        router_.log(
            "system,info,account", "user " + *user_ + " logged in from " + peer_ + " via api", now);
    } else if (!result.challenge) {
        ++router_.seen().failed_logins;
        router_.log("system,error,critical",
                    "login failure for user " + login_.name() + " from " + peer_ + " via api",
                    now);
        out.trap({result.refusal, std::nullopt});
    }
    out.done(result.challenge);
}

void conversation::cancel(const request& q)
{
    ++router_.seen().cancels;
    if (router_.faults().cancel_silent) return;
    auto tag = q.argument("tag");
    auto cancel_first = router_.faults().cancel_replies == cancel_order::cancel_first;
    std::vector<request> stopped;
    for (auto t = tasks_.begin(); t != tasks_.end();) {
        auto chosen = !tag || t->asked.tag == *tag;
        if (chosen) stopped.push_back(t->asked);
        t = chosen ? forget(t) : std::next(t);
    }
    for (const auto& s : stopped)
        reply_to(s).trap({"interrupted", 2});
    if (cancel_first) reply_to(q).done();
    for (const auto& s : stopped)
        reply_to(s).done();
    if (!cancel_first) reply_to(q).done();
}

std::string conversation::produce(moment now)
{
    if (router_.unresponsive(now)) return {};
    for (auto t = tasks_.begin(); t != tasks_.end() && !ended_ && !mute_;) {
        auto full = out_.size() > 2 * running_command::portion;
        t = full || t->due > now || go_on(*t, now) ? std::next(t) : forget(t);
    }
    auto bytes = std::move(out_);
    out_.clear();
    return bytes;
}

moment conversation::next_due() const
{
    if (router_.deaf()) return moment::max();
    auto due = out_.empty() ? moment::max() : moment::min();
    if (!ended_ && !mute_)
        for (const auto& t : tasks_)
            due = std::min(due, t.due);
    return std::max(due, router_.stalled_until());
}

void conversation::wake(moment now)
{
    for (auto& t : tasks_)
        if (t.command && t.command->listens()) t.due = std::min(t.due, now);
}

std::vector<std::string> conversation::running() const
{
    std::vector<std::string> texts;
    for (const auto& t : tasks_)
        texts.push_back(text_of(t.asked));
    return texts;
}

bool conversation::go_on(task& t, moment now)
{
    if (!t.command) return begin(t, now);
    auto out = reply_to(t.asked);
    auto p = t.command->go_on(out, now);
    if (p.ended) out.done(p.ret);
    t.due = p.again;
    return !p.ended;
}

bool conversation::begin(task& t, moment now)
{
    auto kind = router_.faults().instead_of_reply;
    if (kind != nonsense::none) {
        misbehave(kind);
        return true;
    }
    if (t.asked.path() == "/system/reboot") {
        return reboot(t, now);
    }
    const auto* u = who();
    auto a = u ? carry_out(router_, *u, t.asked, now) : refuse("not enough permissions (9)");
    if (a.running) {
        t.command = std::move(a.running);
        return go_on(t, now);
    }
    auto out = reply_to(t.asked);
    for (const auto& trap : a.traps)
        out.trap(trap);
    out.done(a.ret);
    return false;
}

// The replies that were seen differ (protocol reference 5.1).
bool conversation::reboot(task& t, moment now)
{
    auto mode = router_.faults().reboot_mode;
    auto out = reply_to(t.asked);
    const auto* u = who();
    if (mode == reboot_mode::trap || !u || !u->may("reboot")) {
        out.trap({"not enough permissions (9)", std::nullopt});
        out.done();
        return false;
    }
    ++router_.seen().reboots;
    router_.ask_for_reboot(now + moment(router_.faults().reboot_grace_ms));
    if (mode == reboot_mode::silent) {
        t.due = moment::max();
        return true;
    }
    if (mode == reboot_mode::done_all) end_all_but(t);
    if (mode == reboot_mode::done_close || mode == reboot_mode::done_all) out.done();
    if (mode == reboot_mode::fatal) close("system is rebooting");
    if (mode == reboot_mode::close) close({});
    return false;
}

void conversation::end_all_but(const task& one)
{
    for (auto& t : tasks_) {
        if (&t == &one) continue;
        reply_to(t.asked).done();
        t.due = moment::max();
    }
}

void conversation::misbehave(nonsense kind)
{
    if (kind == nonsense::none) return;
    out_ += nonsense_bytes(kind);
    mute_ = true;
    ended_ = kind == nonsense::close || kind == nonsense::http;
}

void conversation::close(std::string_view reason)
{
    if (!reason.empty()) reply_writer(out_, router_.faults()).fatal(reason);
    ended_ = true;
}

void conversation::remember(const request& q, moment now)
{
    tasks_.push_back({q, nullptr, router_.begin_at(now)});
    router_.seen().begin_command();
}

conversation::tasks::iterator conversation::forget(tasks::iterator t)
{
    --router_.seen().running;
    return tasks_.erase(t);
}

reply_writer conversation::reply_to(const request& q)
{
    reply_writer out(out_, router_.faults());
    if (q.tag) out.answer_to(*q.tag);
    return out;
}

const user* conversation::who() const
{
    auto found = router_.users().find(*user_);
    return found == router_.users().end() ? nullptr : &found->second;
}

}
