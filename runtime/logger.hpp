// One event, one line, `key=value` fields. A logger is a parameter, never a global; tests give it a
// sink of their own and compare lines. Levels: error = somebody must act, warn = we are working
// around it, info = the life of things, debug = traffic.
#pragma once

#include <fmt/core.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace runtime {

class line_writer;

enum class level : std::uint8_t { debug, info, warn, error };
enum class log_format : std::uint8_t { logfmt, json };

std::optional<level> parse_level(std::string_view text);
std::optional<log_format> parse_log_format(std::string_view text);

struct log_field {
    std::string_view key; // a literal
    std::string value;
};

template <class T>
log_field field(std::string_view key, const T& value)
{
    return {key, fmt::format("{}", value)};
}

class logger {
public:
    // Gets the line without time stamp or line end; called from whichever thread logs.
    using sink = std::function<void(level, std::string_view line)>;

    logger(level threshold, log_format format, sink out)
        : threshold_(threshold), format_(format), out_(std::move(out))
    {
    }

    template <class... Fields>
    void debug(std::string_view message, Fields&&... fields) const
    {
        log(level::debug, message, std::forward<Fields>(fields)...);
    }
    template <class... Fields>
    void info(std::string_view message, Fields&&... fields) const
    {
        log(level::info, message, std::forward<Fields>(fields)...);
    }
    template <class... Fields>
    void warn(std::string_view message, Fields&&... fields) const
    {
        log(level::warn, message, std::forward<Fields>(fields)...);
    }
    template <class... Fields>
    void error(std::string_view message, Fields&&... fields) const
    {
        log(level::error, message, std::forward<Fields>(fields)...);
    }

    template <class... Fields>
    void log(level l, std::string_view message, Fields&&... fields) const
    {
        if (l < threshold_) return;
        std::vector<log_field> list;
        list.reserve(sizeof...(fields));
        (list.push_back(std::forward<Fields>(fields)), ...);
        write(l, message, list);
    }

private:
    void write(level l, std::string_view message, const std::vector<log_field>& fields) const;

    level threshold_;
    log_format format_;
    sink out_;
};

// Lines with a time stamp in UTC; safe to use from several threads. `out` must outlive it.
logger::sink stamped(log_format format, line_writer& out);

}
