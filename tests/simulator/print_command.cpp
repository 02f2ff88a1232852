// print in all its forms: once, every interval, followed by changes, or changes alone (protocol
// reference 3.5).
#include "tests/simulator/command.hpp"
#include "tests/simulator/query.hpp"

#include <algorithm>

namespace simulator {
namespace {

struct print_options {
    std::vector<std::string> properties;
    simulator::query query{{}};
    bool count_only = false;
    bool secrets = false;
    bool table = true;    // say what there is
    bool changes = false; // and then what changes
    std::optional<moment> interval;
};

class print_command : public running_command {
public:
    print_command(router& r, const menu& m, print_options options)
        : router_(r),
          menu_(m),
          options_(std::move(options)),
          heard_(r.changes().last()),
          in_table_(options_.table)
    {
    }

    progress go_on(reply_writer& out, moment now) override;
    bool listens() const override { return options_.changes; }

private:
    bool say_table(reply_writer& out, moment now);
    void say_changes(reply_writer& out, moment now);
    void say_change(reply_writer& out, const change& c, moment now);
    void fill_row(std::size_t index, moment now);
    void reduce_to(std::string_view property);
    std::size_t rows_to_say() const;

    router& router_;
    const menu& menu_;
    print_options options_;
    std::uint64_t heard_; // the last change that was said
    bool in_table_;
    std::size_t next_ = 0;
    std::size_t said_ = 0;
    moment next_table_{0};
    row row_;
};

progress print_command::go_on(reply_writer& out, moment now)
{
    if (options_.interval && !in_table_ && now >= next_table_) in_table_ = true;
    if (in_table_) {
        if (next_ == 0) next_table_ = now + options_.interval.value_or(moment{0});
        if (!say_table(out, now)) return {.ended = false, .again = now, .ret = {}};
        if (options_.count_only) return {.ended = true, .again = {}, .ret = std::to_string(said_)};
        if (said_ == 0 && router_.profile().empty_reply) out.empty();
        in_table_ = false;
        next_ = said_ = 0;
    }
    if (options_.changes) say_changes(out, now);
    if (options_.interval) return {.ended = false, .again = next_table_, .ret = {}};
    return {.ended = !options_.changes, .again = moment::max(), .ret = {}};
}

// False when the portion is full before the end.
bool print_command::say_table(reply_writer& out, moment now)
{
    auto full = out.size() + portion;
    for (; next_ < rows_to_say(); ++next_) {
        if (out.size() >= full) return false;
        fill_row(next_, now);
        if (!options_.query.matches(row_)) continue;
        ++said_;
        if (!options_.count_only) out.row(row_, options_.properties);
    }
    return true;
}

void print_command::fill_row(std::size_t index, moment now)
{
    row_.clear();
    router_.fill_row(menu_, index % router_.row_count(menu_), now, options_.secrets, row_);
}

std::size_t print_command::rows_to_say() const
{
    auto rows = router_.row_count(menu_);
    if (rows == 0 || options_.count_only) return rows;
    if (router_.faults().endless_rows) return static_cast<std::size_t>(-1);
    return rows + router_.faults().extra_rows;
}

void print_command::say_changes(reply_writer& out, moment now)
{
    while (const auto* c = router_.changes().after(heard_)) {
        heard_ = c->number;
        say_change(out, *c, now);
    }
}

void print_command::say_change(reply_writer& out, const change& c, moment now)
{
    row_.clear();
    if (!router_.fill_changed(menu_, c, now, row_)) return;
    if (c.what == change::kind::removed)
        row_.add(".dead", router_.faults().listen_dead == dead_word::yes ? "yes" : "true");
    else if (!options_.query.matches(row_))
        return;
    if (c.what == change::kind::changed && router_.faults().listen_rows == rows_sent::partial)
        reduce_to(c.property);
    auto dead = c.what == change::kind::removed;
    out.row(row_, dead ? std::span<const std::string>() : options_.properties);
}

void print_command::reduce_to(std::string_view property)
{
    row some;
    for (std::string_view name : {std::string_view(".id"), property})
        if (auto value = row_.find(name)) some.add(name, *value);
    row_ = std::move(some);
}

}

answer print(router& r, const user& who, const menu& m, const request& q, moment now)
{
    print_options o;
    o.properties = split_list(q.argument(".proplist").value_or(""));
    o.query = query(q.queries);
    o.count_only = q.flag("count-only");
    o.secrets = who.may("sensitive");
    o.changes = q.verb == "listen" || q.flag("follow") || q.flag("follow-only");
    o.table = q.verb != "listen" && !q.flag("follow-only");
    if (auto text = q.argument("interval")) {
        o.interval = parse_interval(*text);
        if (!o.interval) return refuse("invalid value for argument interval", 1);
    }
    r.advance(now);
    answer a;
    a.running = std::make_unique<print_command>(r, m, std::move(o));
    return a;
}

}
