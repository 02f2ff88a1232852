#include "exporter/print_command.hpp"

#include "config/yaml_map.hpp"
#include "exporter/app.hpp"
#include "exporter/row_text.hpp"
#include "runtime/first_to_end.hpp"
#include "runtime/line_writer.hpp"
#include "runtime/stop.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <optional>
#include <ostream>
#include <unistd.h>

namespace exporter {

using namespace std::chrono_literals;

namespace {

// Once, within the life of this program.
constexpr std::chrono::milliseconds once = 24h;
constexpr auto look_again = 20ms;
constexpr std::size_t most_named = 20;

std::string
there_is_no(std::string_view what, const std::string& name, std::vector<std::string> known)
{
    auto text = "there is no " + std::string(what) + " \"" + name + "\"";
    auto guess = config::closest(name, known);
    if (!guess.empty()) return text + ": did you mean " + guess + "?";
    std::sort(known.begin(), known.end());
    auto all = known.size();
    known.resize(std::min(all, most_named));
    auto list = boost::algorithm::join(known, ", ");
    if (all > most_named) list += " and " + std::to_string(all - most_named) + " more";
    return text + "; there are " + list;
}

// A fleet of the one router, with the one collector and those it joins with.
mission narrowed(const mission& whole, const config::router& router, std::size_t collector)
{
    mission one{{}, whole.definitions, whole.collectors};
    one.fleet.routers.push_back(router);
    auto& collect = one.fleet.routers.back().collect;
    for (std::size_t i = 0; i < whole.collectors->size(); ++i)
        collect[(*whole.collectors)[i].name] = 0ms;
    collect[(*whole.collectors)[collector].name] = once;
    if (const auto& join = (*whole.collectors)[collector].join)
        collect[(*whole.collectors)[join->collector].name] = once;
    return one;
}

bool has_run(collector_state s)
{
    return s != collector_state::waiting;
}

// Whether everything that will be known is known.
bool is_over(const router_snapshot& router, const catalogue& collectors, std::size_t collector)
{
    if (router.state == router_state::backing_off) return true;
    const auto& join = collectors[collector].join;
    return has_run(router.collectors[collector].state) &&
           (!join || has_run(router.collectors[join->collector].state));
}

using shared_router = std::shared_ptr<const router_snapshot>;

// What was known last stays in `last`: the store forgets a router whose watch has ended.
boost::asio::awaitable<void>
wait_until_over(const snapshot_store& store, std::size_t collector, shared_router& last)
{
    for (last = store.serve().routers.front(); !is_over(*last, store.collectors(), collector);
         last = store.serve().routers.front())
        co_await runtime::pause(look_again);
}

int print_outcome(const router_snapshot& router,
                  const collector& what,
                  const collector_snapshot& run,
                  std::ostream& out,
                  std::ostream& err)
{
    auto tell = [&](const std::string& why) {
        err << "mikroscope-exporter: " << router.series->router << ": " << why << "\n";
        return 1;
    };
    switch (run.state) {
    case collector_state::ok:
        break;
    case collector_state::failed:
        return tell(what.name + " failed: " + run.failure);
    case collector_state::forbidden:
        return tell(run.failure);
    case collector_state::unavailable:
        return tell("the router has nothing for " + what.name + ": " + run.failure);
    case collector_state::waiting:
    case collector_state::off:
        return tell(router.failure.empty() ? "stopped before it answered" : router.failure);
    }
    auto text = row_text(what, *run.rows, isatty(STDOUT_FILENO) == 1);
    if (text.empty()) err << router.series->router << " has no rows for " << what.name << "\n";
    out << text << std::flush;
    return out ? 0 : 1;
}

}

int print_collector(const mission& m, const options& o, std::ostream& out, std::ostream& err)
{
    const auto& routers = m.fleet.routers;
    auto router = std::find_if(
        routers.begin(), routers.end(), [&](const auto& r) { return r.name == o.print->router; });
    auto index = m.collectors->find(o.print->collector);
    if (router == routers.end()) {
        std::vector<std::string> names;
        names.reserve(routers.size());
        for (const auto& r : routers)
            names.push_back(r.name);
        err << "mikroscope-exporter: " << there_is_no("router", o.print->router, names) << "\n";
        return 2;
    }
    if (!index) {
        std::vector<std::string> names;
        names.reserve(m.collectors->size());
        for (std::size_t i = 0; i < m.collectors->size(); ++i)
            names.push_back((*m.collectors)[i].name);
        err << "mikroscope-exporter: " << there_is_no("collector", o.print->collector, names)
            << "\n";
        return 2;
    }
    // What goes wrong is told in the end; only who debugs wants to see how it came to it.
    auto quiet =
        o.log_level == runtime::level::debug ? runtime::level::debug : runtime::level::error;
    runtime::line_writer lines(STDERR_FILENO);
    runtime::logger log(quiet, o.log_format, runtime::stamped(o.log_format, lines));
    self_metrics metrics("");
    snapshot_store store(m.collectors);
    app watching(store, metrics, log);
    if (o.transcript) watching.transcribe_to(lines_to(lines));
    watching.arrange(narrowed(m, *router, *index));
    boost::asio::io_context loop(1); // last, so that what it may unwind still has all it uses
    auto last = store.serve().routers.front();
    auto life = runtime::first_to_end(watching.watch(), wait_until_over(store, *index, last));
    runtime::run_until_stopped(loop, std::move(life), 5s);
    return print_outcome(*last, (*m.collectors)[*index], last->collectors[*index], out, err);
}

}
