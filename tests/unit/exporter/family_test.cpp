#include "exporter/family.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(family)

using exporter::family_type;
using exporter::format;

BOOST_AUTO_TEST_CASE(text_names_the_samples)
{
    exporter::family bytes("mikrotik_x_bytes_total", family_type::counter, "Bytes.");
    BOOST_TEST(bytes.header(format::text) ==
               "# HELP mikrotik_x_bytes_total Bytes.\n# TYPE mikrotik_x_bytes_total counter\n");
}

BOOST_AUTO_TEST_CASE(open_metrics_leaves_out_total_and_states_the_unit)
{
    exporter::family bytes("mikrotik_x_bytes_total", family_type::counter, "Bytes.");
    BOOST_TEST(bytes.header(format::open_metrics) == "# HELP mikrotik_x_bytes Bytes.\n"
                                                     "# TYPE mikrotik_x_bytes counter\n"
                                                     "# UNIT mikrotik_x_bytes bytes\n");
}

BOOST_AUTO_TEST_CASE(info_is_a_type_in_open_metrics_only)
{
    exporter::family info("mikrotik_x_info", family_type::info, "What.");
    BOOST_TEST(info.header(format::text) ==
               "# HELP mikrotik_x_info What.\n# TYPE mikrotik_x_info gauge\n");
    BOOST_TEST(info.header(format::open_metrics) ==
               "# HELP mikrotik_x What.\n# TYPE mikrotik_x info\n");
}

BOOST_AUTO_TEST_CASE(an_info_has_no_unit)
{
    exporter::family info("mikrotik_x_bytes_info", family_type::info, "What.");
    BOOST_TEST(info.header(format::open_metrics) ==
               "# HELP mikrotik_x_bytes What.\n# TYPE mikrotik_x_bytes info\n");
}

BOOST_AUTO_TEST_CASE(the_unit_is_the_last_part_of_the_name)
{
    BOOST_TEST(exporter::unit_of("mikrotik_system_cpu_load_ratio") == "ratio");
    BOOST_TEST(exporter::unit_of("mikrotik_interface_speed_bits_per_second") == "bits_per_second");
    BOOST_TEST(exporter::unit_of("mikrotik_interface_up") == "");
    BOOST_TEST(exporter::unit_of("bytes") == "");
    BOOST_TEST(exporter::unit_of("mikrotik_kilobytes") == "");
}

BOOST_AUTO_TEST_SUITE_END()
