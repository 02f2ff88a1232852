// Examples of a form of a value, and what is expected of each.
#pragma once

#include "routeros/value.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace value_forms {

using routeros::reading_state;
using read_function = std::function<routeros::reading(std::string_view)>;

struct example {
    std::string text;
    double value;
};

inline void expect(const read_function& read, const std::vector<example>& examples)
{
    for (const auto& [text, value] : examples) {
        auto r = read(text);
        BOOST_TEST((r.state == reading_state::present), text);
        BOOST_TEST(r.value == value, text << " read as " << r.value);
    }
}

inline void
expect(const read_function& read, reading_state state, const std::vector<std::string>& texts)
{
    for (const auto& text : texts)
        BOOST_TEST((read(text).state == state), text.substr(0, 80));
}

// What no form knows.
inline void expect_nonsense_unreadable(const read_function& read)
{
    expect(read,
           reading_state::unreadable,
           {" ",
            "-",
            "--1",
            "+5",
            " 5",
            "5 ",
            ".5",
            "5.",
            "5..5",
            "1e999",
            "nan",
            "NaN",
            "inf",
            "-inf",
            "0x10",
            "N/A",
            "Never",
            "1,",
            ",1",
            "5\xc2\xb5",
            "\xd9\xa1",
            "\xef\xbc\x95",
            "\xff",
            std::string("\0", 1),
            std::string("1\0", 2),
            std::string("1\0s", 3),
            std::string(100, '9'),
            std::string(1 << 20, '9'),
            std::string(1 << 20, 's')});
}

// Texts made of a form's own letters never read as an infinity, and are 0 unless present.
inline void expect_always_finite(const read_function& read, const std::string& letters)
{
    std::mt19937 random(20);
    for (int i = 0; i < 100'000; ++i) {
        std::string text(random() % 24, '\0');
        for (auto& c : text)
            c = letters[random() % letters.size()];
        auto r = read(text);
        BOOST_REQUIRE(std::isfinite(r.value));
        BOOST_REQUIRE((r.state == reading_state::present || r.value == 0));
    }
}

}
