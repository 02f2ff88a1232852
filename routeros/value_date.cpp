#include "routeros/value_text.hpp"
#include "runtime/letter_case.hpp"

#include <algorithm>
#include <array>

namespace routeros {
namespace {

using std::chrono::year_month_day;

constexpr std::array<std::string_view, 12> months{
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

std::optional<int> digits(std::string_view text)
{
    int value = 0;
    for (auto c : text) {
        if (!is_digit(c)) return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

// 1 to 12, in any case: "Jan", "jan".
std::optional<int> read_month(std::string_view text)
{
    std::array<char, 3> name{};
    std::transform(
        text.begin(), text.end(), name.begin(), [](char c) { return runtime::lower_case(c); });
    auto* at = std::find(months.begin(), months.end(), std::string_view(name.data(), name.size()));
    if (at == months.end()) return std::nullopt;
    return static_cast<int>(at - months.begin()) + 1;
}

std::optional<year_month_day>
make_day(std::optional<int> year, std::optional<int> month, std::optional<int> day)
{
    if (!year || !month || !day) return std::nullopt;
    auto date = year_month_day(std::chrono::year(*year),
                               std::chrono::month(static_cast<unsigned>(*month)),
                               std::chrono::day(static_cast<unsigned>(*day)));
    return date.ok() ? std::optional(date) : std::nullopt;
}

// "2024-01-02" since RouterOS 7.10, "jan/02/2024" before.
std::optional<year_month_day> read_day(std::string_view text)
{
    if (text.size() == 10 && text[4] == '-' && text[7] == '-')
        return make_day(
            digits(text.substr(0, 4)), digits(text.substr(5, 2)), digits(text.substr(8, 2)));
    if (text.size() == 11 && text[3] == '/' && text[6] == '/')
        return make_day(
            digits(text.substr(7, 4)), read_month(text.substr(0, 3)), digits(text.substr(4, 2)));
    return std::nullopt;
}

// "10:00:00"
std::optional<int> read_time_of_day(std::string_view text)
{
    if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
    auto hours = digits(text.substr(0, 2));
    auto minutes = digits(text.substr(3, 2));
    auto seconds = digits(text.substr(6, 2));
    if (!hours || !minutes || !seconds) return std::nullopt;
    if (*hours > 23 || *minutes > 59 || *seconds > 59) return std::nullopt;
    return (*hours * 60 + *minutes) * 60 + *seconds;
}

}

reading read_date(std::string_view text, std::chrono::seconds gmt_offset)
{
    if (says_nothing(text)) return absent;
    auto space = text.size() > longest ? std::string_view::npos : text.find(' ');
    if (space == std::string_view::npos) return unreadable;
    auto day = read_day(text.substr(0, space));
    auto time = read_time_of_day(text.substr(space + 1));
    if (!day || !time) return unreadable;
    auto local =
        std::chrono::sys_seconds(std::chrono::sys_days(*day)) + std::chrono::seconds(*time);
    return present(static_cast<double>((local - gmt_offset).time_since_epoch().count()));
}

std::optional<std::chrono::seconds> read_gmt_offset(std::string_view text)
{
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
        return std::nullopt;
    auto hours = digits(text.substr(1, 2));
    auto minutes = digits(text.substr(4, 2));
    if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    auto offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
    return text[0] == '-' ? -offset : offset;
}

}
