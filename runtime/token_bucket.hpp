// A rate limit: so many tokens a second, so many saved up. Pure: the time is given to it.
#pragma once

#include <chrono>

namespace runtime {

class token_bucket {
public:
    using time_point = std::chrono::steady_clock::time_point;

    // Starts full.
    token_bucket(double per_second, double burst, time_point now)
        : per_second_(per_second), burst_(burst), tokens_(burst), filled_(now)
    {
    }

    // Takes one token, or says when there will be one (at least 1 ms from now).
    bool take(time_point now);
    bool has_token(time_point now);
    time_point next(time_point now);

private:
    void fill(time_point now);

    double per_second_;
    double burst_;
    double tokens_;
    time_point filled_;
};

}
