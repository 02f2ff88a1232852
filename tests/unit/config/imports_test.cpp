// tests/testdata/imports: a folder for each case, with the other program's file, what is said of it
// (expected_messages.txt) and the fleet file made from it (expected_fleet.yml; none: it is
// refused).
#include "config/collector_file.hpp"
#include "config/imports/features.hpp"
#include "config/imports/import.hpp"
#include "config/load.hpp"
#include "corpus.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <random>
#include <set>

namespace {

namespace fs = std::filesystem;

const std::vector<config::collector_definition>& collectors()
{
    static const auto all = config::builtin_collectors();
    return all;
}

std::vector<fs::path> cases()
{
    std::vector<fs::path> out;
    for (const auto& entry : fs::directory_iterator(corpus::folder / "imports"))
        out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    BOOST_REQUIRE_GT(out.size(), 10U);
    return out;
}

fs::path input_of(const fs::path& folder)
{
    for (auto name :
         {"mktxp.conf", "config.yml", "prometheus.yml", "mikroscope.yml", "_mktxp.conf"})
        if (fs::exists(folder / name)) return folder / name;
    BOOST_FAIL(folder << " has no file to import");
    return {};
}

config::imported_fleet import(const fs::path& file)
{
    auto result = config::import_fleet(file.string(), collectors());
    if (result.has_error()) BOOST_FAIL(result.error().front().text());
    return *result;
}

config::fleet load(const fs::path& folder)
{
    auto imported = import(input_of(folder));
    auto path = (folder / "mikroscope.yml").string(); // paths are relative to it
    auto fleet = config::read_fleet(imported.fleet_file, path, config::options_for(collectors()));
    if (fleet.has_error()) BOOST_FAIL(fleet.error().front().text());
    return *fleet;
}

const config::router& router_called(const config::fleet& fleet, const std::string& name)
{
    for (const auto& r : fleet.routers)
        if (r.name == name) return r;
    BOOST_FAIL("no router is called " << name);
    return fleet.routers.front();
}

}

BOOST_AUTO_TEST_SUITE(imports)

BOOST_AUTO_TEST_CASE(every_case_gives_its_fleet_file_and_its_messages)
{
    for (const auto& folder : cases()) {
        BOOST_TEST_CONTEXT(folder.filename())
        {
            auto result = config::import_fleet(input_of(folder).string(), collectors());
            auto messages = corpus::text_of(result ? result->remarks : result.error(), folder);
            auto fleet_file = result ? result->fleet_file : "";
            BOOST_TEST(messages == corpus::text_of(folder / "expected_messages.txt"));
            BOOST_TEST(fleet_file == corpus::text_of(folder / "expected_fleet.yml"));
        }
    }
}

BOOST_AUTO_TEST_CASE(every_fleet_file_made_is_without_a_mistake)
{
    auto made = 0;
    for (const auto& folder : cases()) {
        auto result = config::import_fleet(input_of(folder).string(), collectors());
        if (!result) continue;
        ++made;
        BOOST_TEST_CONTEXT(folder.filename())
        {
            load(folder);
        }
    }
    BOOST_TEST(made >= 6);
}

BOOST_AUTO_TEST_CASE(passwords_arrive_as_mktxp_would_use_them)
{
    auto fleet = load(corpus::folder / "imports/mktxp_passwords");
    auto password_of = [&](const std::string& name) {
        return std::string(router_called(fleet, name).endpoint.password.reveal());
    };
    BOOST_TEST(password_of("commas") == "one,two,three");
    BOOST_TEST(password_of("hash") == "a#b \\ c");
    BOOST_TEST(password_of("cut") == "a");
    BOOST_TEST(password_of("quotes") == "say \"hello\": {x}");
    BOOST_TEST(password_of("empty").empty());
    BOOST_TEST(password_of("words") == "true");
    BOOST_TEST(password_of("umlaut") == "größe\tx");
    BOOST_TEST(password_of("file") == "p: %{1}");
    BOOST_TEST(router_called(fleet, "empty").endpoint.username == "null");
}

BOOST_AUTO_TEST_CASE(flags_of_tls_become_modes_and_ports_stay)
{
    using routeros::tls_mode;
    auto fleet = load(corpus::folder / "imports/mktxp_tls");
    auto check = [&](const std::string& name, tls_mode mode, int port) {
        const auto& endpoint = router_called(fleet, name).endpoint;
        BOOST_TEST_CONTEXT(name)
        {
            BOOST_TEST((endpoint.tls.mode == mode));
            BOOST_TEST(endpoint.port == port);
        }
    };
    check("inherits", tls_mode::insecure, 8729);
    check("anonymous", tls_mode::anonymous, 8729);
    check("verified", tls_mode::verify, 8729);
    check("plain", tls_mode::off, 8728);
    check("plain-on-the-port-of-tls", tls_mode::off, 8729);
    BOOST_TEST(router_called(fleet, "by-our-own").endpoint.tls.ca_file.ends_with("ca.pem"));
    BOOST_TEST((router_called(fleet, "old").endpoint.login == routeros::login_mode::challenge));
}

BOOST_AUTO_TEST_CASE(no_message_holds_a_password)
{
    const std::set<std::string> secrets{
        "s3cret", "other secret", "changeme", "swordfish", "größe", "one, two", "say \"hello"};
    for (const auto& folder : cases()) {
        auto result = config::import_fleet(input_of(folder).string(), collectors());
        for (const auto& said : result ? result->remarks : result.error())
            for (const auto& secret : secrets)
                BOOST_TEST(said.text().find(secret) == std::string::npos, said.text());
    }
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there_is_a_mistake)
{
    auto result = config::import_fleet("/nowhere/mktxp.conf", collectors());
    BOOST_REQUIRE(result.has_error());
    BOOST_TEST(result.error().front().text() ==
               "/nowhere/mktxp.conf: cannot be read: No such file or directory");
}

BOOST_AUTO_TEST_CASE(a_damaged_file_never_makes_a_fleet_file_that_is_refused)
{
    std::mt19937 random(1);
    auto folder = fs::temp_directory_path() /
                  ("mikroscope-imports-" + std::to_string(random()) + "-" +
                   std::to_string(std::chrono::steady_clock::now().time_since_epoch().count()));
    fs::create_directories(folder);
    auto made = 0;
    for (auto name : {"mktxp", "mktxp_passwords", "mktxp_labels", "mktxp_tls", "nshttpd"}) {
        auto source = input_of(corpus::folder / "imports" / name);
        auto good = corpus::text_of(source);
        for (auto i = 0; i < 200; ++i) {
            auto text = good;
            for (auto n = random() % 4; n-- > 0;)
                text[random() % text.size()] = "\"'=[]{}#,:\\\n \0aZ9%"[random() % 18];
            auto file = (folder / source.filename()).string();
            std::ofstream(file, std::ios::binary) << text;
            auto result = config::import_fleet(file, collectors());
            if (!result) continue;
            auto fleet =
                config::read_fleet(result->fleet_file, file, config::options_for(collectors()));
            ++made;
            if (fleet.has_error() &&
                fleet.error().front().message.find("cannot be read") == std::string::npos)
                BOOST_ERROR(fleet.error().front().text() << "\n" << result->fleet_file);
        }
    }
    fs::remove_all(folder);
    BOOST_TEST(made > 100);
}

BOOST_AUTO_TEST_CASE(switches_stand_for_collectors_there_are)
{
    using namespace config::imports;
    std::set<std::string_view> known;
    for (const auto& c : collectors())
        known.insert(c.name);
    for (auto features : {mktxp_features(), nshttpd_features()})
        for (const auto& feature : features) {
            BOOST_TEST(!feature.collectors.empty(), feature.name);
            for (auto collector : feature.collectors)
                BOOST_TEST(known.contains(collector),
                           feature.name << " stands for " << collector << ", which there is not");
        }
}

BOOST_AUTO_TEST_CASE(a_collector_of_several_switches_runs_if_one_of_them_is_on)
{
    const std::vector<config::imports::feature> features{{"v4", {"health"}}, {"v6", {"health"}}};
    auto collect = [&](const config::imports::switches& set) {
        return config::imports::collect_of(set, features, collectors());
    };
    BOOST_TEST(collect({{"v4", false}, {"v6", true}}).empty());
    BOOST_TEST(collect({{"v4", true}}).empty());
    BOOST_TEST(collect({}).empty());
    BOOST_TEST(!collect({{"v4", false}, {"v6", false}}).at("health"));
    BOOST_TEST(!collect({{"v4", false}}).at("health"));
}

BOOST_AUTO_TEST_CASE(a_switch_that_no_collector_answers_is_remarked_on_when_it_is_on)
{
    std::vector<config::collector_definition> none;
    auto result =
        config::import_fleet((corpus::folder / "imports/mktxp/mktxp.conf").string(), none);
    BOOST_REQUIRE(result.has_value());
    std::string text;
    for (const auto& said : result->remarks)
        text += said.text() + "\n";
    BOOST_TEST(text.find("[default] health: left out: no collector asks for it") !=
               std::string::npos);
    BOOST_TEST(text.find("routerboard") == std::string::npos); // off
}

BOOST_AUTO_TEST_CASE(every_collector_there_was_from_the_start_has_its_switch)
{
    auto features = config::imports::mktxp_features();
    for (auto name : {"health", "interface", "routerboard"}) {
        auto stands_for = [&](const auto& f) {
            return std::find(f.collectors.begin(), f.collectors.end(), name) != f.collectors.end();
        };
        BOOST_TEST(std::any_of(features.begin(), features.end(), stands_for), name);
    }
}

BOOST_AUTO_TEST_CASE(switches_are_words_in_any_case)
{
    using config::imports::read_switch;
    BOOST_TEST(read_switch("True").value());
    BOOST_TEST(read_switch("yes").value());
    BOOST_TEST(read_switch("1").value());
    BOOST_TEST(!read_switch("FALSE").value());
    BOOST_TEST(!read_switch("off").value());
    BOOST_TEST(!read_switch("").has_value());
    BOOST_TEST(!read_switch("2").has_value());
    BOOST_TEST(!read_switch("Trues").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
