#include "config/web_config.hpp"
#include "corpus.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(web_config)

using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

config::web_config read(const std::string& text)
{
    auto result = config::read_web_config(text, "/etc/mikroscope/web.yml");
    if (result.has_error()) BOOST_FAIL(result.error().front().text());
    return *result;
}

const std::string hash = "$2y$10$hLqFl9jSjoAAy95Z/zw8Ye8wkdMBM8c5Bn1ptYqP/AXyV0.oy0S8m";

}

BOOST_AUTO_TEST_CASE(says_exactly_what_is_wrong_in_every_file_of_the_corpus)
{
    auto where = corpus::folder / "web";
    auto files = corpus::files_in(where);
    BOOST_TEST(files.size() >= 12);
    for (const auto& file : files)
        BOOST_TEST_CONTEXT(file.filename().string())
        {
            auto result = config::load_web_config(file.string());
            BOOST_REQUIRE(result.has_error());
            auto expected = corpus::text_of(fs::path(file).replace_extension(".txt"));
            BOOST_TEST(corpus::text_of(result.error(), where) == expected);
        }
}

BOOST_AUTO_TEST_CASE(an_empty_file_asks_for_nothing)
{
    auto empty = read("");
    BOOST_TEST(!empty.tls.has_value());
    BOOST_TEST(empty.users.empty());
    BOOST_TEST(!empty.http2.has_value());
    BOOST_TEST(!empty.rate_limit.has_value());
}

BOOST_AUTO_TEST_CASE(files_are_beside_the_file_that_names_them)
{
    auto tls = *read("tls_server_config: {cert_file: server.crt, key_file: /keys/server.key}").tls;
    BOOST_TEST(tls.certificate.file == "/etc/mikroscope/server.crt");
    BOOST_TEST(tls.key.file == "/keys/server.key");
    BOOST_TEST(tls.certificate.place.line == 1);
    BOOST_TEST(tls.certificate.place.path == "tls_server_config.cert_file");
    BOOST_TEST((tls.min_version == config::tls_version::tls12));
    BOOST_TEST((tls.max_version == config::tls_version::tls13));
    BOOST_TEST(tls.prefer_server_cipher_suites);
}

BOOST_AUTO_TEST_CASE(certificate_and_key_may_stand_in_it)
{
    auto tls = *read("tls_server_config:\n  cert: |\n    first\n    second\n  key: third\n").tls;
    BOOST_TEST(tls.certificate.file.empty());
    BOOST_TEST(tls.certificate.text.reveal() == "first\nsecond\n");
    BOOST_TEST(tls.key.text.reveal() == "third");
}

BOOST_AUTO_TEST_CASE(each_client_auth_type_is_known)
{
    using enum config::client_auth;
    auto type = [](const std::string& name, const std::string& more = "") {
        return read("tls_server_config: {cert_file: c, key_file: k, client_auth_type: " + name +
                    more + "}")
            .tls->client_auth;
    };
    BOOST_TEST((type("NoClientCert") == none));
    BOOST_TEST((type("RequestClientCert") == request));
    BOOST_TEST((type("RequireAnyClientCert") == require_any));
    BOOST_TEST((type("RequireClientCert") == require_any));
    BOOST_TEST((type("VerifyClientCertIfGiven", ", client_ca_file: ca") == verify_if_given));
    BOOST_TEST((type("RequireAndVerifyClientCert", ", client_ca_file: ca") == require_and_verify));
}

BOOST_AUTO_TEST_CASE(ciphers_and_curves_have_go_s_names)
{
    auto tls = *read("tls_server_config:\n"
                     "  cert_file: c\n"
                     "  key_file: k\n"
                     "  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]\n"
                     "  curve_preferences: [X25519, CurveP256]\n")
                    .tls;
    BOOST_TEST(
        (tls.cipher_suites == std::vector<std::string>{"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"}));
    BOOST_TEST((tls.curves == std::vector<std::string>{"X25519", "P-256"}));
}

BOOST_AUTO_TEST_CASE(users_headers_and_limits_are_read)
{
    auto all = read("basic_auth_users: {alice: " + hash + "}\n" +
                    "http_server_config:\n"
                    "  http2: false\n"
                    "  headers: {X-Frame-Options: deny, Strict-Transport-Security: max-age=60}\n"
                    "rate_limit: {interval: 100ms, burst: 20}\n");
    BOOST_TEST(all.users.at("alice").hash.reveal() == hash);
    BOOST_TEST(all.headers.at("X-Frame-Options") == "deny");
    BOOST_TEST(all.headers.at("Strict-Transport-Security") == "max-age=60");
    BOOST_TEST((all.http2 == false));
    BOOST_TEST((all.rate_limit == config::rate_limit{100ms, 20}));
    BOOST_TEST(!read("rate_limit: {interval: 0s, burst: 20}").rate_limit.has_value());
}

BOOST_AUTO_TEST_CASE(the_three_forms_of_bcrypt_are_known)
{
    for (std::string form : {"a", "b", "y"}) {
        auto own = hash;
        own.replace(2, 1, form);
        BOOST_TEST(read("basic_auth_users: {alice: " + own + "}").users.size() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there_is_a_mistake)
{
    auto missing = config::load_web_config("/does/not/exist.yml");
    BOOST_REQUIRE(missing.has_error());
    BOOST_TEST(missing.error().front().text() ==
               "/does/not/exist.yml: cannot be read: No such file or directory");
}

BOOST_AUTO_TEST_SUITE_END()
