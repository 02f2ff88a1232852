#include "runtime/token_bucket.hpp"

#include <algorithm>
#include <cmath>

namespace runtime {

void token_bucket::fill(time_point now)
{
    if (now <= filled_) return;
    auto elapsed = std::chrono::duration<double>(now - filled_).count();
    tokens_ = std::min(burst_, tokens_ + elapsed * per_second_);
    filled_ = now;
}

bool token_bucket::has_token(time_point now)
{
    fill(now);
    return tokens_ >= 1;
}

bool token_bucket::take(time_point now)
{
    if (!has_token(now)) return false;
    tokens_ -= 1;
    return true;
}

token_bucket::time_point token_bucket::next(time_point now)
{
    fill(now);
    auto missing = std::max(0.0, 1 - tokens_) / per_second_;
    return now +
           std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil(missing * 1000)) + 1);
}

}
