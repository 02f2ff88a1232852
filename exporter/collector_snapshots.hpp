// What is known of every collector of one router, cheap to copy and to change in one place: copies
// share pieces of a few collectors each, and only the piece that changes is made anew.
#pragma once

#include "exporter/table.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace exporter {

struct moment {
    std::chrono::steady_clock::time_point steady;
    std::chrono::system_clock::time_point wall;

    static moment now();
};

enum class collector_state : std::uint8_t {
    off,         // the fleet file says so
    waiting,     // not run yet
    ok,          // the last run succeeded
    failed,      // the last run failed
    unavailable, // the router has no such menu
    forbidden,   // the router's user may not ask: not asked again in this session
};

struct collector_snapshot {
    collector_state state = collector_state::waiting;
    std::chrono::milliseconds every{0};
    std::shared_ptr<const table> rows; // of the last success
    std::optional<moment> last_success;
    std::chrono::duration<double> took{0}; // the last run, whatever its end
    std::string failure;                   // why the last run failed

    // Rows older than three intervals are not served: stale is never shown as fresh.
    static constexpr int intervals_fresh = 3;
    bool fresh(std::chrono::steady_clock::time_point now) const;
};

// By index in the catalogue.
class collector_snapshots {
public:
    explicit collector_snapshots(std::size_t size = 0);

    std::size_t size() const { return size_; }
    const collector_snapshot& operator[](std::size_t i) const
    {
        return (*pieces_[i / piece_size])[i % piece_size];
    }

    class iterator {
    public:
        iterator(const collector_snapshots& of, std::size_t at) : of_(&of), at_(at) {}
        const collector_snapshot& operator*() const { return (*of_)[at_]; }
        iterator& operator++()
        {
            ++at_;
            return *this;
        }
        bool operator==(const iterator&) const = default;

    private:
        const collector_snapshots* of_;
        std::size_t at_;
    };
    iterator begin() const { return {*this, 0}; }
    iterator end() const { return {*this, size_}; }

    // For a change: no copy of this sees it.
    collector_snapshot& change(std::size_t i);

private:
    static constexpr std::size_t piece_size = 8;
    using piece = std::array<collector_snapshot, piece_size>;

    std::size_t size_;
    std::vector<std::shared_ptr<piece>> pieces_;
};

}
