#include "exporter/service.hpp"

#include "exporter/app.hpp"
#include "exporter/reload.hpp"
#include "runtime/first_to_end.hpp"
#include "runtime/line_writer.hpp"
#include "runtime/loop_door.hpp"
#include "runtime/open_files.hpp"
#include "runtime/service_manager.hpp"
#include "runtime/stop.hpp"

#include <boost/asio/io_context.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <csignal>
#include <optional>
#include <unistd.h>
#include <vector>

namespace exporter {

namespace {

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

// From the signal to stop: until then answers may be taken, and until then all is over.
constexpr std::chrono::milliseconds time_for_answers = 3'500ms;
constexpr std::chrono::milliseconds time_for_all = 4'700ms;

endpoint_settings http_settings(const mission& first, const options& given)
{
    endpoint_settings out;
    out.listen = given.listen.value_or(first.fleet.exporter.listen);
    return out;
}

class service {
public:
    service(const mission& first,
            const options& given,
            const web_settings& web,
            std::string version);
    service(const service&) = delete;

    int run();

private:
    bool begin();
    config::mistakes review(const mission& next) const;
    void follow(const mission& next);
    std::optional<bool> steer(const breaker_request& asked);
    void tell_who_sees_all(const tenant_accounts& tenants) const;
    page_sources sources();
    void work();
    void stop_begins();
    std::string status() const;

    const mission& first_;
    const options& given_;
    std::string version_;
    runtime::line_writer lines_{STDERR_FILENO};
    runtime::logger log_{
        given_.log_level, given_.log_format, runtime::stamped(given_.log_format, lines_)};
    self_metrics metrics_{version_};
    snapshot_store store_{first_.collectors};
    app app_{store_, metrics_, log_};
    runtime::loop_door door_;
    endpoint_settings http_settings_ = http_settings(first_, given_);
    tenant_users tenants_{accounts_of(first_.fleet)};
    std::unique_ptr<web_policy_file> policy_; // null: there is no web configuration
    probe_pool probes_{{app_, store_, door_}, http_settings_.threads / 2};
    reloader reloader_{given_.config_file,
                       first_,
                       {app_,
                        metrics_,
                        log_,
                        door_,
                        probes_,
                        given_.listen.has_value(),
                        given_.shard,
                        [this](const mission& next) { return review(next); },
                        [this](const mission& next) { follow(next); }}};
    std::unique_ptr<http_side> http_;
    clock::time_point answers_until_{}; // once it is to stop
    boost::asio::io_context loop_{1};   // last, so that what it may unwind still has all it uses
};

service::service(const mission& first,
                 const options& given,
                 const web_settings& web,
                 std::string version)
    : first_(first), given_(given), version_(std::move(version))
{
    if (web.policy)
        policy_ = std::make_unique<web_policy_file>(web.file, web.policy, metrics_, log_, tenants_);
    if (web.policy && web.policy->config.http2 == true)
        log_.info("there is no HTTP/2 here: http_server_config.http2 has no effect",
                  runtime::field("file", web.file));
}

config::mistakes service::review(const mission& next) const
{
    if (!policy_) return {};
    return names_taken_by_web(accounts_of(next.fleet), policy_->current()->config.users);
}

void service::follow(const mission& next)
{
    auto tenants = accounts_of(next.fleet);
    tell_who_sees_all(tenants);
    tenants_.replace(std::move(tenants));
}

void service::tell_who_sees_all(const tenant_accounts& tenants) const
{
    if (tenants.empty() || (policy_ && !policy_->current()->config.users.empty())) return;
    log_.warn("tenants have users and the web configuration has none: everybody must log in, and "
              "nobody sees all");
}

page_sources service::sources()
{
    page_sources out{store_, metrics_, version_, log_};
    if (given_.enable_lifecycle) out.reload = [this] { return reloader_.reload(); };
    if (given_.enable_admin_api)
        out.steer = [this](const breaker_request& asked) { return steer(asked); };
    out.probes = &probes_;
    return out;
}

std::optional<bool> service::steer(const breaker_request& asked)
{
    auto found = false;
    auto done = door_.run([&] { found = app_.steer(asked.router, asked.order); });
    return done ? std::optional(found) : std::nullopt;
}

bool service::begin()
{
    if (given_.transcript) app_.transcribe_to(lines_to(lines_));
    metrics_.watch_log([this] { return lines_.lost(); });
    app_.arrange(first_);
    probes_.allow(first_.fleet.exporter.probe);
    tell_who_sees_all(*tenants_.current());
    auto http = http_side::start(http_settings_, policy_.get(), tenants_, sources());
    if (!http) {
        log_.error("cannot answer HTTP", runtime::field("why", http.error().message));
        return false;
    }
    http_ = std::move(*http);
    log_.info("answering HTTP",
              runtime::field("port", http_->port()),
              runtime::field("tls", http_->has_tls()),
              runtime::field("routers", first_.fleet.routers.size()),
              runtime::field("version", version_));
    runtime::tell_ready();
    return true;
}

// For `systemctl status`.
std::string service::status() const
{
    auto routers = store_.view();
    auto up = std::count_if(
        routers.begin(), routers.end(), [](const auto& r) { return r->state == router_state::up; });
    return fmt::format("{} of {} routers up", up, routers.size());
}

int service::run()
{
    if (!begin()) return 1;
    work();
    store_.release();
    http_->stop_taking();
    if (!http_->finish(answers_until_))
        log_.warn("answers are cut short: whoever reads them took too long");
    http_.reset();
    log_.info("stopped");
    return 0;
}

void service::work()
{
    runtime::loop_door::opening open(door_, loop_.get_executor());
    std::vector<boost::asio::awaitable<void>> lives;
    lives.push_back(app_.watch());
    lives.push_back(reloader_.obey_hangups());
    lives.push_back(probes_.let_go_idle());
    if (runtime::is_managed()) lives.push_back(runtime::report([this] { return status(); }, 5s));
    runtime::run_until_stopped(loop_,
                               runtime::first_to_end(std::move(lives)),
                               time_for_answers,
                               [this] { stop_begins(); });
    // Whoever asks twice is being obeyed already.
    std::signal(SIGTERM, SIG_IGN);
    std::signal(SIGINT, SIG_IGN);
}

void service::stop_begins()
{
    runtime::exit_after(time_for_all);
    answers_until_ = clock::now() + time_for_answers;
    log_.info("stopping");
    runtime::tell_stopping();
    http_->stop_taking();
    store_.release();
}

}

int serve(const mission& first,
          const options& given,
          const web_settings& web,
          const std::string& version)
{
    // Until the loop runs and obeys it, it must at least not kill.
    std::signal(SIGHUP, SIG_IGN);
    runtime::allow_many_open_files();
    return service(first, given, web, version).run();
}

}
