#include "tests/simulator/control.hpp"

#include <boost/asio/post.hpp>
#include <civetweb.h>

#include <array>
#include <future>
#include <mutex>
#include <stdexcept>

namespace simulator {
namespace {

constexpr std::size_t longest_body = 1U << 20;

// Nothing when it is too long or does not arrive.
std::optional<std::string> read_body(mg_connection* c)
{
    std::string body;
    std::array<char, 4096> part;
    for (;;) {
        auto count = mg_read(c, part.data(), part.size());
        if (count < 0) return std::nullopt;
        if (count == 0) return body;
        body.append(part.data(), static_cast<std::size_t>(count));
        if (body.size() > longest_body) return std::nullopt;
    }
}

void send(mg_connection* c, const control_answer& a)
{
    mg_printf(c,
              "HTTP/1.1 %d %s\r\nContent-Type: application/json\r\n"
              "Content-Length: %zu\r\nConnection: close\r\n\r\n",
              a.status,
              mg_get_response_code_text(c, a.status),
              a.body.size());
    mg_write(c, a.body.data(), a.body.size());
}

}

struct control::server {
    server(boost::asio::io_context& l, simulation& s) : loop(l), routers(s) {}

    static int handle(mg_connection* c)
    {
        auto& self = *static_cast<server*>(mg_get_user_data(mg_get_context(c)));
        const auto& info = *mg_get_request_info(c);
        auto body = read_body(c);
        if (!body) {
            send(c, {413, "{\"error\":\"the body is longer than a mebibyte, or broke off\"}\n"});
            return 1;
        }
        send(c, self.ask({info.request_method, info.local_uri, std::move(*body)}));
        return 1;
    }

    control_answer ask(control_request r)
    {
        std::promise<control_answer> promise;
        auto future = promise.get_future();
        boost::asio::post(loop, [&] { promise.set_value(answer_control(routers, r)); });
        return future.get();
    }

    static int keep_message(const mg_connection* c, const char* message)
    {
        auto& self = *static_cast<server*>(mg_get_user_data(mg_get_context(c)));
        std::lock_guard lock(self.mutex);
        self.last_message = message;
        return 1;
    }

    boost::asio::io_context& loop;
    simulation& routers;
    mg_context* context = nullptr;
    std::mutex mutex; // civetweb says only to its log why it does not start
    std::string last_message;
};

control::control(boost::asio::io_context& loop, simulation& s, const std::string& where)
    : server_(std::make_unique<server>(loop, s))
{
    std::array<const char*, 7> options{"listening_ports",
                                       where.c_str(),
                                       "num_threads",
                                       "4",
                                       "enable_directory_listing",
                                       "no",
                                       nullptr};
    mg_callbacks callbacks{};
    callbacks.begin_request = &server::handle;
    callbacks.log_message = &server::keep_message;
    server_->context = mg_start(&callbacks, server_.get(), options.data());
    if (!server_->context)
        throw std::runtime_error("the control port cannot listen on " + where + ": " +
                                 server_->last_message);
}

control::~control()
{
    stop();
}

std::string control::address() const
{
    mg_server_port port{};
    mg_get_server_ports(server_->context, 1, &port);
    std::string where = mg_get_option(server_->context, "listening_ports");
    return where.substr(0, where.rfind(':') + 1) + std::to_string(port.port);
}

void control::stop()
{
    if (!server_->context) return;
    mg_stop(server_->context);
    server_->context = nullptr;
}

}
