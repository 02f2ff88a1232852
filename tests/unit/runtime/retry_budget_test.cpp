#include "runtime/retry_budget.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(retry_budget)

BOOST_AUTO_TEST_CASE(is_empty_at_first)
{
    runtime::retry_budget budget;
    BOOST_TEST(!budget.take());
}

BOOST_AUTO_TEST_CASE(gives_a_share_of_all_attempts)
{
    runtime::retry_budget budget(0.25);
    int retries = 0;
    for (int attempt = 0; attempt < 400; ++attempt) {
        budget.count();
        retries += budget.take() ? 1 : 0;
    }
    BOOST_TEST(retries == 100);
}

BOOST_AUTO_TEST_CASE(saves_no_more_than_its_limit)
{
    runtime::retry_budget budget(0.25, 3);
    for (int attempt = 0; attempt < 1000; ++attempt)
        budget.count();
    int retries = 0;
    while (budget.take())
        ++retries;
    BOOST_TEST(retries == 3);
}

BOOST_AUTO_TEST_SUITE_END()
