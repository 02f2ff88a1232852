#include "config/yaml_map.hpp"

#include <boost/test/unit_test.hpp>

namespace {

struct subject {
    explicit subject(const std::string& text) : node(*config::read_yaml(text, file, found)) {}

    config::yaml_map map() { return config::yaml_map({node, file, "", found}); }
    std::string messages() const
    {
        std::string out;
        for (const auto& m : found)
            out += m.text() + "\n";
        return out;
    }

    std::string file = "a.yml";
    config::mistakes found;
    config::yaml_node node;
};

}

BOOST_AUTO_TEST_SUITE(yaml_map)

BOOST_AUTO_TEST_CASE(keys_that_were_not_asked_for_are_unknown)
{
    subject s("name: a\nadress: b\nlabels: {}\n");
    auto map = s.map();
    map.find("name");
    map.find("address");
    map.finish();
    BOOST_TEST(s.messages() == "a.yml:2:1: adress: unknown key; did you mean address?\n"
                               "a.yml:3:1: labels: unknown key; known are name, address\n");
}

BOOST_AUTO_TEST_CASE(repeated_keys_are_reported_at_the_second)
{
    subject s("name: a\nname: b\n");
    auto map = s.map();
    BOOST_TEST(map.find("name")->text().value_or("") == "a");
    map.finish();
    BOOST_TEST(s.messages() == "a.yml:2:1: name: given twice; the first is on line 1\n");
}

BOOST_AUTO_TEST_CASE(a_missing_key_is_reported_only_where_it_is_required)
{
    subject s("{a: 1}");
    auto map = s.map();
    BOOST_TEST(!map.find("b"));
    BOOST_TEST(s.found.empty());
    BOOST_TEST(!map.require("c"));
    BOOST_TEST(s.messages() == "a.yml:1:1: c is required\n");
}

BOOST_AUTO_TEST_CASE(a_key_without_a_value_is_reported_once)
{
    subject s("a:\n");
    auto map = s.map();
    map.require("a");
    map.find("a");
    map.finish();
    BOOST_TEST(s.messages() == "a.yml:1:1: a: has no value: give it one or remove the key\n");
}

BOOST_AUTO_TEST_CASE(anything_else_is_reported_and_read_as_an_empty_mapping)
{
    subject s("[a]");
    auto map = s.map();
    BOOST_TEST(!map.require("a"));
    map.finish();
    BOOST_TEST(s.messages() == "a.yml:1:1: must be a mapping (key: value); is a list\n");
}

BOOST_AUTO_TEST_CASE(names_that_people_choose_are_all_given)
{
    subject s("{role: bng, \"a b\": c, role: core, empty: }");
    std::string names;
    for (const auto& entry : s.map().all())
        names += entry.name + ",";
    BOOST_TEST(names == "role,a b,role,");
    BOOST_TEST(s.found.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_slip_of_the_fingers_is_recognised)
{
    std::vector<std::string> names{"address", "port", "credentials"};
    BOOST_TEST(config::closest("adress", names) == "address");
    BOOST_TEST(config::closest("addresses", names) == "address");
    BOOST_TEST(config::closest("prot", names) == "port");
    BOOST_TEST(config::closest("credentail", names) == "credentials");
    BOOST_TEST(config::closest("colour", names) == "");
    BOOST_TEST(config::closest("", names) == "");
    BOOST_TEST(config::closest(std::string(1 << 20, 'a'), names) == "");
}

BOOST_AUTO_TEST_SUITE_END()
