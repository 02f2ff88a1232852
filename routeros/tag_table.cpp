#include "routeros/tag_table.hpp"

#include <algorithm>
#include <charconv>

namespace routeros {
namespace {

constexpr std::size_t most_traps = 16; // per command; a router that sends more says nothing new

std::optional<std::uint32_t> number_in(std::string_view text)
{
    std::uint32_t number = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

trap trap_from(const reply& r)
{
    trap t;
    t.message = r.find("message").value_or("unknown error").substr(0, longest_text);
    while (!t.message.empty() && (t.message.back() == '\r' || t.message.back() == '\n'))
        t.message.pop_back();
    if (t.message.empty()) t.message = "unknown error";
    if (auto category = number_in(r.find("category").value_or("")))
        t.category = static_cast<int>(*category);
    return t;
}

}

std::string outcome::reason() const
{
    switch (how) {
    case ending::done:
        return "done";
    case ending::trapped:
        return traps.empty() ? "unknown error" : traps.front().message;
    case ending::timed_out:
        return "timed out";
    case ending::cancelled:
        return "cancelled";
    case ending::link_lost:
        return "connection lost";
    }
    return "unknown";
}

std::uint32_t tag_table::open(command_sink& sink, milliseconds timeout, time_point now)
{
    command c;
    c.sink = &sink;
    if (timeout.count() > 0) c.deadline = now + timeout;
    commands_.emplace(++last_tag_, std::move(c));
    return last_tag_;
}

void tag_table::deliver(const reply& r)
{
    if (!r.tag) {
        ++counters_.untagged;
        return;
    }
    auto tag = number_in(*r.tag);
    auto found = tag ? commands_.find(*tag) : commands_.end();
    if (found == commands_.end()) {
        ++counters_.late;
        return;
    }
    auto& c = found->second;
    // Nothing of the table may be touched after a sink was called: it may have started or ended
    // commands.
    switch (r.kind) {
    case reply_kind::row:
        ++c.so_far.rows;
        if (c.sink) c.sink->on_row(r);
        break;
    case reply_kind::empty:
        if (c.sink) c.sink->on_empty();
        break;
    case reply_kind::trap:
        if (c.so_far.traps.size() < most_traps) c.so_far.traps.push_back(trap_from(r));
        break;
    case reply_kind::done:
        finish(*tag, r);
        break;
    case reply_kind::fatal:
    case reply_kind::unknown:
        ++counters_.unknown;
        break;
    }
}

void tag_table::finish(std::uint32_t tag, const reply& done)
{
    auto found = commands_.find(tag);
    auto ended = std::move(found->second);
    commands_.erase(found);
    if (!ended.sink) return;
    auto& end = ended.so_far;
    end.ret = done.find("ret").value_or("").substr(0, longest_text);
    // The trap "interrupted" of a cancelled command is the answer to the cancel, not a failure.
    end.how = ended.cancelling    ? ending::cancelled
              : end.traps.empty() ? ending::done
                                  : ending::trapped;
    ended.sink->on_end(end);
}

std::uint32_t tag_table::begin_cancel(command& c, time_point now)
{
    c.cancelling = true;
    c.deadline = now + cancel_timeout_;
    command canceller;
    canceller.is_cancel = true;
    canceller.deadline = now + cancel_timeout_;
    commands_.emplace(++last_tag_, std::move(canceller));
    return last_tag_;
}

std::optional<std::uint32_t> tag_table::cancel(std::uint32_t tag, time_point now)
{
    auto found = commands_.find(tag);
    if (found == commands_.end() || found->second.cancelling) return std::nullopt;
    return begin_cancel(found->second, now);
}

std::optional<std::uint32_t> tag_table::abandon(std::uint32_t tag, time_point now)
{
    auto found = commands_.find(tag);
    if (found == commands_.end()) return std::nullopt;
    found->second.sink = nullptr;
    return cancel(tag, now);
}

tag_table::overdue tag_table::expire(time_point now)
{
    overdue result;
    std::vector<std::uint32_t> late;
    for (const auto& [tag, c] : commands_)
        if (c.deadline <= now) late.push_back(tag);
    std::sort(late.begin(), late.end());

    for (auto tag : late) {
        auto found = commands_.find(tag);
        // A sink called above may have ended it, or cancelled it: then it has another deadline.
        if (found == commands_.end() || found->second.deadline > now) continue;
        auto& c = found->second;
        if (c.is_cancel) {
            // What it was to cancel has ended, or is stuck and told below: the answer is not
            // needed.
            commands_.erase(found);
        } else if (c.cancelling) {
            result.stuck = true;
        } else {
            auto* sink = std::exchange(c.sink, nullptr);
            auto end = std::move(c.so_far);
            end.how = ending::timed_out;
            result.cancel.push_back({tag, begin_cancel(c, now)});
            if (sink) sink->on_end(end);
        }
    }
    return result;
}

tag_table::time_point tag_table::next_deadline() const
{
    auto next = time_point::max();
    for (const auto& [tag, c] : commands_)
        next = std::min(next, c.deadline);
    return next;
}

void tag_table::lose_all()
{
    std::vector<std::uint32_t> tags;
    tags.reserve(commands_.size());
    for (const auto& [tag, c] : commands_)
        tags.push_back(tag);
    for (auto tag : tags) {
        auto found = commands_.find(tag); // a sink called before may have abandoned it
        auto lost = std::move(found->second);
        commands_.erase(found);
        if (!lost.sink) continue;
        lost.so_far.how = ending::link_lost;
        lost.sink->on_end(lost.so_far);
    }
    commands_.clear(); // cancels that sinks asked for meanwhile
}

bool tag_table::running(std::uint32_t tag) const
{
    auto found = commands_.find(tag);
    return found != commands_.end() && found->second.sink != nullptr;
}

}
