#include "routeros/session.hpp"

#include "routeros/login.hpp"
#include "routeros/network.hpp"
#include "routeros/value.hpp"
#include "runtime/first_to_end.hpp"

#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <optional>

namespace routeros {
namespace asio = boost::asio;
using asio::awaitable;

namespace {

// The first sentence not yet handled, reading as much as it takes.
awaitable<sentence_view> next_sentence(transport& link, sentence_reader& reader)
{
    for (;;) {
        auto next = reader.next().value();
        if (next) co_return *next;
        auto space = reader.prepare();
        auto count = co_await link.read(space);
        reader.commit(count);
    }
}

// How far a login came.
struct conversation {
    login_dialogue dialogue;
    sentence_observer* observer = nullptr;
    bool answered = false;
};

awaitable<void> say(transport& link, const sentence& words, sentence_observer* observer)
{
    auto bytes = words.bytes();
    if (observer) tell_sent(*observer, phase::login, bytes);
    co_await link.write(bytes);
}

awaitable<void> converse(transport& link, sentence_reader& reader, conversation& login)
{
    reply_parser parser;
    auto opening = login.dialogue.opening();
    co_await say(link, opening, login.observer);
    while (!login.dialogue.done()) {
        auto words = co_await next_sentence(link, reader);
        if (login.observer) login.observer->on_sentence(direction::received, phase::login, words);
        if (!is_reply_word(words.front())) raise(errc::not_routeros);
        login.answered = true;
        auto answer = login.dialogue.on_reply(parser.parse(words)).value();
        if (answer) co_await say(link, *answer, login.observer);
    }
}

// Until the first reply, whatever goes wrong is told by who the peer seems to be.
[[noreturn]] void explain(const boost::system::system_error& error, std::string_view received)
{
    if (auto who = stranger(received)) who->raise();
    auto ended = error.code() == errc::closed || error.code() == errc::reset;
    if (ended) raise(received.empty() ? errc::closed_before_reply : errc::truncated);
    throw;
}

bool is_enabled(const reply& package)
{
    // Since 7.18 the list has those that could be installed, too.
    return read_flag(package.find("disabled").value_or("")).value == 0 &&
           read_flag(package.find("available").value_or("")).value == 0;
}

void take_package(const reply& row, std::vector<std::string>& enabled)
{
    auto name = row.find("name");
    if (name && is_enabled(row) && enabled.size() < most_packages)
        enabled.emplace_back(name->substr(0, longest_text));
}

void take_clock(const reply& row, router_facts& facts)
{
    if (auto offset = read_gmt_offset(row.find("gmt-offset").value_or("")))
        facts.gmt_offset = *offset;
}

void take_names(const reply& row, router_facts& facts)
{
    auto copy = [&](std::string& to, std::string_view property) {
        if (auto value = row.find(property)) to = value->substr(0, longest_text);
    };
    copy(facts.identity, "name");
    copy(facts.version, "version");
    copy(facts.board, "board-name");
    copy(facts.architecture, "architecture-name");
    copy(facts.serial, "serial-number");
}

pending_command ask(client& router,
                    std::string_view command,
                    std::string_view properties,
                    row_handler on_row,
                    std::chrono::milliseconds timeout)
{
    sentence question(command);
    question.attribute(".proplist", properties);
    return router.ask(question, std::move(on_row), timeout);
}

awaitable<void> identify_and_live(client& router, const endpoint& where, const session_life& life)
{
    auto facts = co_await identify(router, where.timeouts.command);
    co_await life(router, facts);
}

}

awaitable<void>
log_in(transport& link, sentence_reader& reader, const endpoint& where, sentence_observer* observer)
{
    conversation login{login_dialogue(where), observer};
    auto talk = converse(link, reader, login);
    auto limit = where.timeouts.login;
    try {
        co_await runtime::within(limit, std::move(talk), errc::login_timeout);
    } catch (const boost::system::system_error& error) {
        if (login.answered || error.code() == asio::error::operation_aborted) throw;
        explain(error, reader.pending());
    }
}

awaitable<router_facts> identify(client& router, std::chrono::milliseconds timeout)
{
    router_facts facts;
    auto take = [&](const reply& row) { take_names(row, facts); };
    auto resource = ask(
        router, "/system/resource/print", "version,board-name,architecture-name", take, timeout);
    auto known = co_await resource.end();
    if (!known.ok()) raise(errc::unidentified, known.reason());

    // At once: over a far link each would cost a round trip more.
    std::vector<std::string> enabled;
    auto list = [&](const reply& row) { take_package(row, enabled); };
    auto set = [&](const reply& row) { take_clock(row, facts); };
    auto name = ask(router, "/system/identity/print", "name", take, timeout);
    auto board = ask(router, "/system/routerboard/print", "serial-number", take, timeout);
    auto packages = ask(router, "/system/package/print", "name,disabled,available", list, timeout);
    auto clock = ask(router, "/system/clock/print", "gmt-offset", set, timeout);
    co_await name.end();
    // An x86 or a CHR may have no such menu: then there is no serial number.
    co_await board.end();
    auto listed = co_await packages.end();
    if (listed.ok()) facts.packages = std::move(enabled);
    co_await clock.end();
    co_return facts;
}

awaitable<void>
run_session(const endpoint& where, network& shared, session_life life, sentence_observer* observer)
{
    auto executor = co_await asio::this_coro::executor;
    transport link(executor, where, shared);
    co_await link.connect();
    sentence_reader reader;
    co_await log_in(link, reader, where, observer);
    client router(std::move(link), std::move(reader), where.timeouts, observer);
    auto serving = router.serve();
    auto living = identify_and_live(router, where, life);
    co_await runtime::first_to_end(std::move(serving), std::move(living));
}

}
