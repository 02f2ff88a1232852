#include "exporter/endpoints.hpp"

#include "embedded/embedded_pages.hpp"
#include "exporter/accept.hpp"
#include "exporter/exposition.hpp"
#include "exporter/http_answer.hpp"
#include "exporter/landing_page.hpp"
#include "exporter/probe_page.hpp"
#include "exporter/registry_text.hpp"
#include "exporter/sd_page.hpp"

#include <civetweb.h>

#include <algorithm>
#include <array>
#include <future>
#include <mutex>

namespace exporter {

namespace {

using steady = std::chrono::steady_clock;

// Nothing but this page's own style sheet may load, whatever a router calls itself.
constexpr std::string_view page_policy = "Content-Security-Policy: default-src 'none'; style-src "
                                         "'self'; img-src data:; base-uri 'none'; "
                                         "form-action 'none'; frame-ancestors 'none'\r\n"
                                         "Referrer-Policy: no-referrer\r\n"
                                         "Vary: Accept-Encoding\r\n";

std::string civetweb_port(const listen_address& at)
{
    auto port = std::to_string(at.port);
    return at.host.empty() ? port : at.host + ":" + port;
}

// "cannot bind to 127.0.0.1:9436: 98 (Address already in use)" -> "Address already in use"
std::string reason(const std::string& message)
{
    auto open = message.rfind('(');
    if (open == std::string::npos || !message.ends_with(')')) return message;
    return message.substr(open + 1, message.size() - open - 2);
}

std::string_view path_of(const mg_connection& c)
{
    const char* path = mg_get_request_info(&c)->local_uri;
    return path ? path : "";
}

std::string_view header(mg_connection& c, const char* name)
{
    const char* value = mg_get_header(&c, name);
    return value ? value : "";
}

}

struct endpoints::server {
    endpoint_settings settings;
    endpoint_sources sources;
    steady::time_point started = steady::now();
    mg_context* context = nullptr;

    std::string host;

    // civetweb tells only its log why it does not start.
    std::mutex mutex;
    std::string first_message;

    server(const endpoint_settings& se, endpoint_sources so) : settings(se), sources(std::move(so))
    {
    }
    // The thread that accepts looks up every two seconds, or when somebody comes.
    ~server()
    {
        if (!context) return;
        auto at = port();
        auto stopped = std::async(std::launch::async, [this] { mg_stop(context); });
        while (stopped.wait_for(std::chrono::milliseconds(5)) != std::future_status::ready)
            knock(at);
    }

    std::uint16_t port() const
    {
        mg_server_port first{};
        mg_get_server_ports(context, 1, &first);
        return static_cast<std::uint16_t>(first.port);
    }

    void knock(std::uint16_t at) const
    {
        std::array<char, 128> error{};
        auto* c = mg_connect_client(
            host.empty() ? "127.0.0.1" : host.c_str(), at, 0, error.data(), error.size());
        if (c) mg_close_connection(c);
    }

    static server& of(const mg_connection* c)
    {
        return *static_cast<server*>(mg_get_user_data(mg_get_context(c)));
    }

    // civetweb is C: no exception may pass through it. An answer already begun stays cut short.
    static int handle(mg_connection* c) noexcept
    {
        request_state state;
        begin_request(*c, state);
        try {
            if (of(c).is_welcome(*c, state)) of(c).serve(*c);
        } catch (const std::exception& e) {
            of(c).fail(*c, state, e.what());
        } catch (...) {
            of(c).fail(*c, state, "an exception of an unknown kind");
        }
        return 1;
    }

    bool is_welcome(mg_connection& c, request_state& state) const
    {
        if (!settings.gate) return true;
        const auto& request = *mg_get_request_info(&c);
        auto port = static_cast<std::uint16_t>(request.remote_port);
        auto v = settings.gate({request.remote_addr, port, header(c, "Authorization")});
        state.headers = std::move(v.headers);
        if (v.what == verdict::kind::refuse) answer(c, {.status = v.status, .more = {}}, v.message);
        return v.what == verdict::kind::serve;
    }

    void fail(mg_connection& c, const request_state& state, std::string_view why) const noexcept
    {
        try {
            sources.log.error("cannot answer a request",
                              runtime::field("path", path_of(c)),
                              runtime::field("why", why));
            if (!state.answered)
                answer(c, {.status = 500, .more = {}}, "Something went wrong; see the log.\n");
        } catch (...) {
            // Out of memory even for this: the connection is closed without an answer.
        }
    }

    static int keep_message(const mg_connection* c, const char* message)
    {
        auto& self = of(c);
        std::lock_guard lock(self.mutex);
        if (self.first_message.empty()) self.first_message = message;
        return 1;
    }

    void serve(mg_connection& c) const
    {
        const auto& request = *mg_get_request_info(&c);
        auto which = page_at(path_of(c));
        if (which == page::unknown) {
            answer(c, {.status = 404, .more = {}}, "There is no such page.\n");
        } else if (!is_method_allowed(which, request.request_method)) {
            auto methods = std::string(allowed_methods(which));
            auto allow = "Allow: " + methods + "\r\n";
            auto text = "Only these methods are answered here: " + methods + ".\n";
            answer(c, {.status = 405, .more = allow}, text);
        } else {
            serve(c, which, request.query_string ? request.query_string : "");
        }
    }

    void serve(mg_connection& c, page which, std::string_view query) const
    {
        switch (which) {
        case page::landing:
            return serve_landing(c);
        case page::style:
            return answer(
                c, {.content_type = "text/css; charset=utf-8", .more = {}}, style_sheet());
        case page::metrics:
            return serve_metrics(c, query);
        case page::healthy:
            return answer(c, {.more = {}}, "mikroscope-exporter is healthy.\n");
        case page::ready:
            return serve_ready(c);
        case page::reload:
            return serve_reload(c);
        case page::targets:
            return serve_targets(c, query);
        case page::probe:
            return serve_probe(c, query);
        case page::unknown:
            return;
        }
    }

    static std::string_view style_sheet() { return embedded_pages().front().content; }

    bool wants_body(mg_connection& c) const
    {
        return std::string_view(mg_get_request_info(&c)->request_method) != "HEAD";
    }

    void serve_landing(mg_connection& c) const
    {
        answer_head head{.content_type = "text/html; charset=utf-8",
                         .more = page_policy,
                         .gzip = wants_gzip(header(c, "Accept-Encoding"))};
        if (!wants_body(c)) return answer_head_alone(c, head);
        chunked_answer to(c, head, settings.answer_timeout);
        page_writer out(to);
        auto served = sources.routers.serve();
        write_landing_page(out, *served.collectors, served.routers, moment::now(), sources.version);
        out.flush();
        to.finish();
    }

    void serve_metrics(mg_connection& c, std::string_view query) const
    {
        auto asked = read_query(query);
        if (!asked) return answer(c, {.status = 400, .more = {}}, asked.error().message + "\n");
        auto served = sources.routers.serve();
        const auto& collectors = *served.collectors;
        auto chosen = choose_collectors(collectors, asked->collectors);
        if (!chosen) return answer(c, {.status = 400, .more = {}}, chosen.error().message + "\n");
        auto routers = asked->of(served.routers);
        if (routers.empty() && asked->names_routers())
            return answer(c, {.status = 404, .more = {}}, "No router is called so.\n");
        auto f = choose_format(header(c, "Accept"));
        answer_head head{.content_type = content_type(f),
                         .more = "Vary: Accept, Accept-Encoding\r\n",
                         .gzip = wants_gzip(header(c, "Accept-Encoding"))};
        if (!wants_body(c)) return answer_head_alone(c, head);
        auto begin = steady::now();
        chunked_answer to(c, head, settings.answer_timeout);
        page_writer out(to);
        write_exposition(out, f, collectors, routers, begin, *chosen);
        if (asked->is_all()) write_registry(out, f, sources.metrics.collect());
        write_end(out, f);
        out.flush();
        to.finish();
        sources.metrics.count_scrape(steady::now() - begin);
    }

    void serve_targets(mg_connection& c, std::string_view query) const
    {
        auto asked = read_sd_request(query, header(c, "Host"));
        if (!asked) return answer(c, {.status = 400, .more = {}}, asked.error().message + "\n");
        answer(c,
               {.content_type = "application/json", .more = {}},
               sd_page(*asked, sources.routers.view()));
    }

    void serve_probe(mg_connection& c, std::string_view query) const
    {
        auto begin = steady::now();
        auto found =
            probe(query, begin + probe_time(header(c, "X-Prometheus-Scrape-Timeout-Seconds")));
        if (!found) return refuse(c, found.error());
        auto f = choose_format(header(c, "Accept"));
        answer_head head{.content_type = content_type(f),
                         .more = "Vary: Accept, Accept-Encoding\r\n",
                         .gzip = wants_gzip(header(c, "Accept-Encoding"))};
        if (!wants_body(c)) return answer_head_alone(c, head);
        chunked_answer to(c, head, settings.answer_timeout);
        page_writer out(to);
        write_probe_page(out, f, *found, steady::now() - begin);
        out.flush();
        to.finish();
    }

    boost::system::result<probe_view, refusal> probe(std::string_view query,
                                                     steady::time_point deadline) const
    {
        auto asked = read_probe_request(query);
        if (!asked) return asked.error();
        if (!sources.probes) return refusal{"Probing is not enabled.", 403};
        auto known = choose_collectors(*sources.routers.serve().collectors, asked->collectors);
        if (!known) return known.error();
        auto found = sources.probes->probe(*asked, deadline);
        if (!found) return found.error();
        // Others may be in force by now.
        auto chosen = choose_collectors(*found->now.collectors, asked->collectors);
        if (!chosen) return chosen.error();
        return probe_view{*std::move(found), *std::move(chosen)};
    }

    static void refuse(mg_connection& c, const refusal& why)
    {
        answer(c, {.status = why.status, .more = {}}, why.message + "\n");
    }

    void serve_reload(mg_connection& c) const
    {
        if (!sources.reload)
            return answer(c,
                          {.status = 403, .more = {}},
                          "Reloading over HTTP is not enabled: start the exporter with "
                          "--web.enable-lifecycle, or send it SIGHUP.\n");
        auto outcome = sources.reload();
        answer(c, {.status = outcome.done ? 200 : 500, .more = {}}, outcome.text);
    }

    void serve_ready(mg_connection& c) const
    {
        auto routers = sources.routers.view();
        auto untried =
            std::count_if(routers.begin(), routers.end(), [](const auto& r) { return !r->tried; });
        if (untried == 0 || steady::now() >= started + settings.ready_after)
            return answer(c, {.more = {}}, "mikroscope-exporter is ready.\n");
        auto why = "Not ready: " + std::to_string(untried) + " routers were not tried yet.\n";
        answer(c, {.status = 503, .more = {}}, why);
    }
};

endpoints::endpoints(std::unique_ptr<server> s) : server_(std::move(s)) {}

endpoints::~endpoints() = default;

boost::system::result<std::unique_ptr<endpoints>, refusal>
endpoints::start(const endpoint_settings& settings, endpoint_sources sources)
{
    auto address = read_listen_address(settings.listen);
    if (!address) return address.error();
    if (address->host.find(':') != std::string::npos)
        return refusal{"cannot listen on " + settings.listen + ": only IPv4 addresses are served"};
    auto ports = civetweb_port(*address);
    auto threads = std::to_string(settings.threads);
    auto timeout = std::to_string(settings.request_timeout.count());
    const std::array<const char*, 15> options{"listening_ports",
                                              ports.c_str(),
                                              "num_threads",
                                              threads.c_str(),
                                              "request_timeout_ms",
                                              timeout.c_str(),
                                              "max_request_size",
                                              "8192",
                                              "enable_keep_alive",
                                              "no",
                                              "tcp_nodelay",
                                              "1",
                                              "enable_auth_domain_check",
                                              "no",
                                              nullptr};
    mg_callbacks callbacks{};
    callbacks.begin_request = &server::handle;
    callbacks.log_message = &server::keep_message;
    auto s = std::make_unique<server>(settings, std::move(sources));
    s->host = address->host;
    s->context = mg_start(&callbacks, s.get(), const_cast<const char**>(options.data()));
    if (!s->context)
        return refusal{"cannot listen on " + settings.listen + ": " + reason(s->first_message)};
    return std::unique_ptr<endpoints>(new endpoints(std::move(s)));
}

std::uint16_t endpoints::port() const
{
    return server_->port();
}

}
