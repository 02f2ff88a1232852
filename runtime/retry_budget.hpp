// How much may be tried again: a share of what was asked, so that a device in trouble is not asked
// more, but less. Pure.
#pragma once

#include <algorithm>

namespace runtime {

class retry_budget {
public:
    // Of all attempts at most this share may be retries; up to `most_saved` are saved for later.
    explicit retry_budget(double share = 0.2, double most_saved = 3)
        : share_(share), most_saved_(most_saved)
    {
    }

    // An attempt is made, the first or another.
    void count() { saved_ = std::min(most_saved_, saved_ + share_); }

    bool take()
    {
        if (saved_ < 1) return false;
        saved_ -= 1;
        return true;
    }

private:
    double share_;
    double most_saved_;
    double saved_ = 0;
};

}
