#include "exporter/trap_kind.hpp"

namespace exporter {
namespace {

struct known_text {
    std::string_view begins;
    std::string_view kind;
};

constexpr known_text known_texts[] = {
    {"no such command", no_such_command},
    {"no such item", no_such_item},
    {"not enough permissions", not_permitted},
    {"unknown parameter", "bad_argument"},
    {"invalid value", "bad_argument"},
    {"ambiguous value", "bad_argument"},
    {"input does not match", "bad_argument"},
    {"expected end of command", "bad_argument"},
    {"missing value", "bad_argument"},
    {"interrupted", interrupted},
    {"timeout", timed_out},
    {"std failure: timeout", timed_out},
};

}

std::string_view trap_kind(std::string_view message)
{
    for (const auto& known : known_texts)
        if (message.starts_with(known.begins)) return known.kind;
    return "other";
}

}
