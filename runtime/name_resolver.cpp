#include "runtime/name_resolver.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <cstring>
#include <deque>
#include <map>
#include <mutex>
#include <netdb.h>
#include <netinet/in.h>
#include <optional>
#include <set>
#include <system_error>
#include <thread>
#include <utility>

namespace runtime {
namespace asio = boost::asio;
using clock = std::chrono::steady_clock;

namespace {

constexpr std::size_t most_quick_names = 100'000; // remembered

boost::asio::ip::address address_of(const addrinfo& entry)
{
    if (entry.ai_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, entry.ai_addr, sizeof v4);
        return asio::ip::address_v4(ntohl(v4.sin_addr.s_addr));
    }
    sockaddr_in6 v6{};
    std::memcpy(&v6, entry.ai_addr, sizeof v6);
    asio::ip::address_v6::bytes_type bytes{};
    std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
    return asio::ip::address_v6(bytes, v6.sin6_scope_id);
}

}

name_answer look_up_name(const std::string& host)
{
    addrinfo wanted{};
    wanted.ai_family = AF_UNSPEC;
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    name_answer answer;
    auto code = getaddrinfo(host.c_str(), nullptr, &wanted, &found);
    if (code != 0) {
        answer.failure = gai_strerror(code);
        return answer;
    }
    for (const auto* entry = found; entry; entry = entry->ai_next)
        if (entry->ai_family == AF_INET || entry->ai_family == AF_INET6)
            answer.addresses.push_back(address_of(*entry));
    freeaddrinfo(found);
    if (answer.addresses.empty()) answer.failure = "the name has no address";
    return answer;
}

// Shared with the threads, which outlive the resolver when a lookup does.
struct name_resolver::state {
    struct inquiry {
        std::map<std::uint64_t, listener> listeners{};
        bool begun = false;
    };

    state(lookup l, resolver_limits r) : how(std::move(l)), limits(r) {}

    bool is_full() const;
    bool may_begin(const std::string& host) const;
    std::optional<std::string> next();
    void tell(const std::string& host, const name_answer& answer);
    void remember(const std::string& host, clock::duration took);
    static void work(const std::shared_ptr<state>& s);
    static void hire(const std::shared_ptr<state>& s);

    const lookup how;
    const resolver_limits limits;
    std::mutex mutex; // guards all below
    std::map<std::string, inquiry> asked;
    std::deque<std::string> queue; // of those, the ones not begun
    std::set<std::string> quick;   // the last time
    unsigned threads = 0;
    std::map<std::string, clock::time_point> going_on; // since when
    unsigned doubtful = 0;                             // of those, the ones not known as quick
    std::uint64_t last = 0;
};

// Those that are late already are not waited for.
bool name_resolver::state::is_full() const
{
    auto late = clock::now() - limits.slow_after;
    auto in_time = std::count_if(
        going_on.begin(), going_on.end(), [&](const auto& one) { return one.second > late; });
    return static_cast<std::size_t>(in_time) >= limits.at_once;
}

bool name_resolver::state::may_begin(const std::string& host) const
{
    return quick.contains(host) || doubtful < std::max(1U, limits.at_once / 2);
}

std::optional<std::string> name_resolver::state::next()
{
    if (is_full()) return std::nullopt;
    auto found =
        std::find_if(queue.begin(), queue.end(), [&](const auto& host) { return may_begin(host); });
    if (found == queue.end()) return std::nullopt;
    auto host = std::move(*found);
    queue.erase(found);
    return host;
}

void name_resolver::state::tell(const std::string& host, const name_answer& answer)
{
    auto known = asked.extract(host);
    if (known.empty()) return;
    for (const auto& [id, told] : known.mapped().listeners)
        told(answer);
}

void name_resolver::state::remember(const std::string& host, clock::duration took)
{
    if (took >= limits.slow_after)
        quick.erase(host);
    else if (quick.size() < most_quick_names)
        quick.insert(host);
}

// A thread's life: one lookup after another while there are any.
void name_resolver::state::work(const std::shared_ptr<state>& s)
{
    std::unique_lock lock(s->mutex);
    while (auto host = s->next()) {
        s->asked.at(*host).begun = true;
        auto is_doubtful = !s->quick.contains(*host);
        if (is_doubtful) ++s->doubtful;
        auto begun = clock::now();
        s->going_on.emplace(*host, begun);
        lock.unlock();
        auto answer = s->how(*host);
        lock.lock();
        s->going_on.erase(*host);
        if (is_doubtful) --s->doubtful;
        s->remember(*host, clock::now() - begun);
        s->tell(*host, answer);
    }
    --s->threads;
}

// With the mutex held.
void name_resolver::state::hire(const std::shared_ptr<state>& s)
{
    if (s->queue.empty() || s->is_full() || s->threads >= 4 * s->limits.at_once) return;
    try {
        std::thread([s] { work(s); }).detach();
        ++s->threads;
    } catch (const std::system_error& error) {
        if (s->threads > 0) return; // those there are will come to it
        for (const auto& host : std::exchange(s->queue, {}))
            s->tell(host, {{}, error.code().message()});
    }
}

name_resolver::name_resolver(lookup how, resolver_limits limits)
    : state_(std::make_shared<state>(std::move(how), limits))
{
}

name_resolver::~name_resolver()
{
    std::lock_guard lock(state_->mutex);
    state_->queue.clear();
    state_->asked.clear();
}

name_resolver::question::question(std::shared_ptr<state> asked, std::string host, std::uint64_t id)
    : asked_(std::move(asked)), host_(std::move(host)), id_(id)
{
}

name_resolver::question::~question()
{
    std::lock_guard lock(asked_->mutex);
    auto found = asked_->asked.find(host_);
    if (found == asked_->asked.end()) return;
    auto& inquiry = found->second;
    inquiry.listeners.erase(id_);
    if (!inquiry.listeners.empty() || inquiry.begun) return;
    asked_->asked.erase(found);
    std::erase(asked_->queue, host_);
}

std::unique_ptr<name_resolver::question> name_resolver::ask(const std::string& host, listener told)
{
    std::lock_guard lock(state_->mutex);
    auto id = ++state_->last;
    auto first = !state_->asked.contains(host);
    state_->asked[host].listeners.emplace(id, std::move(told));
    if (first) state_->queue.push_back(host);
    state::hire(state_);
    return std::make_unique<question>(state_, host, id);
}

// The answer is noted on the loop's own thread, where the coroutine may have left by then.
asio::awaitable<name_answer> name_resolver::resolve(std::string host)
{
    struct note {
        explicit note(const asio::any_io_executor& loop) : ready(loop, clock::time_point::max()) {}
        asio::steady_timer ready;
        std::optional<name_answer> answer{};
    };
    auto loop = co_await asio::this_coro::executor;
    auto noted = std::make_shared<note>(loop);
    auto told = [loop, noted](const name_answer& answer) {
        asio::post(loop, [noted, answer] {
            noted->answer = answer;
            noted->ready.cancel();
        });
    };
    auto wanted = ask(host, std::move(told));
    boost::system::error_code woken;
    while (!noted->answer)
        co_await noted->ready.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    co_return std::move(*noted->answer);
}

}
