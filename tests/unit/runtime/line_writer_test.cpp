#include "runtime/line_writer.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace {

struct pipe_ends {
    pipe_ends() { BOOST_REQUIRE(pipe(ends.data()) == 0); }
    ~pipe_ends()
    {
        close_reader();
        close(ends[1]);
    }
    int writer() const { return ends[1]; }
    void close_reader()
    {
        if (ends[0] >= 0) close(std::exchange(ends[0], -1));
    }
    std::string read(std::size_t count) const
    {
        std::string text(count, '\0');
        std::size_t got = 0;
        while (got < count)
            got += static_cast<std::size_t>(::read(ends[0], text.data() + got, count - got));
        return text;
    }
    void wait_for_bytes() const
    {
        pollfd one{ends[0], POLLIN, 0};
        BOOST_REQUIRE(poll(&one, 1, -1) == 1);
    }
    std::array<int, 2> ends{};
};

}

BOOST_AUTO_TEST_SUITE(line_writer)

BOOST_AUTO_TEST_CASE(lines_come_out_in_order)
{
    pipe_ends pipe;
    runtime::line_writer out(pipe.writer());
    out.write("one\n");
    out.write("two\n");
    BOOST_TEST(pipe.read(8) == "one\ntwo\n");
}

BOOST_AUTO_TEST_CASE(its_end_writes_what_waits)
{
    pipe_ends pipe;
    {
        runtime::line_writer out(pipe.writer());
        for (int i = 0; i < 1'000; ++i)
            out.write("x\n");
    }
    std::string expected;
    for (int i = 0; i < 1'000; ++i)
        expected += "x\n";
    BOOST_TEST(pipe.read(2'000) == expected);
}

BOOST_AUTO_TEST_CASE(a_reader_that_stands_still_costs_the_oldest_lines_and_no_time)
{
    pipe_ends pipe;
    std::string large(1 << 20, 'x'); // more than a pipe holds
    std::optional<runtime::line_writer> out(std::in_place, pipe.writer(), 2);
    out->write(large);
    pipe.wait_for_bytes();
    for (const auto* line : {"1\n", "2\n", "3\n", "4\n"})
        out->write(line);
    BOOST_TEST(out->lost() == 2U);
    out.reset();
    BOOST_TEST(pipe.read(large.size() + 4) == large + "3\n4\n");
}

BOOST_AUTO_TEST_CASE(lines_a_full_disk_does_not_take_are_counted)
{
    auto full = open("/dev/full", O_WRONLY);
    BOOST_REQUIRE(full >= 0);
    runtime::line_writer out(full);
    out.write("lost\n");
    while (out.lost() == 0)
        std::this_thread::yield();
    BOOST_TEST(out.lost() == 1U);
    close(full);
}

BOOST_AUTO_TEST_CASE(a_reader_that_went_away_is_no_signal)
{
    pipe_ends pipe;
    pipe.close_reader();
    runtime::line_writer out(pipe.writer());
    out.write("lost\n");
    while (out.lost() == 0)
        std::this_thread::yield();
    BOOST_TEST(out.lost() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
