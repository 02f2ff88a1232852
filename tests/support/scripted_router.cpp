#include "tests/support/scripted_router.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace support {
namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using namespace std::chrono_literals;

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

awaitable<void> scripted_router::introduce()
{
    for (int question = 0; question < 3; ++question) {
        auto words = co_await hear();
        if (words.empty()) co_return;
        auto row = tagged("!re", tag_of(words));
        if (words[0] == "/system/resource/print")
            row.attribute("version", "7.4 (stable)").attribute("board-name", "CCR2004-16G-2S+");
        if (words[0] == "/system/identity/print") row.attribute("name", "core-1");
        if (words[0] == "/system/routerboard/print") row.attribute("serial-number", "ABC123");
        co_await say(row);
        auto done = tagged("!done", tag_of(words));
        co_await say(done);
    }
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
