#define BOOST_TEST_MODULE mikroscope
#include <boost/test/unit_test.hpp>
