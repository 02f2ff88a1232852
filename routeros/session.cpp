#include "routeros/session.hpp"

#include "routeros/login.hpp"
#include "routeros/tls_contexts.hpp"
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

awaitable<void> ask_packages(client& router, router_facts& facts, std::chrono::milliseconds timeout)
{
    std::vector<std::string> enabled;
    auto take = [&](const reply& row) {
        auto name = row.find("name");
        if (name && is_enabled(row) && enabled.size() < most_packages)
            enabled.emplace_back(name->substr(0, longest_text));
    };
    sentence packages("/system/package/print");
    packages.attribute(".proplist", "name,disabled,available");
    auto known = co_await router.run(packages, take, timeout);
    if (known.ok()) facts.packages = std::move(enabled);
}

awaitable<void> ask_clock(client& router, router_facts& facts, std::chrono::milliseconds timeout)
{
    auto take = [&](const reply& row) {
        if (auto offset = read_gmt_offset(row.find("gmt-offset").value_or("")))
            facts.gmt_offset = *offset;
    };
    sentence clock("/system/clock/print");
    clock.attribute(".proplist", "gmt-offset");
    co_await router.run(clock, take, timeout);
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
    auto take = [&](const reply& row) {
        auto copy = [&](std::string& to, std::string_view property) {
            if (auto value = row.find(property)) to = value->substr(0, longest_text);
        };
        copy(facts.identity, "name");
        copy(facts.version, "version");
        copy(facts.board, "board-name");
        copy(facts.architecture, "architecture-name");
        copy(facts.serial, "serial-number");
    };
    sentence resource("/system/resource/print");
    resource.attribute(".proplist", "version,board-name,architecture-name");
    auto known = co_await router.run(resource, take, timeout);
    if (!known.ok()) raise(errc::unidentified, known.reason());

    sentence name("/system/identity/print");
    co_await router.run(name, take, timeout);
    // An x86 or a CHR may have no such menu: then there is no serial number.
    sentence board("/system/routerboard/print");
    board.attribute(".proplist", "serial-number");
    co_await router.run(board, take, timeout);
    co_await ask_packages(router, facts, timeout);
    co_await ask_clock(router, facts, timeout);
    co_return facts;
}

awaitable<void> run_session(const endpoint& where,
                            tls_contexts& contexts,
                            session_life life,
                            sentence_observer* observer)
{
    auto executor = co_await asio::this_coro::executor;
    transport link(executor, where, contexts);
    co_await link.connect();
    sentence_reader reader;
    co_await log_in(link, reader, where, observer);
    client router(std::move(link), std::move(reader), where.timeouts, observer);
    auto serving = router.serve();
    auto living = identify_and_live(router, where, life);
    co_await runtime::first_to_end(std::move(serving), std::move(living));
}

}
