#include "runtime/open_files.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/resource.h>

BOOST_AUTO_TEST_SUITE(open_files)

BOOST_AUTO_TEST_CASE(takes_all_that_the_system_allows)
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max / 2;
    setrlimit(RLIMIT_NOFILE, &limit);
    runtime::allow_many_open_files();
    getrlimit(RLIMIT_NOFILE, &limit);
    BOOST_TEST(limit.rlim_cur == limit.rlim_max);
}

BOOST_AUTO_TEST_CASE(the_last_64_are_near_the_limit_and_of_few_the_second_half)
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    auto whole = limit;
    limit.rlim_cur = 256;
    setrlimit(RLIMIT_NOFILE, &limit);
    BOOST_TEST(!runtime::is_near_limit(191));
    BOOST_TEST(runtime::is_near_limit(192));
    limit.rlim_cur = 100;
    setrlimit(RLIMIT_NOFILE, &limit);
    BOOST_TEST(!runtime::is_near_limit(49));
    BOOST_TEST(runtime::is_near_limit(50));
    setrlimit(RLIMIT_NOFILE, &whole);
}

BOOST_AUTO_TEST_SUITE_END()
