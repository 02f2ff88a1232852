#include "exporter/inquiry.hpp"

#include "exporter/transforms.hpp"
#include "exporter/trap_kind.hpp"
#include "routeros/text.hpp"

#include <algorithm>

namespace exporter {

namespace {

void add_queries(routeros::sentence& to, const std::vector<std::string>& queries)
{
    for (const auto& query : queries)
        to.word(query);
}

}

inquiry::inquiry(const collector& plan, router_abilities& router, table_builder& rows)
    : plan_(plan), router_(router), rows_(rows)
{
    if (!find_request(0)) {
        finish();
    } else if (plan_.lookup && !router_.missing(plan_.lookup->command)) {
        lookup_.emplace(*plan_.lookup);
        step_ = step::lookup;
    } else {
        begin_request();
    }
}

std::optional<routeros::sentence> inquiry::next()
{
    if (state_ != inquiry_state::asking) return std::nullopt;
    received_ = 0;
    nameless_ = 0;
    if (step_ == step::lookup) return lookup_sentence();
    if (step_ == step::items) return items_sentence();
    return rows_sentence();
}

void inquiry::on_row(const routeros::reply& row)
{
    ++received_;
    if (step_ == step::lookup) {
        if (!lookup_->add(row)) rows_.count_excess();
    } else if (step_ == step::items) {
        if (!items_->add(row)) rows_.count_excess();
    } else if (request().is_plain() && !lookup_) {
        rows_.on_row(row);
    } else {
        if (!row.find("name")) ++nameless_;
        extend(row);
    }
}

void inquiry::on_end(const routeros::outcome& end)
{
    if (end.how == routeros::ending::trapped) return on_trap(end);
    if (end.how == routeros::ending::timed_out)
        return fail(command() + " did not end within the command timeout");
    if (!end.ok()) return fail(end.reason());
    if (step_ == step::lookup) return begin_request();
    if (step_ == step::items) return next_batch();
    if (request().count_only && !take_count(end.ret)) return;
    if (!items_) return answered();
    if (!items_->fits(nameless_))
        return fail(command() + " answered " + std::to_string(received_) + " rows about " +
                    std::to_string(items_->size()) + " items");
    next_batch();
}

void inquiry::on_trap(const routeros::outcome& end)
{
    auto why = routeros::to_utf8(end.reason());
    auto kind = trap_kind(why);
    if (kind == no_such_command) {
        router_.lacks(command(), why);
        if (step_ == step::lookup) return begin_request();
        why_ = why;
        return skip_request();
    }
    if (kind == not_permitted)
        return give_up(inquiry_state::forbidden,
                       command() + ": " + why +
                           ": give the user's group the policy it lacks, or switch " + plan_.name +
                           " off under collect");
    if (step_ == step::rows && spare_argument(why)) return;
    // It has gone since it was listed. Of several asked about at once nobody says which.
    if (kind == no_such_item && step_ == step::rows && items_ && received_ == 0) {
        if (items_->size() > 1) items_->split();
        return next_batch();
    }
    fail(std::move(why));
}

// Sentences.

const std::string& inquiry::command() const
{
    if (step_ == step::lookup) return plan_.lookup->command;
    return step_ == step::items ? request().items->command : request().command;
}

routeros::sentence inquiry::lookup_sentence() const
{
    routeros::sentence out(plan_.lookup->command);
    out.attribute(".proplist", plan_.lookup->proplist);
    add_queries(out, plan_.lookup->queries);
    return out;
}

routeros::sentence inquiry::items_sentence() const
{
    routeros::sentence out(request().items->command);
    out.attribute(".proplist", request().items->proplist);
    add_queries(out, request().items->queries);
    return out;
}

routeros::sentence inquiry::rows_sentence() const
{
    const auto& what = request();
    routeros::sentence out(what.command);
    if (items_ && !what.items->argument.empty())
        out.attribute(what.items->argument, items_->numbers());
    if (!what.is_print()) out.attribute("once", "");
    if (what.count_only) out.attribute("count-only", "");
    for (const auto& argument : what.arguments)
        if (router_.takes(what.command, argument.name))
            out.attribute(argument.name, argument.value);
    if (!what.proplist.empty()) out.attribute(".proplist", what.proplist);
    if (!items_) {
        add_queries(out, what.queries);
        return out;
    }
    for (const auto& query : what.queries)
        out.word(items_->fill(query));
    return out;
}

// Rows.

void inquiry::extend(const routeros::reply& row)
{
    extended_.assign(row.attributes.begin(), row.attributes.end());
    for (const auto& added : request().set)
        extended_.push_back({added.name, added.value});
    if (items_) items_->append_kept(received_ - 1, row, extended_);
    if (lookup_) lookup_->append(value_of(extended_, plan_.lookup->ours), extended_);
    auto whole = row;
    whole.attributes = extended_;
    rows_.on_row(whole);
}

bool inquiry::take_count(const std::string& ret)
{
    if (ret.empty() || ret.find_first_not_of("0123456789") != std::string_view::npos) {
        fail(command() + " did not answer with a count");
        return false;
    }
    const routeros::attribute count{"count", ret};
    routeros::reply row;
    row.kind = routeros::reply_kind::row;
    row.attributes = {&count, 1};
    received_ = 1;
    extend(row);
    return true;
}

// From one request to the next.

bool inquiry::find_request(std::size_t from)
{
    for (request_ = from; request_ < plan_.requests.size(); ++request_) {
        auto why = router_.why_not(request());
        if (!why) return true;
        why_ = *std::move(why);
    }
    return false;
}

void inquiry::begin_request()
{
    items_.reset();
    step_ = step::rows;
    if (!request().items) return;
    items_.emplace(*request().items);
    step_ = step::items;
}

void inquiry::next_batch()
{
    step_ = step::rows;
    if (!items_->next()) answered();
}

void inquiry::answered()
{
    got_answer_ = true;
    if (plan_.first_only) return finish();
    skip_request();
}

void inquiry::skip_request()
{
    if (find_request(request_ + 1)) return begin_request();
    finish();
}

void inquiry::finish()
{
    state_ = got_answer_ ? inquiry_state::done : inquiry_state::unavailable;
    if (got_answer_) why_.clear();
}

void inquiry::give_up(inquiry_state how, std::string why)
{
    state_ = how;
    why_ = std::move(why);
}

// "unknown parameter stats": that argument is left out from now on; all of them when the router
// does not say which.
bool inquiry::spare_argument(const std::string& message)
{
    constexpr std::string_view begin = "unknown parameter";
    if (!message.starts_with(begin)) return false;
    auto named = std::string_view(message).substr(begin.size());
    named.remove_prefix(std::min(named.find_first_not_of(' '), named.size()));
    named = named.substr(0, named.find(' '));
    auto spared = false;
    for (const auto& argument : request().arguments) {
        if (!named.empty() && named != argument.name) continue;
        if (!router_.takes(request().command, argument.name)) continue;
        router_.refuses(request().command, argument.name);
        spared = true;
    }
    return spared;
}

}
