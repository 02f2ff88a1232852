// The query of a request: `?router=a&collect[]=cpu`. Decided here, without a socket.
#pragma once

#include <boost/system/result.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace exporter {

// Why a request is not answered as it was meant.
struct refusal {
    std::string message; // a sentence for whoever wrote the request
    int status = 400;
};

struct parameter_name {
    std::string_view name;
    bool repeatable = false;
};

class query {
public:
    // Reads `text`; parameters not among `known`, without a value, or given too often are refused.
    static boost::system::result<query, refusal> read(std::string_view text,
                                                      std::span<const parameter_name> known);

    // The value of a parameter, and all of a repeatable one.
    std::optional<std::string> one(std::string_view name) const;
    std::vector<std::string> all(std::string_view name) const;

private:
    std::optional<refusal> add(std::string_view pair, std::span<const parameter_name> known);

    std::vector<std::pair<std::string, std::string>> given_;
};

// "`a`, `b` and `c`", as sentences list names.
std::string listed_names(std::span<const std::string_view> names);

}
