// The limits of the TLS front, each shorter than any other, against real sockets: a test waits for
// the end of a connection and for nothing else.
#include "exporter/tls_front.hpp"
#include "tests/simulator/tls.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <future>
#include <mutex>
#include <unistd.h>

BOOST_AUTO_TEST_SUITE(tls_front)

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;
using namespace std::chrono_literals;

namespace {

const std::string request = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";
const std::string page = "HTTP/1.1 200 OK\r\n\r\nup 1\n";

// What ends a connection that nobody said goodbye on.
bool is_cut(const error_code& error)
{
    return error == ssl::error::stream_truncated || error == asio::error::connection_reset;
}

struct certificate_files {
    std::filesystem::path folder = std::filesystem::temp_directory_path() /
                                   ("mikroscope-tls-front-" + std::to_string(::getpid()));
    std::string web_file = folder / "web.yml";

    certificate_files()
    {
        std::filesystem::create_directories(folder);
        auto made = simulator::make_certificate(
            {.common_name = "front", .addresses = {"127.0.0.1"}, .names = {}});
        std::ofstream(folder / "c.pem") << made.pem;
        std::ofstream(folder / "c.key") << made.key_pem;
        std::ofstream(web_file) << "tls_server_config: {cert_file: c.pem, key_file: c.key}\n";
    }
    certificate_files(const certificate_files&) = delete;
    ~certificate_files() { std::filesystem::remove_all(folder); }
};

std::shared_ptr<const exporter::web_policy> first_policy(const std::string& file)
{
    auto policy = exporter::read_web_policy(file);
    BOOST_REQUIRE_MESSAGE(policy.has_value(), (policy ? "" : policy.error().front().text()));
    return *policy;
}

struct fronted {
    certificate_files files;
    exporter::self_metrics metrics{"1"};
    std::mutex mutex;
    std::string lines;
    runtime::logger log{runtime::level::debug,
                        runtime::log_format::logfmt,
                        [this](runtime::level, std::string_view line) {
                            std::lock_guard lock(mutex);
                            lines.append(line).append("\n");
                        }};
    exporter::admitted_ports admitted;
    exporter::tenant_users tenants{{}};
    exporter::web_policy_file policy{
        files.web_file, first_policy(files.web_file), metrics, log, tenants};
    asio::io_context loop;
    tcp::acceptor behind{loop, {asio::ip::address_v4::loopback(), 0}};
    ssl::context trusting{ssl::context::tls_client};
    exporter::front_settings settings{.listen = "127.0.0.1:0",
                                      .behind = behind.local_endpoint().port(),
                                      .handshake_timeout = 1h,
                                      .request_timeout = 1h,
                                      .idle_timeout = 1h,
                                      .answer_timeout = 1h};
    std::unique_ptr<exporter::tls_front> front;

    void start()
    {
        auto started = exporter::tls_front::start(settings, {policy, admitted, metrics, log});
        BOOST_REQUIRE_MESSAGE(started.has_value(), (started ? "" : started.error().message));
        front = std::move(*started);
    }
    tcp::socket connect()
    {
        tcp::socket socket(loop);
        socket.connect({asio::ip::address_v4::loopback(), front->port()});
        return socket;
    }
    std::string said()
    {
        std::lock_guard lock(mutex);
        return lines;
    }
    double failed_handshakes() const
    {
        for (const auto& family : metrics.collect())
            if (family.name == "mikrotik_exporter_tls_handshake_failures_total")
                return family.metric.front().counter.value;
        return -1;
    }
    // The HTTP side's part of one connection: the request, and what `answer` does.
    template <class Answer>
    auto serve(Answer answer)
    {
        return std::async(std::launch::async, [this, answer] {
            auto socket = behind.accept();
            std::string head(request.size(), ' ');
            asio::read(socket, asio::buffer(head));
            return answer(socket);
        });
    }
};

struct client {
    ssl::stream<tcp::socket> stream;

    explicit client(fronted& f) : stream(f.connect(), f.trusting)
    {
        stream.handshake(ssl::stream_base::client);
    }
    void ask() { asio::write(stream, asio::buffer(request)); }
    // All that comes, and how it ends.
    std::pair<std::size_t, error_code> take()
    {
        std::vector<char> room(1 << 16);
        std::size_t taken = 0;
        error_code error;
        while (!error)
            taken += stream.read_some(asio::buffer(room), error);
        return {taken, error};
    }
};

// Writes without end; how it ended.
error_code write_on(tcp::socket& socket)
{
    std::vector<char> some(1 << 16, 'x');
    error_code error;
    while (!error)
        asio::write(socket, asio::buffer(some), error);
    return error;
}

// Until the other side goes.
error_code wait_for_end(tcp::socket& socket)
{
    char byte = 0;
    error_code error;
    socket.read_some(asio::buffer(&byte, 1), error);
    return error;
}

}

BOOST_FIXTURE_TEST_CASE(a_whole_answer_ends_with_a_goodbye, fronted)
{
    start();
    auto served = serve([](tcp::socket& s) { return asio::write(s, asio::buffer(page)); });
    client c(*this);
    c.ask();
    auto [taken, end] = c.take();
    BOOST_TEST(taken == page.size());
    BOOST_TEST(end == asio::error::eof);
    BOOST_TEST(served.get() == page.size());
}

BOOST_FIXTURE_TEST_CASE(who_does_not_shake_hands_is_sent_away, fronted)
{
    settings.handshake_timeout = 20ms;
    start();
    auto socket = connect();
    BOOST_TEST(wait_for_end(socket) == asio::error::eof);
    BOOST_TEST(failed_handshakes() == 1);
    BOOST_TEST(said().find("level=warn msg=\"TLS connection ended\" client=127.0.0.1 "
                           "why=\"Connection timed out") != std::string::npos,
               said());
}

BOOST_FIXTURE_TEST_CASE(who_does_not_ask_is_sent_away, fronted)
{
    settings.request_timeout = 20ms;
    start();
    client c(*this);
    auto [taken, end] = c.take();
    BOOST_TEST(taken == 0U);
    BOOST_TEST(is_cut(end), end.message());
    BOOST_TEST(failed_handshakes() == 0);
}

BOOST_FIXTURE_TEST_CASE(half_a_request_is_none, fronted)
{
    settings.request_timeout = 20ms;
    start();
    client c(*this);
    asio::write(c.stream, asio::buffer(request, request.size() - 2));
    auto end = c.take().second;
    BOOST_TEST(is_cut(end), end.message());
}

BOOST_FIXTURE_TEST_CASE(who_takes_nothing_of_the_answer_is_cut_off, fronted)
{
    settings.idle_timeout = 40ms;
    start();
    auto served = serve(write_on);
    client c(*this);
    c.ask();
    BOOST_TEST(bool(served.get())); // it could write no more
    auto end = c.take().second;
    BOOST_TEST(is_cut(end), end.message());
}

BOOST_FIXTURE_TEST_CASE(who_waits_for_the_answer_is_not_idle, fronted)
{
    settings.idle_timeout = 5ms;
    settings.answer_timeout = 200ms;
    start();
    auto served = serve(wait_for_end);
    client c(*this);
    auto begun = std::chrono::steady_clock::now();
    c.ask();
    c.take();
    BOOST_TEST((std::chrono::steady_clock::now() - begun >= 200ms));
    BOOST_TEST(served.get() == asio::error::eof);
}

BOOST_FIXTURE_TEST_CASE(an_answer_without_end_is_cut_off_however_fast_it_is_taken, fronted)
{
    settings.answer_timeout = 50ms;
    start();
    auto served = serve(write_on);
    client c(*this);
    c.ask();
    auto [taken, end] = c.take();
    BOOST_TEST(taken > 0U);
    BOOST_TEST(is_cut(end), end.message());
    BOOST_TEST(bool(served.get()));
}

BOOST_FIXTURE_TEST_CASE(answers_begun_are_waited_for_when_it_is_to_stop, fronted)
{
    start();
    std::promise<void> asked;
    std::promise<void> go_on;
    auto served = serve([&](tcp::socket& s) {
        asked.set_value();
        go_on.get_future().wait();
        return asio::write(s, asio::buffer(page));
    });
    client c(*this);
    c.ask();
    asked.get_future().wait();
    front->stop_taking();
    BOOST_TEST(!front->finish(std::chrono::steady_clock::now()));
    go_on.set_value();
    served.get();
    auto [taken, end] = c.take();
    BOOST_TEST(taken == page.size());
    BOOST_TEST(end == asio::error::eof);
    c.stream.shutdown();
    BOOST_TEST(front->finish(std::chrono::steady_clock::now() + 1h));
}

BOOST_FIXTURE_TEST_CASE(nobody_new_is_accepted_when_it_is_to_stop, fronted)
{
    start();
    auto port = front->port();
    auto waiting = connect();
    front->stop_taking();
    BOOST_TEST(bool(wait_for_end(waiting)));
    BOOST_TEST(front->finish(std::chrono::steady_clock::now() + 1h));
    tcp::socket late(loop);
    error_code refused;
    late.connect({asio::ip::address_v4::loopback(), port}, refused);
    BOOST_TEST(refused == asio::error::connection_refused);
}

BOOST_FIXTURE_TEST_CASE(answers_begun_are_cut_when_the_front_ends, fronted)
{
    start();
    std::promise<void> asked;
    auto served = serve([&](tcp::socket& s) {
        asked.set_value();
        return wait_for_end(s);
    });
    client c(*this);
    c.ask();
    asked.get_future().wait();
    front.reset();
    BOOST_TEST(is_cut(c.take().second));
    BOOST_TEST(bool(served.get()));
}

BOOST_AUTO_TEST_SUITE_END()
