#include "exporter/transforms.hpp"
#include "tests/unit/exporter/fixture.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(transforms)

using namespace fixture;

namespace {

class written_rows final : public exporter::row_sink {
public:
    void take(exporter::row_view row) override
    {
        for (const auto& a : row)
            text.append(a.name).append("=").append(a.value) += ' ';
        text += '\n';
    }
    std::string text;
};

class transform {
public:
    explicit transform(std::string_view name,
                       std::shared_ptr<const exporter::table> joined = nullptr)
        : transform_(exporter::find_transform(name)->make(std::move(joined)))
    {
    }

    transform& add(pairs properties)
    {
        std::vector<routeros::attribute> row;
        for (const auto& [name, value] : properties)
            row.push_back({name, value});
        transform_->apply(row, out_);
        return *this;
    }
    const std::string& text() const { return out_.text; }

private:
    std::unique_ptr<exporter::row_transform> transform_;
    written_rows out_;
};

std::shared_ptr<const exporter::table> interfaces(std::initializer_list<std::string_view> names)
{
    auto interface = definition("interface");
    interface.labels = {{"interface", {"name"}}};
    interface.metrics = {counter("mikrotik_a_total", "rx-byte")};
    auto session = definition("session");
    session.labels = {{"user", {"user"}}};
    session.join = config::join_definition{"interface", "interface", "port", {}};
    rows r(compile({interface, session}));
    for (auto name : names)
        r.add({{"name", name}});
    return r.finish().rows;
}

std::string session(std::string_view user, std::string_view interface)
{
    return "name=" + std::string(user) + " service=pppoe interface=" + std::string(interface) +
           " \n";
}

}

BOOST_AUTO_TEST_CASE(unknown_names_are_not_found)
{
    BOOST_TEST(exporter::find_transform("magic") == nullptr);
}

BOOST_AUTO_TEST_CASE(health_of_v6_is_split_into_sensors_by_the_names_of_properties)
{
    transform t("health_sensors");
    t.add({{"voltage", "24.3"},
           {"temperature", "41"},
           {"board-temperature1", "38"},
           {"current", "500"},
           {"power-consumption", "9.6"},
           {"fan-mode", "auto"},
           {"active-fan", "fan1"},
           {"fan1-speed", "3780"},
           {"psu1-state", "ok"},
           {"psu1-voltage", "24.1"},
           {"fan-state", "ok"},
           {"state", "enabled"},
           {"state-after-reboot", "enabled"}});
    BOOST_TEST(t.text() == "name=voltage value=24.3 type=V \n"
                           "name=temperature value=41 type=C \n"
                           "name=board-temperature1 value=38 type=C \n"
                           "name=current value=500 type=A \n"
                           "name=power-consumption value=9.6 type=W \n"
                           "name=fan1 value=3780 type=RPM \n"
                           "name=psu1 value=ok type=psu \n"
                           "name=psu1-voltage value=24.1 type=V \n"
                           "name=fan value=ok type=state \n");
}

BOOST_AUTO_TEST_CASE(health_of_v7_keeps_the_types_it_has)
{
    transform t("health_sensors");
    t.add({{".id", "*E"}, {"name", "cpu-temperature"}, {"value", "46"}, {"type", "C"}});
    t.add({{".id", "*F"}, {"name", "fan1-speed"}, {"value", "3780"}, {"type", "RPM"}});
    t.add({{".id", "*10"}, {"name", "psu1-state"}, {"value", "ok"}, {"type", ""}});
    BOOST_TEST(t.text() == "name=cpu-temperature value=46 type=C \n"
                           "name=fan1 value=3780 type=RPM \n"
                           "name=psu1 value=ok type=psu \n");
}

BOOST_AUTO_TEST_CASE(a_power_supplys_states_are_ok_fail_or_nothing)
{
    transform t("health_sensors");
    for (auto state : {"ok", "idle", "fail", "no-input", "not-present"})
        t.add({{"name", "psu1-state"}, {"value", state}, {"type", ""}});
    BOOST_TEST(t.text() == "name=psu1 value=ok type=psu \n"
                           "name=psu1 value=ok type=psu \n"
                           "name=psu1 value=fail type=psu \n"
                           "name=psu1 value=fail type=psu \n"
                           "name=psu1 value= type=psu \n");
}

BOOST_AUTO_TEST_CASE(health_settings_of_a_virtual_router_are_no_sensors)
{
    transform t("health_sensors");
    t.add({{"state", "disabled"}, {"state-after-reboot", "disabled"}});
    BOOST_TEST(t.text() == "");
}

BOOST_AUTO_TEST_CASE(a_session_is_on_the_interface_of_its_service_and_user)
{
    transform t("ppp_session_interface", interfaces({"ether1", "<pppoe-joe>"}));
    t.add({{"name", "joe"}, {"service", "pppoe"}});
    BOOST_TEST(t.text() == session("joe", "<pppoe-joe>"));
}

BOOST_AUTO_TEST_CASE(more_sessions_of_a_user_get_the_names_in_use_in_order)
{
    transform t("ppp_session_interface", interfaces({"<pppoe-joe-2>", "<pppoe-joe>"}));
    t.add({{"name", "joe"}, {"service", "pppoe"}}).add({{"name", "joe"}, {"service", "pppoe"}});
    BOOST_TEST(t.text() == session("joe", "<pppoe-joe>") + session("joe", "<pppoe-joe-2>"));
}

BOOST_AUTO_TEST_CASE(the_survivor_of_two_sessions_keeps_its_name)
{
    transform t("ppp_session_interface", interfaces({"<pppoe-joe-1>"}));
    t.add({{"name", "joe"}, {"service", "pppoe"}});
    BOOST_TEST(t.text() == session("joe", "<pppoe-joe-1>"));
}

BOOST_AUTO_TEST_CASE(a_session_newer_than_the_interface_table_gets_the_first_free_name)
{
    transform t("ppp_session_interface", interfaces({"<pppoe-joe-1>"}));
    t.add({{"name", "joe"}, {"service", "pppoe"}}).add({{"name", "joe"}, {"service", "pppoe"}});
    t.add({{"name", "joe"}, {"service", "pppoe"}});
    BOOST_TEST(t.text() == session("joe", "<pppoe-joe-1>") + session("joe", "<pppoe-joe>") +
                               session("joe", "<pppoe-joe-2>"));
}

BOOST_AUTO_TEST_CASE(without_an_interface_table_names_are_counted_up)
{
    transform t("ppp_session_interface");
    t.add({{"name", "joe"}, {"service", "pppoe"}}).add({{"name", "joe"}, {"service", "pppoe"}});
    BOOST_TEST(t.text() == session("joe", "<pppoe-joe>") + session("joe", "<pppoe-joe-1>"));
}

BOOST_AUTO_TEST_CASE(a_users_name_that_looks_like_anothers_second_session_shares_no_interface)
{
    auto table = interfaces({"<pppoe-joe>", "<pppoe-joe-1>", "<pppoe-joe-2>"});
    transform first("ppp_session_interface", table);
    first.add({{"name", "joe-1"}, {"service", "pppoe"}});
    first.add({{"name", "joe"}, {"service", "pppoe"}}).add({{"name", "joe"}, {"service", "pppoe"}});
    BOOST_TEST(first.text() == session("joe-1", "<pppoe-joe-1>") + session("joe", "<pppoe-joe>") +
                                   session("joe", "<pppoe-joe-2>"));
    // It could as well be so. The last session has no traffic rather than another's.
    transform last("ppp_session_interface", table);
    last.add({{"name", "joe"}, {"service", "pppoe"}}).add({{"name", "joe"}, {"service", "pppoe"}});
    last.add({{"name", "joe-1"}, {"service", "pppoe"}});
    BOOST_TEST(last.text() == session("joe", "<pppoe-joe>") + session("joe", "<pppoe-joe-1>") +
                                  session("joe-1", "<pppoe-joe-1-1>"));
}

BOOST_AUTO_TEST_CASE(names_made_up_for_two_users_are_never_the_same)
{
    transform t("ppp_session_interface");
    t.add({{"name", "joe"}, {"service", "pppoe"}}).add({{"name", "joe"}, {"service", "pppoe"}});
    t.add({{"name", "joe-1"}, {"service", "pppoe"}});
    BOOST_TEST(t.text() == session("joe", "<pppoe-joe>") + session("joe", "<pppoe-joe-1>") +
                               session("joe-1", "<pppoe-joe-1-1>"));
}

BOOST_AUTO_TEST_CASE(an_endless_user_name_makes_no_endless_interface_name)
{
    std::string endless(1'000'000, 'x');
    transform t("ppp_session_interface");
    t.add({{"name", endless}, {"service", "pppoe"}});
    auto cut = "<pppoe-" + endless.substr(0, 4096) + ">";
    BOOST_TEST((t.text() == session(endless, cut)));
}

BOOST_AUTO_TEST_CASE(firmware_is_pending_when_another_would_be_started)
{
    transform t("firmware_pending");
    t.add({{"current-firmware", "7.4"}, {"upgrade-firmware", "7.5"}});
    t.add({{"current-firmware", "7.4"}, {"upgrade-firmware", "7.4"}});
    t.add({{"routerboard", "false"}});
    BOOST_TEST(t.text() == "current-firmware=7.4 upgrade-firmware=7.5 upgrade-pending=yes \n"
                           "current-firmware=7.4 upgrade-firmware=7.4 upgrade-pending=no \n"
                           "routerboard=false \n");
}

BOOST_AUTO_TEST_SUITE_END()
