#include "runtime/line_writer.hpp"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <mutex>
#include <poll.h>
#include <string_view>
#include <thread>
#include <unistd.h>
#include <utility>

namespace runtime {

namespace {

// Whoever started us may have made the file one that does not block.
bool wait_until_writable(int file)
{
    pollfd one{file, POLLOUT, 0};
    return poll(&one, 1, -1) == 1 || errno == EINTR;
}

bool write_whole(int file, std::string_view text)
{
    while (!text.empty()) {
        auto count = ::write(file, text.data(), text.size());
        if (count >= 0) {
            text.remove_prefix(static_cast<std::size_t>(count));
            continue;
        }
        if (errno == EAGAIN && wait_until_writable(file)) continue;
        if (errno != EINTR) return false;
    }
    return true;
}

// A reader that went away is an error of the write, not the end of the program.
void ignore_broken_pipes()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

}

// Shared with the thread, which outlives the writer when its file is stuck.
struct line_writer::state {
    state(int f, std::size_t m) : file(f), most(m) {}

    void work();
    void write_all(std::deque<std::string>& lines);

    const int file;
    const std::size_t most;
    std::atomic<std::uint64_t> lost{0};
    std::mutex mutex; // guards all below
    std::condition_variable changed;
    std::deque<std::string> waiting;
    bool over = false; // no more lines come
    bool done = false; // the thread has ended
};

void line_writer::state::work()
{
    ignore_broken_pipes();
    std::unique_lock lock(mutex);
    for (;;) {
        changed.wait(lock, [&] { return over || !waiting.empty(); });
        if (waiting.empty()) break;
        auto lines = std::exchange(waiting, {});
        lock.unlock();
        write_all(lines);
        lock.lock();
    }
    done = true;
    changed.notify_all();
}

void line_writer::state::write_all(std::deque<std::string>& lines)
{
    for (const auto& line : lines)
        if (!write_whole(file, line)) ++lost;
}

line_writer::line_writer(int file, std::size_t most) : state_(std::make_shared<state>(file, most))
{
    std::thread([s = state_] { s->work(); }).detach();
}

line_writer::~line_writer()
{
    std::unique_lock lock(state_->mutex);
    state_->over = true;
    state_->changed.notify_all();
    state_->changed.wait_for(lock, std::chrono::seconds(1), [&] { return state_->done; });
}

void line_writer::write(std::string line)
{
    std::lock_guard lock(state_->mutex);
    if (state_->waiting.size() >= state_->most) {
        state_->waiting.pop_front();
        ++state_->lost;
    }
    state_->waiting.push_back(std::move(line));
    state_->changed.notify_all();
}

std::uint64_t line_writer::lost() const
{
    return state_->lost;
}

}
