#include "exporter/trap_kind.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(trap_kind)

BOOST_AUTO_TEST_CASE(sorts_the_routers_texts)
{
    struct {
        const char* message;
        const char* kind;
    } const cases[] = {
        {"no such command or directory (health)", "no_such_command"},
        {"no such command prefix", "no_such_command"},
        {"no such item (4)", "no_such_item"},
        {"not enough permissions (9)", "not_permitted"},
        {"input does not match any value of interface", "bad_argument"},
        {"std failure: timeout (13)", "timed_out"},
        {"interrupted", "interrupted"},
        {"action failed (6)", "other"},
        {"", "other"},
    };
    for (const auto& c : cases)
        BOOST_TEST(exporter::trap_kind(c.message) == c.kind, c.message);
}

BOOST_AUTO_TEST_SUITE_END()
