#include "runtime/logger.hpp"

#include "runtime/line_writer.hpp"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>

#include <memory>
#include <mutex>

namespace runtime {
namespace {

std::string_view name_of(level l)
{
    switch (l) {
    case level::debug:
        return "debug";
    case level::info:
        return "info";
    case level::warn:
        return "warn";
    case level::error:
        return "error";
    }
    return "error";
}

// JSON's escapes serve logfmt's quoted values too. Bytes beyond ASCII pass: they are UTF-8 by the
// time they are logged.
void append_quoted(std::string& out, std::string_view text)
{
    out += '"';
    for (char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
    out += '"';
}

bool needs_quotes(std::string_view text)
{
    if (text.empty()) return true;
    for (char c : text)
        if (static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '=' || c == '\\' || c == 0x7F)
            return true;
    return false;
}

void append_logfmt(std::string& line, std::string_view key, std::string_view value)
{
    if (!line.empty()) line += ' ';
    line += key;
    line += '=';
    if (needs_quotes(value))
        append_quoted(line, value);
    else
        line += value;
}

void append_json(std::string& line, std::string_view key, std::string_view value)
{
    if (!line.empty()) line += ',';
    append_quoted(line, key);
    line += ':';
    append_quoted(line, value);
}

// spdlog's own asynchronous logger waits for its thread at the end, however long a pipe is stuck.
class lines_to final : public spdlog::sinks::base_sink<std::mutex> {
public:
    explicit lines_to(line_writer& out) : out_(out) {}

private:
    void sink_it_(const spdlog::details::log_msg& message) override
    {
        spdlog::memory_buf_t line;
        formatter_->format(message, line);
        out_.write(fmt::to_string(line));
    }
    void flush_() override {}

    line_writer& out_;
};

}

std::optional<level> parse_level(std::string_view text)
{
    for (auto l : {level::debug, level::info, level::warn, level::error})
        if (text == name_of(l)) return l;
    return std::nullopt;
}

std::optional<log_format> parse_log_format(std::string_view text)
{
    if (text == "logfmt") return log_format::logfmt;
    if (text == "json") return log_format::json;
    return std::nullopt;
}

void logger::write(level l, std::string_view message, const std::vector<log_field>& fields) const
{
    auto append = format_ == log_format::json ? append_json : append_logfmt;
    std::string line;
    append(line, "level", name_of(l));
    append(line, "msg", message);
    for (const auto& f : fields)
        append(line, f.key, f.value);
    out_(l, line);
}

logger::sink stamped(log_format format, line_writer& out)
{
    auto spd = std::make_shared<spdlog::logger>("mikroscope", std::make_shared<lines_to>(out));
    const auto* pattern = format == log_format::json ? "{\"ts\":\"%Y-%m-%dT%H:%M:%S.%eZ\",%v}"
                                                     : "ts=%Y-%m-%dT%H:%M:%S.%eZ %v";
    spd->set_formatter(
        std::make_unique<spdlog::pattern_formatter>(pattern, spdlog::pattern_time_type::utc));
    return [spd](level, std::string_view line) { spd->info("{}", line); };
}

}
