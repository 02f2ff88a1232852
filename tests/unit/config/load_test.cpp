#include "config/collector_file.hpp"
#include "config/load.hpp"
#include "corpus.hpp"

#include <boost/test/unit_test.hpp>

#include <random>
#include <sstream>

using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

namespace fs = std::filesystem;

const std::string password = "swordfish";

config::load_options options()
{
    return {.collectors = {"health", "interface", "resource"},
            .reserved_labels = {"interface", "user"},
            .environment = [](const std::string& name) -> std::optional<std::string> {
                if (name == "MIKROSCOPE_PASSWORD") return password;
                return std::nullopt;
            }};
}

config::fleet read(const std::string& text, const std::string& file = "fleet.yml")
{
    auto result = config::read_fleet(text, file, options());
    if (result.has_error()) BOOST_FAIL(result.error().front().text());
    return *result;
}

std::string mistakes_of(const std::string& text)
{
    auto result = config::read_fleet(text, "fleet.yml", options());
    return result.has_error() ? corpus::text_of(result.error(), "") : "";
}

template <class T>
concept printable = requires(std::ostream& out, const T& value)
{
    out << value;
};
static_assert(!printable<runtime::secret>);

std::string dump(const config::router& r)
{
    std::ostringstream out;
    out << r.name << r.tenant << r.site << r.endpoint.host << r.endpoint.username
        << r.endpoint.tls.ca_file << r.endpoint.tls.server_name
        << r.endpoint.tls.fingerprint_sha256;
    for (const auto& [name, value] : r.labels)
        out << name << value;
    for (const auto& [name, value] : r.collect)
        out << name;
    return out.str();
}

// A folder of its own, gone with the test.
struct folder {
    folder() { fs::create_directories(path); }
    folder(const folder&) = delete;
    ~folder() { fs::remove_all(path); }

    std::string write(const std::string& name, const std::string& content) const
    {
        auto file = path / name;
        fs::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << content;
        return file;
    }

    fs::path path =
        fs::temp_directory_path() / ("mikroscope-load-" + std::to_string(std::random_device()()));
};

const std::string head = R"(
credentials:
  telemetry: {username: mikroscope, password: swordfish}
  other: {username: second, password_env: MIKROSCOPE_PASSWORD}
)";

}

BOOST_AUTO_TEST_SUITE(load)

BOOST_AUTO_TEST_CASE(says_exactly_what_is_wrong_in_every_file_of_the_corpus)
{
    auto where = corpus::folder / "fleet";
    auto files = corpus::files_in(where);
    BOOST_TEST(files.size() >= 30U);
    for (const auto& file : files) {
        BOOST_TEST_CONTEXT(file.filename())
        {
            auto result = config::load_fleet(file, options());
            BOOST_REQUIRE(result.has_error());
            auto expected = corpus::text_of(fs::path(file).replace_extension(".txt"));
            BOOST_TEST(corpus::text_of(result.error(), where) == expected);
        }
    }
}

BOOST_AUTO_TEST_CASE(no_message_holds_a_password)
{
    for (const auto& file : corpus::files_in(corpus::folder / "fleet")) {
        auto messages = corpus::text_of(fs::path(file).replace_extension(".txt"));
        BOOST_TEST(messages.find(password) == std::string::npos, file.filename());
    }
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there_is_a_mistake)
{
    auto result = config::load_fleet("/nowhere/fleet.yml", options());
    BOOST_REQUIRE(result.has_error());
    BOOST_TEST(result.error().front().text() ==
               "/nowhere/fleet.yml: cannot be read: No such file or directory");
}

BOOST_AUTO_TEST_CASE(the_smallest_fleet_has_the_usual_values)
{
    auto fleet = read(head + "routers: [{name: a, address: 10.0.0.1, credentials: telemetry}]");
    BOOST_TEST(fleet.exporter.listen == "127.0.0.1:9436");
    BOOST_TEST(fleet.tenants.empty());
    BOOST_REQUIRE(fleet.routers.size() == 1U);
    config::router expected;
    expected.name = "a";
    expected.endpoint.host = "10.0.0.1";
    expected.endpoint.username = "mikroscope";
    expected.endpoint.password = runtime::secret(password);
    BOOST_TEST((fleet.routers[0] == expected));
    BOOST_TEST(fleet.routers[0].endpoint.port == 8728);
}

BOOST_AUTO_TEST_CASE(supervision_is_inherited_key_by_key)
{
    auto fleet = read(head + R"(
defaults: {credentials: telemetry, backoff: {initial: 2s}, breaker: {failures: 7, open: 10s}}
tenants:
  - {name: acme, backoff: {most: 20s}, breaker: off}
routers:
  - {name: a, address: 10.0.0.1, tenant: acme, backoff: {stable_after: 5s}}
  - {name: b, address: 10.0.0.2, tenant: acme, breaker: {most_open: 15s}}
  - {name: c, address: 10.0.0.3, tenant: acme, breaker: on}
  - {name: d, address: 10.0.0.4}
)");
    const auto& r = fleet.routers;
    runtime::restart_settings a{.initial = 2s, .ceiling = 20s, .stable_after = 5s};
    BOOST_TEST((r[0].backoff == a));
    BOOST_TEST(r[0].breaker.failures == 0U);
    BOOST_TEST((r[1].breaker == runtime::breaker_settings{5, 10s, 15s}));
    BOOST_TEST((r[2].breaker == runtime::breaker_settings{5, 10s, 120s}));
    BOOST_TEST((r[3].breaker == runtime::breaker_settings{7, 10s, 120s}));
}

BOOST_AUTO_TEST_CASE(a_tenants_quota_and_the_exporters_share)
{
    auto fleet = read(head + R"(
defaults: {credentials: telemetry}
tenants:
  - name: acme
    quota: {routers: 1, connects_in_progress: 3, connects_per_second: 4, commands_per_second: 5}
  - name: other
routers: [{name: a, address: 10.0.0.1, tenant: acme}]
exporter: {connects_in_progress: 7, shard: {index: 2, count: 3}}
)");
    config::quota acme{.connects = {.most = 3, .per_second = 4}, .commands_per_second = 5};
    BOOST_TEST((fleet.tenants[0].quota == acme));
    BOOST_TEST((fleet.tenants[1].quota == config::quota{}));
    BOOST_TEST(fleet.exporter.connects_in_progress == 7U);
    BOOST_TEST((fleet.exporter.shard == config::shard{2, 3}));
}

BOOST_AUTO_TEST_CASE(a_router_says_all_there_is_to_say)
{
    auto fleet = read(head + R"(
tenants: [{name: acme}]
routers:
  - name: Küche 1
    address: router.example.net
    port: 18729
    tenant: acme
    site: durban
    location: {latitude: -29.86, longitude: 31.02}
    labels: {role: bng}
    credentials: other
    tls: {mode: verify, server_name: other.example.net}
    login: challenge
    timeouts: {connect: 1s, login: 2s, command: 3s, keep_alive: 4s, answer: 5s}
    limits: {commands_in_flight: 2, sentences_per_second: 3}
    collect: {interface: 5s, health: off}
)");
    config::router expected;
    expected.name = "Küche 1";
    expected.tenant = "acme";
    expected.site = "durban";
    expected.labels = {{"role", "bng"}};
    expected.location = config::location{-29.86, 31.02};
    expected.endpoint = {.host = "router.example.net",
                         .port = 18729,
                         .tls = {.mode = routeros::tls_mode::verify,
                                 .ca_file = {},
                                 .server_name = "other.example.net",
                                 .fingerprint_sha256 = {}},
                         .login = routeros::login_mode::challenge,
                         .username = "second",
                         .password = runtime::secret(password),
                         .timeouts = {1s, 2s, 3s, 4s, 5s}};
    expected.limits = {2, 3};
    expected.collect = {{"health", 0ms}, {"interface", 5s}};
    BOOST_TEST((fleet.routers.at(0) == expected));
}

BOOST_AUTO_TEST_CASE(the_nearest_value_wins_key_by_key)
{
    auto fleet = read(head + R"(
defaults:
  credentials: telemetry
  timeouts: {connect: 1s, login: 2s}
  limits: {commands_in_flight: 7}
  collect: {interface: 60s, health: 60s}
tenants:
  - name: acme
    timeouts: {connect: 10s}
    collect: {health: off}
    labels: {region: south, role: bng}
    credentials: other
routers:
  - {name: a, address: 10.0.0.1}
  - {name: b, address: 10.0.0.2, tenant: acme}
  - name: c
    address: 10.0.0.3
    tenant: acme
    timeouts: {login: 20s}
    limits: {sentences_per_second: 5}
    collect: {resource: 5s, health: 30s}
    labels: {role: core}
    credentials: telemetry
)");
    const auto& [a, b, c] = std::tie(fleet.routers[0], fleet.routers[1], fleet.routers[2]);
    BOOST_TEST((a.endpoint.timeouts == routeros::timeouts{.connect = 1s, .login = 2s}));
    BOOST_TEST((b.endpoint.timeouts == routeros::timeouts{.connect = 10s, .login = 2s}));
    BOOST_TEST((c.endpoint.timeouts == routeros::timeouts{.connect = 10s, .login = 20s}));
    BOOST_TEST((a.limits == config::limits{.commands_in_flight = 7}));
    BOOST_TEST((c.limits == config::limits{7, 5}));
    BOOST_TEST((a.collect == config::cadences{{"health", 60s}, {"interface", 60s}}));
    BOOST_TEST((b.collect == config::cadences{{"health", 0ms}, {"interface", 60s}}));
    BOOST_TEST(
        (c.collect == config::cadences{{"health", 30s}, {"interface", 60s}, {"resource", 5s}}));
    BOOST_TEST(a.labels.empty());
    BOOST_TEST((b.labels == config::label_map{{"region", "south"}, {"role", "bng"}}));
    BOOST_TEST((c.labels == config::label_map{{"region", "south"}, {"role", "core"}}));
    BOOST_TEST(a.endpoint.username == "mikroscope");
    BOOST_TEST(b.endpoint.username == "second");
    BOOST_TEST(c.endpoint.username == "mikroscope");
}

BOOST_AUTO_TEST_CASE(tls_is_inherited_key_by_key)
{
    std::string fingerprint(64, 'a');
    auto fleet = read(head + R"(
defaults: {credentials: telemetry, tls: {mode: verify, server_name: routers.example.net}}
routers:
  - {name: a, address: 10.0.0.1}
  - {name: b, address: 10.0.0.2, tls: {server_name: b.example.net}}
  - {name: c, address: 10.0.0.3, tls: {mode: off}}
  - {name: d, address: 10.0.0.4, tls: {mode: pin, fingerprint_sha256: )" +
                      fingerprint + "}}");
    auto tls = [&](std::size_t i) { return fleet.routers.at(i).endpoint.tls; };
    BOOST_TEST(tls(0).server_name == "routers.example.net");
    BOOST_TEST(tls(1).server_name == "b.example.net");
    BOOST_TEST((tls(1).mode == routeros::tls_mode::verify));
    BOOST_TEST((tls(2).mode == routeros::tls_mode::off));
    BOOST_TEST(tls(3).fingerprint_sha256 == fingerprint);
}

BOOST_AUTO_TEST_CASE(the_usual_port_depends_on_tls)
{
    auto fleet = read(head + R"(
defaults: {credentials: telemetry}
tenants: [{name: old, port: 9999}]
routers:
  - {name: a, address: 10.0.0.1}
  - {name: b, address: 10.0.0.1, tls: {mode: insecure}}
  - {name: c, address: 10.0.0.1, tls: {mode: insecure}, tenant: old}
)");
    BOOST_TEST(fleet.routers[0].endpoint.port == 8728);
    BOOST_TEST(fleet.routers[1].endpoint.port == 8729);
    BOOST_TEST(fleet.routers[2].endpoint.port == 9999);
}

BOOST_AUTO_TEST_CASE(a_fingerprint_may_be_written_as_openssl_does)
{
    std::string colons = "AB";
    for (int i = 1; i < 32; ++i)
        colons += ":CD";
    auto fleet = read(head +
                      "defaults: {credentials: telemetry, tls: {mode: pin, "
                      "fingerprint_sha256: \"" +
                      colons +
                      "\"}}\n"
                      "routers: [{name: a, address: 10.0.0.1}]");
    BOOST_TEST(fleet.routers[0].endpoint.tls.fingerprint_sha256.starts_with("abcdcd"));
    BOOST_TEST(fleet.routers[0].endpoint.tls.fingerprint_sha256.size() == 64U);
}

BOOST_AUTO_TEST_CASE(a_password_may_stand_in_a_file)
{
    folder f;
    auto text = [](const std::string& file) {
        return "credentials: {t: {username: u, password_file: " + file + "}}\n" +
               "routers: [{name: a, address: 10.0.0.1, credentials: t}]";
    };
    for (std::string ending : {"", "\n", "\r\n"}) {
        f.write("pass", " pass word " + ending);
        auto fleet = read(text("pass"), f.path / "fleet.yml");
        BOOST_TEST(fleet.routers[0].endpoint.password.reveal() == " pass word ");
    }
}

BOOST_AUTO_TEST_CASE(only_the_last_line_end_of_a_password_file_is_left_out)
{
    folder f;
    f.write("pass", "two\n\n");
    auto fleet = read("credentials: {t: {username: u, password_file: pass}}\n"
                      "routers: [{name: a, address: 10.0.0.1, credentials: t}]",
                      f.path / "fleet.yml");
    BOOST_TEST(fleet.routers[0].endpoint.password.reveal() == "two\n");
}

BOOST_AUTO_TEST_CASE(a_password_that_no_router_needs_is_not_looked_for)
{
    auto fleet = read(head + R"(
  commands: {username: c, password_env: MIKROSCOPE_UNSET}
routers: []
)");
    BOOST_TEST(fleet.routers.empty());
}

BOOST_AUTO_TEST_CASE(an_empty_password_is_a_password)
{
    auto fleet = read("credentials: {t: {username: admin, password: \"\"}}\n"
                      "routers: [{name: a, address: 10.0.0.1, credentials: t}]");
    BOOST_TEST(fleet.routers[0].endpoint.password.empty());
}

BOOST_AUTO_TEST_CASE(nothing_printable_of_a_fleet_holds_a_password)
{
    auto fleet = read(head + R"(
defaults: {credentials: telemetry}
tenants: [{name: acme, labels: {region: south}}]
routers: [{name: a, address: 10.0.0.1, tenant: acme, collect: {health: off}}]
)");
    BOOST_TEST(fleet.routers[0].endpoint.password.reveal() == password);
    auto text = dump(fleet.routers[0]);
    for (const auto& tenant : fleet.tenants)
        text += tenant.name + tenant.labels.at("region");
    BOOST_TEST(text.find(password) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_bridges_settings_are_not_read)
{
    BOOST_TEST(mistakes_of(head + "routers: []\nbridge: {listen: 5, what: [ever]}") == "");
}

BOOST_AUTO_TEST_CASE(router_files_hold_more_of_the_same_list)
{
    folder f;
    f.write("routers/b.yml", "- {name: c, address: 10.0.0.3}\n");
    f.write("routers/a.yml", "- {name: b, address: 10.0.0.2, tenant: acme}\n");
    f.write("routers/notes.txt", "not: read");
    auto file = f.write("fleet.yml", head + R"(
defaults: {credentials: telemetry}
tenants: [{name: acme, labels: {region: south}}]
routers: [{name: a, address: 10.0.0.1}]
router_files: [routers/*.yml, "routers/[ab].yml", nothing/*.yml]
)");
    auto fleet = *config::load_fleet(file, options());
    std::string names;
    for (const auto& router : fleet.routers)
        names += router.name;
    BOOST_TEST(names == "abc");
    BOOST_TEST(fleet.routers[1].labels.at("region") == "south");
}

BOOST_AUTO_TEST_CASE(collector_files_add_collectors_and_their_labels)
{
    folder f;
    auto with_label = [](const std::string& label) {
        return head + R"(
exporter: {collector_files: ["mine/*.yml"]}
routers:
  - {name: a, address: 10.0.0.1, credentials: telemetry, collect: {pool: 5s}, labels: {)" +
               label + ": x}}\n";
    };
    f.write("mine/pool.yml", R"(
collector: pool
help: Address pools.
command: /ip/pool/print
every: 30s
labels: {pool: name}
metrics: [{gauge: mikrotik_pool_addresses, property: total, help: Addresses of the pool.}]
)");
    auto fleet = read(with_label("role"), f.path / "fleet.yml");
    BOOST_REQUIRE(fleet.exporter.collectors.size() == 1U);
    BOOST_TEST(fleet.exporter.collectors[0].name == "pool");
    BOOST_TEST((fleet.routers[0].collect.at("pool") == 5s));
    BOOST_TEST(config::read_fleet(with_label("pool"), f.path / "fleet.yml", options()).has_error());
}

BOOST_AUTO_TEST_CASE(ten_thousand_routers_are_read)
{
    auto text = head + "defaults: {credentials: telemetry}\nrouters:\n";
    for (int i = 0; i < 10'000; ++i)
        text += "  - {name: pop-" + std::to_string(i) + ", address: 10.0." +
                std::to_string(i / 250) + "." + std::to_string(i % 250) + ", site: durban}\n";
    BOOST_TEST(read(text).routers.size() == 10'000U);
}

BOOST_AUTO_TEST_CASE(any_cut_of_a_fleet_file_is_read_or_refused)
{
    auto text = corpus::text_of(fs::path(MIKROSCOPE_SOURCE_DIR) / "config/mikroscope.yml");
    for (std::size_t length = 0; length < text.size(); length += 7)
        config::read_fleet(text.substr(0, length), "fleet.yml", options());
    BOOST_TEST(!text.empty());
}

BOOST_AUTO_TEST_CASE(the_web_configuration_is_beside_the_fleet_file_and_may_be_none)
{
    auto start = "credentials: {a: {username: u, password: p}}\ndefaults: {credentials: a}\n"
                 "routers: []\nexporter: {web_config_file: "s;
    BOOST_TEST(read(start + "web.yml}", "/etc/mikroscope/fleet.yml").exporter.web_config_file ==
               "/etc/mikroscope/web.yml");
    BOOST_TEST(read(start + "/a/web.yml}").exporter.web_config_file == "/a/web.yml");
    BOOST_TEST(read(start + "\"\"}").exporter.web_config_file == "");
}

BOOST_AUTO_TEST_CASE(a_collector_is_switched_on_and_its_rows_limited)
{
    auto f = read(R"(
credentials: {telemetry: {username: u, password: p}}
defaults: {credentials: telemetry, collect: {health: on}}
routers: [{name: a, address: 10.0.0.1}]
exporter: {max_rows: {interface: 50000}}
)");
    BOOST_TEST((f.routers[0].collect.at("health") == config::own_cadence));
    BOOST_TEST((f.exporter.max_rows == std::map<std::string, std::size_t>{{"interface", 50'000}}));
}

BOOST_AUTO_TEST_CASE(tenants_may_have_users)
{
    const std::string hash = "$2y$04$u2GP61LaJdBUNWOS1iTwpeYOjchbE.t40o1oPhTPJxJXm.Uwq9N8u";
    auto fleet = read(R"(credentials: {t: {username: a, password: b}}
defaults: {credentials: t}
tenants:
  - name: acme
    users: {prom: ")" +
                      hash + R"("}
routers: []
)");
    const auto& users = fleet.tenants.at(0).users;
    BOOST_TEST(users.at("prom").hash.reveal() == hash);
    BOOST_TEST(users.at("prom").place.text() == "fleet.yml:5:13: tenants[0].users.prom: ");
}

BOOST_AUTO_TEST_SUITE_END()
