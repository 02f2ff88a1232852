// The example that is shipped, config/mikroscope.yml: it works as it is, and every setting it shows
// in a comment works too.
#include "config/collector_file.hpp"
#include "config/load.hpp"
#include "corpus.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

namespace {

const std::string shipped = MIKROSCOPE_SOURCE_DIR "/config/mikroscope.yml";

config::load_options options()
{
    auto out = config::options_for(config::builtin_collectors());
    out.environment = [](const std::string&) { return "swordfish"; };
    return out;
}

// "# text" is prose; anything else behind a "#" is a setting.
std::string with_every_setting()
{
    std::istringstream in(corpus::text_of(shipped));
    std::string out;
    for (std::string line; std::getline(in, line);) {
        auto is_prose = line == "#" || (line.starts_with("# ") && !line.starts_with("#  "));
        if (line.starts_with('#') && !is_prose) line.erase(0, 1);
        out += line + "\n";
    }
    return out;
}

}

BOOST_AUTO_TEST_SUITE(example)

BOOST_AUTO_TEST_CASE(is_read_as_shipped)
{
    auto result = config::load_fleet(shipped, options());
    if (result.has_error()) BOOST_FAIL(result.error().front().text());
    BOOST_TEST(result->routers.size() == 1U);
}

BOOST_AUTO_TEST_CASE(is_read_with_every_setting_it_shows)
{
    auto text = with_every_setting();
    for (auto key : {"ca_file", "fingerprint_sha256", "router_files", "collector_files", "tenant"})
        BOOST_TEST(text.find("\n#" + std::string(key)) == std::string::npos);
    auto folder = corpus::folder / "example/fleet.yml";
    auto result = config::read_fleet(text, folder, options());
    if (result.has_error()) BOOST_FAIL(result.error().front().text());
    const auto& router = result->routers.at(0);
    BOOST_TEST(router.tenant == "acme");
    BOOST_TEST((router.endpoint.tls.mode == routeros::tls_mode::pin));
    BOOST_TEST(router.limits.sentences_per_second == 5U);
    BOOST_TEST((router.endpoint.timeouts == routeros::timeouts{}));
    BOOST_TEST((router.backoff == runtime::restart_settings{}));
    BOOST_TEST((router.breaker == runtime::breaker_settings{}));
}

BOOST_AUTO_TEST_SUITE_END()
