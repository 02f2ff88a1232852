#include "exporter/web_gate.hpp"
#include "tests/unit/exporter/kept_log.hpp"

#include <boost/test/unit_test.hpp>

#include <crypt.h>
#include <filesystem>
#include <fstream>
#include <unistd.h>

BOOST_AUTO_TEST_SUITE(web_gate)

using namespace std::chrono_literals;
using exporter::verdict;

namespace {

// A web configuration file of this test, and the gate by it.
struct gated : fixture::kept_log {
    std::string file = std::filesystem::temp_directory_path() /
                       ("mikroscope-web-gate-" + std::to_string(::getpid()) + ".yml");
    exporter::self_metrics metrics{"0.1.0"};
    exporter::admitted_ports front;
    std::unique_ptr<exporter::web_policy_file> policy;
    std::unique_ptr<exporter::web_gate> gate;
    exporter::tenant_users tenants{{}};
    exporter::web_gate::time_point now{1h};

    gated() = default;
    ~gated() { std::filesystem::remove(file); }

    static std::string hash_of_sesame()
    {
        crypt_data room{};
        return crypt_r("sesame", "$2y$04$u2GP61LaJdBUNWOS1iTwpe", &room);
    }
    static std::string user(const std::string& name)
    {
        return "basic_auth_users: {" + name + ": " + hash_of_sesame() + "}\n";
    }

    void write(const std::string& text) const
    {
        // In place of the old one, as careful programs do: another inode, whatever the clock says.
        std::ofstream(file + ".new") << text;
        std::filesystem::rename(file + ".new", file);
    }

    void open(const std::string& text, bool behind_tls = false, unsigned patience = 4)
    {
        write(text);
        auto first = exporter::read_web_policy(file);
        BOOST_REQUIRE(first.has_value());
        policy = std::make_unique<exporter::web_policy_file>(file, *first, metrics, log, tenants);
        exporter::web_gate::surroundings around{
            policy.get(), behind_tls ? &front : nullptr, tenants, metrics, log};
        gate = std::make_unique<exporter::web_gate>(around, patience);
    }

    verdict ask(std::string_view authorization, std::uint16_t port = 1)
    {
        return gate->admit({"10.0.0.1", port, authorization}, now);
    }
    int status(std::string_view authorization) { return ask(authorization).status; }
};

constexpr auto right = "Basic YWxpY2U6c2VzYW1l"; // alice:sesame
constexpr auto wrong = "Basic YWxpY2U6c2VzYW0="; // alice:sesam

}

BOOST_FIXTURE_TEST_CASE(without_users_all_are_served, gated)
{
    open("");
    BOOST_TEST((ask("").what == verdict::kind::serve));
}

BOOST_FIXTURE_TEST_CASE(with_users_only_they_are, gated)
{
    open(user("alice"));
    BOOST_TEST((ask(right).what == verdict::kind::serve));
    BOOST_TEST(status("") == 401);
    BOOST_TEST(status(wrong) == 401);
    BOOST_TEST(lines.size() == 1U);
    BOOST_TEST(lines[0] == "level=warn msg=\"login refused\" client=10.0.0.1 user=alice");
}

BOOST_FIXTURE_TEST_CASE(a_tenant_s_user_is_served_what_is_the_tenant_s, gated)
{
    open(user("bob"));
    BOOST_TEST(status(right) == 401);
    tenants.replace({{"alice", {"acme", {runtime::secret(hash_of_sesame()), {}}}}});
    for (auto i = 0; i < 2; ++i) { // the second time from memory
        auto v = ask(right);
        BOOST_TEST((v.what == verdict::kind::serve));
        BOOST_TEST(v.caller.user == "alice");
        BOOST_TEST(v.caller.address == "10.0.0.1");
        BOOST_TEST(!v.caller.audience.sees_all());
    }
    BOOST_TEST(status(wrong) == 401);
    tenants.replace({});
    BOOST_TEST(status(right) == 401);
}

BOOST_FIXTURE_TEST_CASE(who_has_logged_in_is_known_and_others_are_not, gated)
{
    open(user("alice"));
    BOOST_TEST(ask(right).caller.is_known);
    write("");
    BOOST_TEST(!ask("").caller.is_known);
}

BOOST_FIXTURE_TEST_CASE(a_tenant_s_users_keep_all_others_out, gated)
{
    tenants.replace({{"alice", {"acme", {runtime::secret(hash_of_sesame()), {}}}}});
    open("");
    BOOST_TEST(status("") == 401);
    BOOST_TEST(status(right) == 200);
    gate = std::make_unique<exporter::web_gate>(
        exporter::web_gate::surroundings{nullptr, nullptr, tenants, metrics, log}, 4);
    BOOST_TEST(status("") == 401);
    BOOST_TEST(status(right) == 200);
}

BOOST_FIXTURE_TEST_CASE(a_tenant_s_user_is_not_taken_over_by_the_web_configuration, gated)
{
    config::mistake place{"f.yml", 3, 1, "", ""};
    tenants.replace({{"alice", {"acme", {runtime::secret(hash_of_sesame()), place}}}});
    open(user("bob"));
    write(user("alice"));
    BOOST_TEST(!ask(right).caller.audience.sees_all());
    BOOST_REQUIRE(lines.size() == 1U);
    BOOST_TEST(lines[0].ends_with(":1:20: basic_auth_users.alice: is a user of the tenant acme "
                                  "too: f.yml:3\""),
               lines[0]);
}

BOOST_FIXTURE_TEST_CASE(the_front_s_ports_come_in_and_no_others, gated)
{
    open("", true);
    front.add(4711, "192.0.2.7");
    BOOST_TEST((ask("", 4711).what == verdict::kind::serve));
    BOOST_TEST((ask("", 4712).what == verdict::kind::hang_up));
    front.remove(4711);
    BOOST_TEST((ask("", 4711).what == verdict::kind::hang_up));
}

BOOST_FIXTURE_TEST_CASE(behind_the_front_the_client_s_own_address_is_told, gated)
{
    open(user("alice"), true);
    front.add(4711, "192.0.2.7");
    ask(wrong, 4711);
    BOOST_TEST(lines.back() == "level=warn msg=\"login refused\" client=192.0.2.7 user=alice");
}

BOOST_FIXTURE_TEST_CASE(a_guesser_waits_and_a_known_password_does_not, gated)
{
    open(user("alice"));
    BOOST_TEST(status(right) == 200);
    for (int i = 0; i < 10; ++i)
        BOOST_TEST(status(wrong) == 401);
    auto waits = ask(wrong);
    BOOST_TEST(waits.status == 429);
    BOOST_TEST(waits.headers == "Retry-After: 6\r\n");
    BOOST_TEST(status(right) == 200);
    now += 6s;
    BOOST_TEST(status(wrong) == 401);
}

BOOST_FIXTURE_TEST_CASE(who_cannot_be_checked_now_comes_again, gated)
{
    open(user("alice"), false, 0);
    BOOST_TEST(status(right) == 503);
}

BOOST_FIXTURE_TEST_CASE(a_changed_file_holds_at_once, gated)
{
    open(user("alice"));
    BOOST_TEST(status(right) == 200);
    write(user("bob") + "http_server_config: {headers: {X-Frame-Options: deny}}");
    BOOST_TEST(status(right) == 401);
    BOOST_TEST(ask("").headers.ends_with("X-Frame-Options: deny\r\n"));
    write("");
    BOOST_TEST(status("") == 200);
}

BOOST_FIXTURE_TEST_CASE(a_broken_file_changes_nothing_and_is_told_once, gated)
{
    open(user("alice"));
    write("basic_auth_users: {alice: sesame}");
    BOOST_TEST(status("") == 401);
    BOOST_TEST(status(right) == 200);
    BOOST_TEST(lines.size() == 1U);
    BOOST_TEST(lines[0].starts_with("level=error msg=\"web configuration not taken, it stays as it "
                                    "was\" why=\"" +
                                    file + ":1:27: basic_auth_users.alice: must be a bcrypt hash"));
    std::filesystem::remove(file);
    BOOST_TEST(status(right) == 200);
    BOOST_TEST(lines.size() == 2U);
}

BOOST_FIXTURE_TEST_CASE(requests_are_limited_over_time, gated)
{
    open("rate_limit: {interval: 10s, burst: 2}");
    BOOST_TEST(status("") == 200);
    BOOST_TEST(status("") == 200);
    BOOST_TEST(status("") == 429);
    now += 10s;
    BOOST_TEST(status("") == 200);
    BOOST_TEST(status("") == 429);
}

BOOST_AUTO_TEST_SUITE_END()
