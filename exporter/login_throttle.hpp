// Who guesses passwords waits: so many wrong ones from an address, then one every few seconds.
#pragma once

#include "runtime/token_bucket.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>

namespace exporter {

// Pure: the time is given to it. Remembers the addresses that guessed wrong last.
class login_throttle {
public:
    using time_point = std::chrono::steady_clock::time_point;

    static constexpr double burst = 10;
    static constexpr double per_second = 0.2;
    static constexpr std::size_t most_addresses = 1000;

    // How long this address has to wait; nothing: it may try now.
    std::optional<std::chrono::seconds> wait(const std::string& address, time_point now);
    void failed(const std::string& address, time_point now);

private:
    struct guesser {
        runtime::token_bucket left;
        time_point last;
    };
    void forget_one();

    std::map<std::string, guesser> guessers_;
};

}
