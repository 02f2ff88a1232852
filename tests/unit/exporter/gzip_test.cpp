#include "exporter/gzip.hpp"
#include "tests/unit/exporter/gunzip.hpp"

#include <boost/test/unit_test.hpp>

#include <random>
#include <vector>

BOOST_AUTO_TEST_SUITE(gzip)

using fixture::gunzip;

namespace {

// Compressed in portions of `portion` bytes through a buffer used again, out by `room` bytes.
std::string compress(const std::string& text, std::size_t portion, std::size_t room)
{
    exporter::gzip_stream stream;
    std::vector<char> in(portion);
    std::vector<char> out(room);
    std::string compressed;
    auto drain = [&] {
        for (;;) {
            auto got = stream.drain(out);
            compressed.append(out.data(), got);
            if (got < room) return;
        }
    };
    for (std::size_t at = 0; at < text.size(); at += portion) {
        auto size = text.copy(in.data(), portion, at);
        stream.feed({in.data(), size});
        drain();
    }
    stream.feed({});
    stream.end();
    drain();
    return compressed;
}

std::string lines(int count)
{
    std::mt19937 chance(1);
    std::string text;
    for (int i = 0; i < count; ++i)
        text +=
            "name{router=\"r" + std::to_string(i % 50) + "\"} " + std::to_string(chance()) + "\n";
    return text;
}

}

BOOST_AUTO_TEST_CASE(nothing_is_an_empty_member)
{
    BOOST_TEST(gunzip(compress("", 16, 64)) == "");
}

BOOST_AUTO_TEST_CASE(text_comes_back_whatever_the_buffers)
{
    auto text = lines(20'000);
    for (std::size_t portion : {1U << 18U, 1U << 16U, 1000U, 61U})
        for (std::size_t room : {1U << 16U, 100U, 1U}) {
            // One byte at a time is slow; half the text tells as much.
            auto part = room == 1 ? text.substr(0, 20'000) : text;
            BOOST_TEST((gunzip(compress(part, portion, room)) == part), portion << ", " << room);
        }
}

BOOST_AUTO_TEST_CASE(noise_comes_back)
{
    std::mt19937 chance(2);
    std::string noise(300'000, '\0');
    for (auto& c : noise)
        c = static_cast<char>(chance());
    BOOST_TEST((gunzip(compress(noise, 100'000, 1U << 16U)) == noise));
}

BOOST_AUTO_TEST_CASE(a_page_shrinks_to_a_fraction)
{
    auto text = lines(100'000);
    BOOST_TEST(compress(text, 1U << 18U, 1U << 16U).size() * 3 < text.size());
}

BOOST_AUTO_TEST_SUITE_END()
