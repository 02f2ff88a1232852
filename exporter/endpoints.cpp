#include "exporter/endpoints.hpp"

#include "exporter/http_answer.hpp"
#include "exporter/http_request.hpp"
#include "exporter/open_requests.hpp"

#include <civetweb.h>

#include <array>
#include <future>
#include <mutex>

namespace exporter {

namespace {

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

}

struct endpoints::server {
    endpoint_settings settings;
    const runtime::logger& log;
    pages all;
    open_requests open;
    mg_context* context = nullptr;

    std::string host;

    // civetweb tells only its log why it does not start.
    std::mutex mutex;
    std::string first_message;

    server(const endpoint_settings& se, page_sources so)
        : settings(se), log(so.log), all(std::move(so), se.answer_timeout, se.ready_after)
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
            open_requests::visit visit(of(c).open);
            if (!visit.is_welcome())
                answer(*c, {.status = 503, .more = "Retry-After: 10\r\n"}, "Stopping.\n");
            else if (auto v = of(c).admit(*c); is_welcome(*c, state, v))
                of(c).all.serve(*c, v.caller);
        } catch (const std::exception& e) {
            of(c).fail(*c, state, e.what());
        } catch (...) {
            of(c).fail(*c, state, "an exception of an unknown kind");
        }
        return 1;
    }

    verdict admit(mg_connection& c) const
    {
        const auto& request = *mg_get_request_info(&c);
        auto port = static_cast<std::uint16_t>(request.remote_port);
        if (settings.gate)
            return settings.gate({request.remote_addr, port, header(c, "Authorization")});
        verdict serve;
        serve.caller.address = request.remote_addr;
        return serve;
    }

    static bool is_welcome(mg_connection& c, request_state& state, const verdict& v)
    {
        state.headers = v.headers;
        if (v.what == verdict::kind::refuse) answer(c, {.status = v.status, .more = {}}, v.message);
        return v.what == verdict::kind::serve;
    }

    void fail(mg_connection& c, const request_state& state, std::string_view why) const noexcept
    {
        try {
            log.error("cannot answer a request",
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
};

endpoints::endpoints(std::unique_ptr<server> s) : server_(std::move(s)) {}

endpoints::~endpoints() = default;

boost::system::result<std::unique_ptr<endpoints>, refusal>
endpoints::start(const endpoint_settings& settings, page_sources sources)
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

void endpoints::stop_taking()
{
    server_->open.close();
}

bool endpoints::finish(std::chrono::steady_clock::time_point deadline)
{
    return server_->open.wait(deadline);
}

std::uint16_t endpoints::port() const
{
    return server_->port();
}

}
