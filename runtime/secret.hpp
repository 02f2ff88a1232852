// A password or token. It cannot be printed or converted: reveal() is the one way out, and can be
// searched for.
#pragma once

#include <string>
#include <utility>

namespace runtime {

class secret {
public:
    secret() = default;
    explicit secret(std::string value) : value_(std::move(value)) {}

    const std::string& reveal() const { return value_; }
    bool empty() const { return value_.empty(); }

    bool operator==(const secret&) const = default;

private:
    std::string value_;
};

}
