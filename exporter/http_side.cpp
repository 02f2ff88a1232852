#include "exporter/http_side.hpp"

#include "exporter/tls_front.hpp"
#include "exporter/web_gate.hpp"

#include <optional>

namespace exporter {

boost::system::result<web_settings, config::mistakes> read_web_settings(const std::string& path)
{
    if (path.empty()) return web_settings{};
    auto policy = read_web_policy(path);
    if (!policy) return policy.error();
    return web_settings{path, *policy};
}

// In the order of their dependence: the front goes first, and then the pages behind it.
struct http_side::parts {
    admitted_ports admitted;
    std::unique_ptr<web_gate> gate;
    std::unique_ptr<endpoints> pages;
    std::unique_ptr<tls_front> front;
};

http_side::http_side(std::unique_ptr<parts> p) : parts_(std::move(p)) {}

http_side::~http_side() = default;

boost::system::result<std::unique_ptr<http_side>, refusal>
http_side::start(endpoint_settings settings,
                 web_policy_file* policy,
                 const tenant_users& tenants,
                 const page_sources& sources)
{
    auto p = std::make_unique<parts>();
    auto has_tls = policy && policy->current()->tls;
    front_settings front;
    front.listen = settings.listen;
    auto* ports = has_tls ? &p->admitted : nullptr;
    web_gate::surroundings around{policy, ports, tenants, sources.metrics, sources.log};
    p->gate = std::make_unique<web_gate>(around, settings.threads / 4);
    settings.gate = [gate = p->gate.get()](const visitor& who) {
        return gate->admit(who, std::chrono::steady_clock::now());
    };
    if (has_tls) settings.listen = "127.0.0.1:0";
    auto pages = endpoints::start(settings, sources);
    if (!pages) return pages.error();
    p->pages = std::move(*pages);
    if (has_tls) {
        front.behind = p->pages->port();
        front_services services{*policy, p->admitted, sources.metrics, sources.log};
        auto started = tls_front::start(front, services);
        if (!started) return started.error();
        p->front = std::move(*started);
    }
    return std::unique_ptr<http_side>(new http_side(std::move(p)));
}

void http_side::stop_taking()
{
    parts_->pages->stop_taking();
    if (parts_->front) parts_->front->stop_taking();
}

bool http_side::finish(std::chrono::steady_clock::time_point deadline)
{
    auto answered = parts_->pages->finish(deadline);
    return (!parts_->front || parts_->front->finish(deadline)) && answered;
}

std::uint16_t http_side::port() const
{
    return parts_->front ? parts_->front->port() : parts_->pages->port();
}

bool http_side::has_tls() const
{
    return parts_->front != nullptr;
}

}
