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

BOOST_AUTO_TEST_SUITE_END()
