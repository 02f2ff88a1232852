#include "routeros/failure.hpp"

#include <boost/system/system_error.hpp>
#include <boost/test/unit_test.hpp>

#include <set>

using routeros::errc;

BOOST_AUTO_TEST_SUITE(failure)

BOOST_AUTO_TEST_CASE(every_error_has_a_word_and_a_sentence_of_its_own)
{
    std::set<std::string> words, sentences;
    auto last = static_cast<int>(errc::unidentified);
    for (int value = 1; value <= last; ++value) {
        auto code = routeros::make_error_code(static_cast<errc>(value));
        words.emplace(routeros::word_for(code));
        sentences.insert(code.message());
    }
    BOOST_TEST(words.size() == static_cast<std::size_t>(last));
    BOOST_TEST(sentences.size() == static_cast<std::size_t>(last));
    BOOST_TEST(words.count("other") == 0U);
    BOOST_TEST(sentences.count("unknown error") == 0U);
}

BOOST_AUTO_TEST_CASE(a_foreign_error_has_no_word_of_ours)
{
    auto foreign = make_error_code(boost::system::errc::timed_out);
    BOOST_TEST(routeros::word_for(foreign) == "other");
}

BOOST_AUTO_TEST_CASE(a_result_without_value_throws_what_it_holds)
{
    routeros::result<int> r(routeros::failure(errc::login_refused, "cannot log in"));
    BOOST_CHECK_EXCEPTION(r.value(), boost::system::system_error, [](const auto& e) {
        return e.code() == errc::login_refused;
    });
    BOOST_TEST(r.error().message() == "login refused: cannot log in");
}

BOOST_AUTO_TEST_SUITE_END()
