#include "runtime/retry_budget.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(retry_budget)

BOOST_AUTO_TEST_CASE(is_empty_at_first)
{
    runtime::retry_budget budget;
    BOOST_TEST(!budget.take());
}

BOOST_AUTO_TEST_CASE(gives_a_fifth_of_all_attempts)
{
    runtime::retry_budget budget(0.2);
    int retries = 0;
    for (int i = 0; i < 400; ++i) {
        budget.earn();
        retries += budget.take() ? 1 : 0;
    }
    BOOST_TEST(retries == 100); // of 500
}

BOOST_AUTO_TEST_CASE(saves_no_more_than_its_limit)
{
    runtime::retry_budget budget(0.2, 3);
    for (int i = 0; i < 1000; ++i)
        budget.earn();
    int retries = 0;
    while (budget.take())
        ++retries;
    BOOST_TEST(retries == 3);
}

BOOST_AUTO_TEST_SUITE_END()
