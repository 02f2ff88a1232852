// Any bytes in any portions: the sentences are those of the same bytes in one piece.
#include "routeros/sentence_reader.hpp"
#include "subject.hpp"

#include <cstring>
#include <random>
#include <string>
#include <vector>

namespace {

struct reading {
    std::vector<std::vector<std::string>> sentences;
    bool broken = false;

    bool operator==(const reading&) const = default;
};

constexpr routeros::reader_limits limits{
    .word_bytes = 4096, .sentence_bytes = 16'384, .sentence_words = 256};

void drain(routeros::sentence_reader& reader, reading& so_far)
{
    for (;;) {
        auto next = reader.next();
        if (next.has_error()) so_far.broken = true;
        if (next.has_error() || !*next) return;
        fuzz::claim(!(*next)->empty());
        auto& sentence = so_far.sentences.emplace_back();
        for (auto word : **next) {
            fuzz::claim(!word.empty() && word.size() <= limits.word_bytes);
            sentence.emplace_back(word);
        }
    }
}

template <class Size>
reading read(std::string_view bytes, Size portion)
{
    routeros::sentence_reader reader(limits);
    reading out;
    while (!bytes.empty() && !out.broken) {
        auto space = reader.prepare();
        auto count = std::min({portion(), bytes.size(), space.size()});
        std::memcpy(space.data(), bytes.data(), count);
        reader.commit(count);
        bytes.remove_prefix(count);
        drain(reader, out);
    }
    return out;
}

}

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) return 0;
    std::minstd_rand random(data[0]);
    auto bytes = fuzz::text_of(data + 1, size - 1);
    auto whole = read(bytes, [] { return std::size_t{1} << 20; });
    auto most = 1 + random() % 64;
    fuzz::claim(read(bytes, [&] { return 1 + random() % most; }) == whole);
    fuzz::claim(read(bytes, [] { return std::size_t{1}; }) == whole);
    return 0;
}
