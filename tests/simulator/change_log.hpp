// What happened to a router's items, for those who listen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>

namespace simulator {

struct change {
    enum class kind : std::uint8_t { added, changed, removed };
    enum class subject : std::uint8_t { port, session, log };

    std::uint64_t number = 0; // counts up by one
    kind what = kind::changed;
    subject who = subject::port;
    std::uint32_t id = 0;
    std::string_view property; // a literal: what changed
};

// The newest changes; a listener that falls further behind misses the older ones.
class change_log {
public:
    void add(change c)
    {
        c.number = ++last_;
        kept_.push_back(c);
        if (kept_.size() > limit) kept_.pop_front();
    }

    std::uint64_t last() const { return last_; }

    // The change after `number`, or nothing.
    const change* after(std::uint64_t number) const
    {
        if (number >= last_) return nullptr;
        auto first = last_ - kept_.size() + 1;
        return number + 1 < first ? &kept_.front() : &kept_[number + 1 - first];
    }

private:
    static constexpr std::size_t limit = 4096;
    std::deque<change> kept_;
    std::uint64_t last_ = 0;
};

}
