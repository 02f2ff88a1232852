#include "exporter/page_writer.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <vector>

BOOST_AUTO_TEST_SUITE(page_writer)

namespace {

// Keeps the chunks apart; after `turns` of them the reader is gone.
class chunk_list final : public exporter::page_sink {
public:
    explicit chunk_list(std::size_t turns = 1000) : turns_(turns) {}

    std::span<char> turn(std::size_t written) override
    {
        if (written > 0) chunks.emplace_back(room_.data(), written);
        if (chunks.size() >= turns_) return {};
        return room_;
    }

    std::string text() const
    {
        std::string out;
        for (const auto& c : chunks)
            out += c;
        return out;
    }

    std::vector<std::string> chunks;

private:
    std::size_t turns_;
    std::array<char, least_room> room_{};
};

}

BOOST_AUTO_TEST_CASE(samples_are_lines_of_name_labels_and_value)
{
    exporter::string_sink sink;
    exporter::page_writer out(sink);
    out.sample("a_total", "{x=\"1\"}", 12);
    out.sample("b", "", 0.5);
    out.flush();
    BOOST_TEST(sink.take() == "a_total{x=\"1\"} 12\nb 0.5\n");
}

BOOST_AUTO_TEST_CASE(a_page_longer_than_the_room_comes_in_chunks)
{
    chunk_list sink;
    exporter::page_writer out(sink);
    std::string whole;
    for (int i = 0; i < 100; ++i) {
        out.sample("metric", "{label=\"value\"}", i);
        whole += "metric{label=\"value\"} " + std::to_string(i) + "\n";
    }
    out.flush();
    BOOST_TEST(sink.text() == whole);
    BOOST_TEST(sink.chunks.size() > 5U);
}

BOOST_AUTO_TEST_CASE(a_line_longer_than_the_room_is_written_in_pieces)
{
    chunk_list sink;
    exporter::page_writer out(sink);
    std::string labels = "{label=\"" + std::string(1000, 'x') + "\"}";
    out.sample("metric", labels, 7);
    out.text("end\n");
    out.flush();
    BOOST_TEST(sink.text() == "metric" + labels + " 7\nend\n");
}

BOOST_AUTO_TEST_CASE(after_the_reader_is_gone_nothing_more_is_written)
{
    chunk_list sink(2);
    exporter::page_writer out(sink);
    for (int i = 0; i < 1000; ++i)
        out.sample("metric", "{label=\"value\"}", i);
    out.text(std::string(1000, 'x'));
    out.flush();
    BOOST_TEST(out.reader_gone());
    BOOST_TEST(sink.chunks.size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
