#include "routeros/sentence.hpp"
#include "tests/simulator/conversation.hpp"
#include "tests/simulator/settings.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <initializer_list>

using namespace std::chrono_literals;
using simulator::moment;

namespace {

struct lab {
    simulator::router router;
    simulator::conversation talk;
    moment now{0};

    explicit lab(const std::string& profile = "ccr2004-7.4")
        : router({.name = "r",
                  .profile = simulator::find_profile(profile),
                  .seed = 1,
                  .sessions = 3,
                  .session_changes_per_second = 0,
                  .users = simulator::default_users(),
                  .faults = {}},
                 moment(0)),
          talk(router, "127.0.0.1", 1)
    {
    }

    void log_in() { BOOST_TEST_REQUIRE(ask({"/login", "=name=admin", "=password="}) == "!done\n"); }

    void say(std::initializer_list<std::string_view> words)
    {
        routeros::sentence s(*words.begin());
        std::for_each(words.begin() + 1, words.end(), [&](auto word) { s.word(word); });
        hear(s.bytes());
    }

    void hear(const std::string& bytes)
    {
        auto space = talk.prepare();
        std::copy(bytes.begin(), bytes.end(), space.begin());
        talk.received(bytes.size(), now);
    }

    // Sentences as lines of words.
    std::string answer()
    {
        routeros::sentence_reader reader;
        std::string text;
        for (auto bytes = talk.produce(now); !bytes.empty(); bytes = talk.produce(now)) {
            auto space = reader.prepare();
            while (space.size() < bytes.size())
                bytes = feed(reader, bytes, space);
            std::copy(bytes.begin(), bytes.end(), space.begin());
            reader.commit(bytes.size());
            for (auto next = reader.next(); next && *next; next = reader.next())
                text += line(**next);
        }
        return text;
    }

    std::string ask(std::initializer_list<std::string_view> words)
    {
        say(words);
        return answer();
    }

private:
    static std::string
    feed(routeros::sentence_reader& r, const std::string& bytes, std::span<char>& space)
    {
        auto count = space.size();
        std::copy_n(bytes.begin(), count, space.begin());
        r.commit(count);
        space = r.prepare();
        return bytes.substr(count);
    }

    static std::string line(routeros::sentence_view words)
    {
        std::string text;
        for (auto word : words)
            text += (text.empty() ? "" : " ") + std::string(word);
        return text + "\n";
    }
};

std::size_t count(const std::string& text, std::string_view part)
{
    std::size_t n = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1))
        ++n;
    return n;
}

}

BOOST_AUTO_TEST_SUITE(conversation)

BOOST_AUTO_TEST_CASE(nothing_is_said_unasked)
{
    lab l;
    BOOST_TEST(l.answer() == "");
    BOOST_TEST((l.talk.next_due() == moment::max()));
}

BOOST_AUTO_TEST_CASE(a_command_before_the_login_ends_it)
{
    lab l;
    BOOST_TEST(l.ask({"/system/identity/print"}) == "!fatal not logged in\n");
    BOOST_TEST(l.talk.ended());
}

BOOST_AUTO_TEST_CASE(too_much_before_the_login_ends_it)
{
    lab l;
    l.router.faults().prelogin_bytes = 10;
    l.hear(std::string("\x7F") + "0123456789abcdef");
    BOOST_TEST(l.answer() == "!fatal too long before login\n");
    BOOST_TEST(l.talk.ended());
}

BOOST_AUTO_TEST_CASE(commands_with_tags_are_answered_side_by_side)
{
    lab l;
    l.log_in();
    l.say({"/system/identity/print", ".tag=a"});
    l.say({"/ppp/active/print", "=count-only=", ".tag=b"});
    BOOST_TEST(l.answer() == "!re .tag=a =name=r\n!done .tag=a\n!done .tag=b =ret=3\n");
}

BOOST_AUTO_TEST_CASE(a_long_table_is_said_in_portions)
{
    lab l;
    l.log_in();
    l.router.faults().extra_rows = 2000;
    l.say({"/interface/print"});
    auto portion = l.talk.produce(l.now);
    BOOST_TEST(portion.size() < 2 * simulator::running_command::portion);
    BOOST_TEST((l.talk.next_due() <= l.now));
    auto rest = l.answer();
    BOOST_TEST(rest.ends_with("!done\n"));
}

BOOST_AUTO_TEST_CASE(the_replies_of_one_command_wait_for_its_delay_and_no_others)
{
    lab l;
    l.log_in();
    l.router.faults().delay_ms = 100;
    l.say({"/system/identity/print", ".tag=a"});
    BOOST_TEST(l.answer() == "");
    BOOST_TEST((l.talk.next_due() == 100ms));
    l.now = 100ms;
    BOOST_TEST(l.answer() == "!re .tag=a =name=r\n!done .tag=a\n");
}

BOOST_AUTO_TEST_CASE(a_stalled_router_says_everything_later)
{
    lab l;
    l.log_in();
    l.router.stall_until(5s);
    BOOST_TEST(l.ask({"/system/identity/print"}) == "");
    BOOST_TEST((l.talk.next_due() == 5s));
    l.now = 5s;
    BOOST_TEST(l.answer() == "!re =name=r\n!done\n");
}

BOOST_AUTO_TEST_CASE(monitor_traffic_speaks_every_second_until_cancelled)
{
    lab l;
    l.log_in();
    l.say({"/interface/monitor-traffic", "=interface=ether1,ether2", ".tag=m"});
    BOOST_TEST(count(l.answer(), "!re") == 2U);
    BOOST_TEST((l.talk.next_due() == 1s));
    l.now = 1s;
    BOOST_TEST(count(l.answer(), "!re") == 2U);
    BOOST_TEST(l.ask({"/cancel", "=tag=m", ".tag=c"}) ==
               "!trap .tag=m =category=2 =message=interrupted\n!done .tag=c\n!done .tag=m\n");
    BOOST_TEST((l.talk.next_due() == moment::max()));
}

BOOST_AUTO_TEST_CASE(monitor_traffic_with_a_duration_ends_and_numbers_its_sections)
{
    lab l;
    l.log_in();
    l.say({"/interface/monitor-traffic", "=interface=ether1", "=duration=2s"});
    BOOST_TEST(l.answer().find("=.section=0") != std::string::npos);
    l.now = 1s;
    BOOST_TEST(l.answer().find("=.section=1") != std::string::npos);
    l.now = 2s;
    BOOST_TEST(l.answer() == "!done\n");
}

BOOST_AUTO_TEST_CASE(an_interface_that_vanishes_is_treated_as_told)
{
    for (auto mode : {simulator::vanish::stop, simulator::vanish::trap, simulator::vanish::zeros}) {
        lab l;
        l.log_in();
        l.router.faults().monitor_vanish = mode;
        l.say({"/interface/monitor-traffic", "=interface=ether1,<pppoe-u0001@r>", ".tag=m"});
        BOOST_TEST(count(l.answer(), "!re") == 2U);
        l.router.sessions().log_out_user("u0001@r");
        l.now = 1s;
        auto said = l.answer();
        BOOST_TEST(count(said, "!re") == (mode == simulator::vanish::zeros ? 2U : 1U));
        BOOST_TEST(count(said, "!done") == (mode == simulator::vanish::trap ? 1U : 0U));
    }
}

BOOST_AUTO_TEST_CASE(print_with_interval_repeats_the_table_and_its_emptiness)
{
    lab l("chr-7.22");
    l.log_in();
    l.say({"/ppp/active/print", "?name=nobody", "=interval=2", ".tag=p"});
    BOOST_TEST(l.answer() == "!empty .tag=p\n");
    BOOST_TEST((l.talk.next_due() == 2s));
    l.now = 2s;
    BOOST_TEST(l.answer() == "!empty .tag=p\n");
}

BOOST_AUTO_TEST_CASE(a_listener_hears_what_changed_in_full_or_in_part)
{
    lab l;
    l.log_in();
    BOOST_TEST(l.ask({"/interface/listen", "=.proplist=.id,name,disabled", ".tag=l"}) == "");
    l.say({"/interface/disable", "=.id=ether2"});
    BOOST_TEST(l.answer() == "!done\n");
    l.talk.wake(l.now);
    BOOST_TEST(l.answer() == "!re .tag=l =.id=*2 =name=ether2 =disabled=true\n");
    l.router.faults().listen_rows = simulator::rows_sent::partial;
    l.router.set_disabled(2, false, l.now);
    l.talk.wake(l.now);
    BOOST_TEST(l.answer() == "!re .tag=l =.id=*2 =disabled=false\n");
}

BOOST_AUTO_TEST_CASE(a_disabled_port_counts_no_more)
{
    lab l;
    l.log_in();
    l.router.set_disabled(1, true, 0s);
    auto before = l.ask({"/interface/print", "?name=ether1", "=.proplist=rx-byte"});
    l.now = 10s;
    BOOST_TEST(l.ask({"/interface/print", "?name=ether1", "=.proplist=rx-byte"}) == before);
    l.router.set_disabled(1, false, l.now);
    l.now = 20s;
    BOOST_TEST(l.ask({"/interface/print", "?name=ether1", "=.proplist=rx-byte"}) != before);
}

BOOST_AUTO_TEST_CASE(passwords_are_for_those_who_may_see_them)
{
    lab l;
    l.ask({"/login", "=name=mikroscope", "=password=s3cret"});
    BOOST_TEST(count(l.ask({"/ppp/secret/print"}), "=password=") == 0U);
    l.log_in();
    BOOST_TEST(count(l.ask({"/ppp/secret/print"}), "=password=") == 4U);
}

BOOST_AUTO_TEST_CASE(a_session_can_be_disconnected)
{
    lab l;
    l.log_in();
    BOOST_TEST(l.ask({"/interface/pppoe-server/remove", "=.id=<pppoe-u0001@r>"}) == "!done\n");
    BOOST_TEST(l.ask({"/ppp/active/print", "=count-only="}) == "!done =ret=2\n");
    BOOST_TEST(l.ask({"/ppp/active/remove", "=.id=*9"}) ==
               "!trap =category=0 =message=no such item\n!done\n");
}

BOOST_AUTO_TEST_CASE(a_menu_can_be_missing)
{
    lab l;
    l.log_in();
    l.router.faults().missing_menus = "/system/health";
    BOOST_TEST(count(l.ask({"/system/health/print"}), "!trap") == 2U);
}

BOOST_AUTO_TEST_CASE(a_menu_can_be_forbidden)
{
    lab l;
    l.log_in();
    l.router.faults().forbidden_menus = "/system/health";
    BOOST_TEST(l.ask({"/system/health/print"}) ==
               "!trap =message=not enough permissions (9)\n!done\n");
    BOOST_TEST(count(l.ask({"/system/resource/print"}), "!re") == 1U);
}

BOOST_AUTO_TEST_CASE(a_reboot_is_answered_in_every_way_that_was_seen)
{
    using simulator::reboot_mode;
    struct expectation {
        reboot_mode mode;
        std::string said;
        bool ended;
        bool reboots;
    };
    for (const auto& e :
         {expectation{reboot_mode::done_close, "!done\n", false, true},
          expectation{reboot_mode::close, "", true, true},
          expectation{reboot_mode::silent, "", false, true},
          expectation{reboot_mode::fatal, "!fatal system is rebooting\n", true, true},
          expectation{reboot_mode::trap,
                      "!trap =message=not enough permissions (9)\n!done\n",
                      false,
                      false}}) {
        lab l;
        l.log_in();
        l.router.faults().reboot_mode = e.mode;
        BOOST_TEST(l.ask({"/system/reboot"}) == e.said);
        BOOST_TEST(l.talk.ended() == e.ended);
        BOOST_TEST(l.router.reboot_at().has_value() == e.reboots);
    }
}

BOOST_AUTO_TEST_CASE(a_half_open_router_neither_reads_nor_writes)
{
    lab l;
    l.log_in();
    l.router.faults().half_open = true;
    BOOST_TEST(!l.talk.reads());
    BOOST_TEST(l.ask({"/system/identity/print"}) == "");
}

BOOST_AUTO_TEST_CASE(what_runs_can_be_seen)
{
    lab l;
    l.log_in();
    l.ask({"/interface/monitor-traffic", "=interface=ether1"});
    BOOST_TEST_REQUIRE(l.talk.running().size() == 1U);
    BOOST_TEST(l.talk.running()[0] == "/interface/monitor-traffic =interface=ether1");
    BOOST_TEST(l.router.seen().commands.at("/interface/monitor-traffic") == 1U);
    BOOST_TEST(l.router.seen().running == 1U);
}

BOOST_AUTO_TEST_CASE(a_monitor_answers_of_each_item_in_the_order_asked)
{
    lab l;
    l.log_in();
    BOOST_TEST(l.ask({"/interface/ethernet/monitor",
                      "=numbers=ether7,*1",
                      "=once=",
                      "=.proplist=name,status,rate"}) ==
               "!re =name=ether7 =status=no-link\n"
               "!re =name=ether1 =status=link-ok =rate=1Gbps\n"
               "!done\n");
}

BOOST_AUTO_TEST_CASE(a_monitor_without_once_goes_on_until_cancelled)
{
    lab l;
    l.log_in();
    BOOST_TEST(count(l.ask({"/interface/ethernet/monitor", "=numbers=ether1", ".tag=m"}), "!re") ==
               1U);
    l.now += 1s;
    BOOST_TEST(count(l.answer(), "!re") == 1U);
    auto end = l.ask({"/cancel", "=tag=m", ".tag=c"});
    BOOST_TEST(count(end, "interrupted") == 1U, end);
    l.now += 1s;
    BOOST_TEST(l.answer() == "");
}

BOOST_AUTO_TEST_CASE(a_monitor_of_what_is_not_there_is_refused)
{
    lab l;
    l.log_in();
    BOOST_TEST(l.ask({"/interface/ethernet/monitor", "=numbers=ether1,ether99", "=once="}) ==
               "!trap =category=0 =message=no such item\n!done\n");
    BOOST_TEST(l.ask({"/interface/ethernet/monitor", "=once="}) ==
               "!trap =category=1 =message=missing value(s) of argument(s) numbers\n!done\n");
}

BOOST_AUTO_TEST_CASE(a_verb_that_a_menu_does_not_have_is_no_command)
{
    lab l("hap-v7");
    l.log_in();
    BOOST_TEST(l.ask({"/interface/lte/info", "=number=lte1", "=once="}) ==
               "!trap =category=0 =message=no such command\n!done\n");
    BOOST_TEST(
        l.ask({"/interface/lte/monitor", "=numbers=lte1", "=once=", "=.proplist=pin-status"}) ==
        "!re =pin-status=ok\n!done\n");
}

BOOST_AUTO_TEST_CASE(an_argument_that_a_menu_does_not_know_is_named)
{
    lab l("x86-6.47");
    l.log_in();
    BOOST_TEST(l.ask({"/system/health/print", "=stats=", "=.proplist=voltage"}) ==
               "!trap =category=0 =message=unknown parameter stats\n!done\n");
}

BOOST_AUTO_TEST_CASE(rows_are_counted_by_query)
{
    lab l;
    l.log_in();
    BOOST_TEST(l.ask({"/interface/print", "=count-only=", "?type=ether", "?running=true"}) ==
               "!done =ret=7\n");
    BOOST_TEST(l.ask({"/ip/dhcp-server/lease/print", "=count-only=", "?status=none"}) ==
               "!done =ret=0\n");
}

BOOST_AUTO_TEST_SUITE_END()
