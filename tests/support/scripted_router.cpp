#include "tests/support/scripted_router.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>

namespace support {
namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using namespace std::chrono_literals;

namespace {

using sentences = std::vector<routeros::sentence>;

sentences refusal(const std::string& tag)
{
    return {tagged("!trap", tag).attribute("message", "not enough permissions (9)")};
}

// What is asked in identify(), and answered.
sentences about_itself(std::string_view command, const std::string& tag)
{
    auto row = [&] { return tagged("!re", tag); };
    if (command == "/system/resource/print")
        return {
            row().attribute("version", "7.4 (stable)").attribute("board-name", "CCR2004-16G-2S+")};
    if (command == "/system/identity/print") return {row().attribute("name", "core-1")};
    if (command == "/system/routerboard/print") return {row().attribute("serial-number", "ABC123")};
    if (command == "/system/package/print")
        return {row().attribute("name", "routeros").attribute("disabled", "false"),
                row().attribute("name", "container").attribute("disabled", "true"),
                row()
                    .attribute("name", "gps")
                    .attribute("disabled", "false")
                    .attribute("available", "true"),
                row().attribute("name", "wireless").attribute("disabled", "false")};
    if (command == "/system/clock/print") return {row().attribute("gmt-offset", "-03:30")};
    return {};
}

}

scripted_router::scripted_router(asio::io_context& loop)
    : acceptor_(loop, tcp::endpoint(asio::ip::make_address("127.0.0.1"), 0)), socket_(loop)
{
}

routeros::endpoint scripted_router::endpoint() const
{
    routeros::endpoint where;
    where.host = "127.0.0.1";
    where.port = acceptor_.local_endpoint().port();
    where.username = "mikroscope";
    where.password = runtime::secret("s3cret");
    return where;
}

awaitable<void> scripted_router::accept()
{
    reader_ = routeros::sentence_reader();
    socket_ = co_await acceptor_.async_accept(use_awaitable);
    socket_.set_option(tcp::no_delay(true));
}

awaitable<std::vector<std::string>> scripted_router::hear()
{
    std::vector<std::string> words;
    for (;;) {
        auto next = reader_.next().value();
        if (next) {
            words.assign(next->begin(), next->end());
            co_return words;
        }
        auto space = reader_.prepare();
        boost::system::error_code error;
        auto buffer = asio::buffer(space.data(), space.size());
        auto count =
            co_await socket_.async_read_some(buffer, asio::redirect_error(use_awaitable, error));
        if (error) co_return words;
        reader_.commit(count);
    }
}

awaitable<void> scripted_router::say(routeros::sentence words)
{
    auto bytes = words.bytes();
    co_await say_bytes(bytes);
}

awaitable<void> scripted_router::say_bytes(std::string bytes)
{
    boost::system::error_code gone;
    auto buffer = asio::buffer(bytes);
    co_await asio::async_write(socket_, buffer, asio::redirect_error(use_awaitable, gone));
}

awaitable<void> scripted_router::welcome()
{
    co_await accept();
    co_await hear();
    auto done = routeros::sentence("!done");
    co_await say(done);
}

awaitable<void> scripted_router::introduce(std::vector<std::string> refused)
{
    for (int question = 0; question < 5; ++question)
        co_await answer_question(refused);
}

awaitable<void> scripted_router::answer_question(std::vector<std::string> refused)
{
    auto words = co_await hear();
    if (words.empty()) co_return;
    auto tag = tag_of(words);
    auto unwilling = std::find(refused.begin(), refused.end(), words[0]) != refused.end();
    auto answer = unwilling ? refusal(tag) : about_itself(words[0], tag);
    for (const auto& sentence : answer)
        co_await say(sentence);
    auto done = tagged("!done", tag);
    co_await say(done);
}

void scripted_router::hang_up()
{
    socket_.close();
}

void scripted_router::reset()
{
    socket_.set_option(asio::socket_base::linger(true, 0));
    socket_.close();
}

std::string tag_of(const std::vector<std::string>& words)
{
    for (const auto& word : words)
        if (word.starts_with(".tag=")) return word.substr(5);
    return {};
}

routeros::sentence tagged(std::string_view reply_word, const std::string& tag)
{
    routeros::sentence s(reply_word);
    s.word(".tag=" + tag);
    return s;
}

}
