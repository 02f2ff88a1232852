#include "tests/simulator/reply_writer.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::string_literals;

namespace {

std::string written(const simulator::faults& how, std::vector<std::string> wanted = {})
{
    std::string out;
    simulator::reply_writer w(out, how);
    w.answer_to("7");
    simulator::row r;
    r.add("name", "e1");
    r.add("mtu", std::uint64_t{1500});
    w.row(r, wanted);
    return out;
}

}

BOOST_AUTO_TEST_SUITE(reply_writer)

BOOST_AUTO_TEST_CASE(a_row_is_written_as_routers_write_it)
{
    BOOST_TEST(written({}) == "\x03!re\x06.tag=7\x08=name=e1\x09=mtu=1500\0"s);
    BOOST_TEST(written({}, {"mtu", "absent"}) == "\x03!re\x06.tag=7\x09=mtu=1500\0"s);
    BOOST_TEST(written({}, {"absent"}) == "\x03!re\x06.tag=7\0"s);
}

BOOST_AUTO_TEST_CASE(the_tag_can_be_last_or_missing)
{
    simulator::faults f;
    f.tag_position = simulator::tag_place::last;
    BOOST_TEST(written(f) == "\x03!re\x08=name=e1\x09=mtu=1500\x06.tag=7\0"s);
    f.tag_position = simulator::tag_place::missing;
    BOOST_TEST(written(f) == "\x03!re\x08=name=e1\x09=mtu=1500\0"s);
}

BOOST_AUTO_TEST_CASE(lengths_can_be_longer_than_need_be)
{
    simulator::faults f;
    f.noncanonical_lengths = true;
    BOOST_TEST(written(f, {"absent"}) == "\xF0\0\0\0\x03!re\xF0\0\0\0\x06.tag=7\0"s);
}

BOOST_AUTO_TEST_CASE(replies_can_be_odd)
{
    simulator::faults f;
    f.empty_sentences = f.ret_on_done = f.unknown_reply = f.trap_without_message = true;
    std::string out;
    simulator::reply_writer w(out, f);
    w.trap({"gone", 2});
    w.done();
    BOOST_TEST(out == "\0\x05!trap\x0B=category=2\0\0\x04!foo\0\0\x05!done\x07=ret=*0\0"s);
}

BOOST_AUTO_TEST_CASE(a_row_can_have_a_key_twice_and_bytes_that_are_no_utf8)
{
    simulator::faults f;
    f.duplicate_key = f.non_utf8 = true;
    auto out = written(f);
    BOOST_TEST(out.find("=name=duplicate") != out.npos);
    BOOST_TEST(out.find("\xE9") != out.npos);
}

BOOST_AUTO_TEST_SUITE_END()
