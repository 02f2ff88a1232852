#include "routeros/sentence.hpp"
#include "routeros/sentence_reader.hpp"
#include "routeros/word.hpp"

#include <boost/test/unit_test.hpp>

#include <cstring>
#include <random>

using namespace std::string_literals;
using routeros::errc;
using sentences = std::vector<std::vector<std::string>>;

namespace {

void feed(routeros::sentence_reader& reader, std::string_view bytes)
{
    while (!bytes.empty()) {
        auto space = reader.prepare();
        auto count = std::min(space.size(), bytes.size());
        std::memcpy(space.data(), bytes.data(), count);
        reader.commit(count);
        bytes.remove_prefix(count);
    }
}

void take_all(routeros::sentence_reader& reader, sentences& out)
{
    for (;;) {
        auto next = reader.next().value();
        if (!next) return;
        out.emplace_back(next->begin(), next->end());
    }
}

// Words of every length around the forms' borders, empty sentences between.
std::string difficult_stream(sentences& expected)
{
    std::string bytes;
    for (auto length :
         {1U, 127U, 128U, 255U, 256U, 257U, 511U, 512U, 513U, 0x3FFFU, 0x4000U, 0x4001U}) {
        routeros::sentence s("!re");
        std::string word(length, static_cast<char>(length));
        s.word(word).word("=x=1");
        bytes += s.bytes();
        bytes += '\0';
        expected.push_back({"!re", word, "=x=1"});
    }
    return bytes;
}

}

BOOST_AUTO_TEST_SUITE(sentence_reader)

BOOST_AUTO_TEST_CASE(reads_sentences_however_the_bytes_are_split)
{
    sentences expected;
    auto bytes = difficult_stream(expected);
    std::mt19937 chance(1);
    for (std::size_t largest : {1UL, 2UL, 7UL, 300UL, 5000UL, 100000UL}) {
        routeros::sentence_reader reader;
        sentences read;
        std::uniform_int_distribution<std::size_t> portion(1, largest);
        for (std::size_t at = 0; at < bytes.size();) {
            auto count = std::min(portion(chance), bytes.size() - at);
            feed(reader, std::string_view(bytes).substr(at, count));
            take_all(reader, read);
            at += count;
        }
        BOOST_TEST((read == expected), "portions up to " << largest);
    }
}

BOOST_AUTO_TEST_CASE(gives_the_same_sentences_for_every_single_split)
{
    routeros::sentence s("!re");
    s.word(std::string(300, 'a')).word("=b=c");
    auto bytes = s.bytes() + s.bytes();
    for (std::size_t at = 0; at <= bytes.size(); ++at) {
        routeros::sentence_reader reader;
        sentences read;
        feed(reader, std::string_view(bytes).substr(0, at));
        take_all(reader, read);
        feed(reader, std::string_view(bytes).substr(at));
        take_all(reader, read);
        BOOST_TEST(read.size() == 2U, "split at " << at);
        BOOST_TEST((read[0] == read[1]));
    }
}

BOOST_AUTO_TEST_CASE(skips_empty_sentences_in_all_their_forms)
{
    routeros::sentence_reader reader;
    feed(reader, "\0\x80\0\xC0\0\0\xF0\0\0\0\0\x05!done\0"s);
    auto next = reader.next().value();
    BOOST_TEST_REQUIRE(next.has_value());
    BOOST_TEST(next->size() == 1U);
    BOOST_TEST(next->front() == "!done");
    BOOST_TEST(!reader.next().value());
}

BOOST_AUTO_TEST_CASE(accepts_over_long_length_forms)
{
    routeros::sentence_reader reader;
    feed(reader, "\xF0\0\0\0\x03!re\xC0\0\x04=a=1\0"s);
    auto next = reader.next().value();
    BOOST_TEST_REQUIRE(next.has_value());
    BOOST_TEST((*next)[1] == "=a=1");
}

BOOST_AUTO_TEST_CASE(refuses_a_control_byte_for_good)
{
    routeros::sentence_reader reader;
    feed(reader, "\x03!re\xF8whatever\0\x05!done\0"s);
    BOOST_TEST(reader.next().error().is(errc::bad_length));
    BOOST_TEST(reader.next().error().is(errc::bad_length));
}

BOOST_AUTO_TEST_CASE(refuses_a_declared_length_before_any_memory_is_taken)
{
    routeros::sentence_reader reader;
    feed(reader, "\xF0\xFF\xFF\xFF\xFF"s);
    BOOST_TEST(reader.next().error().is(errc::too_long));
    BOOST_TEST(reader.capacity() <= 4096U);
}

BOOST_AUTO_TEST_CASE(takes_memory_for_bytes_received_not_declared)
{
    routeros::sentence_reader reader;
    feed(reader, "\xE0\xF0\0\0"s + std::string(100, 'x')); // declares 15 MiB
    BOOST_TEST(!reader.next().value());
    reader.prepare();
    BOOST_TEST(reader.capacity() < 65'536U);
}

BOOST_AUTO_TEST_CASE(keeps_its_limits)
{
    routeros::reader_limits limits{.word_bytes = 10, .sentence_bytes = 30, .sentence_words = 3};
    struct {
        const char* name;
        std::string bytes;
    } const cases[] = {
        {"word", "\x0b" + std::string(11, 'x')},
        {"sentence", "\x0a" + std::string(10, 'x') + "\x0a" + std::string(10, 'x') + "\x0a"},
        {"words", "\x01"s + "a\x01"s + "a\x01"s + "a\x01"s},
    };
    for (const auto& c : cases) {
        routeros::sentence_reader reader(limits);
        feed(reader, c.bytes);
        BOOST_TEST(reader.next().error().is(errc::too_long), c.name);
    }
}

BOOST_AUTO_TEST_CASE(gives_memory_back_after_a_burst)
{
    routeros::sentence_reader reader;
    routeros::sentence big("!re");
    big.word(std::string(1'000'000, 'x'));
    sentences read;
    feed(reader, big.bytes());
    take_all(reader, read);
    BOOST_TEST(read.size() == 1U);
    feed(reader, "\x05!done\0"s);
    take_all(reader, read);
    reader.prepare();
    BOOST_TEST(reader.capacity() <= 8192U);
}

BOOST_AUTO_TEST_CASE(shows_what_is_pending)
{
    routeros::sentence_reader reader;
    feed(reader, "\x05!done\0\x48HTTP"s);
    reader.next().value();
    BOOST_TEST(!reader.next().value());
    BOOST_TEST(reader.pending() == "\x48HTTP");
}

BOOST_AUTO_TEST_SUITE_END()
