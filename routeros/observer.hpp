// Who hears every sentence of a session, for a transcript. Nobody, mostly: then it costs a
// comparison with null.
#pragma once

#include "routeros/sentence_reader.hpp"

#include <cstdint>
#include <string_view>

namespace routeros {

enum class direction : std::uint8_t { sent, received };
enum class phase : std::uint8_t { login, commands };

// Called on the session's executor. The words hold secrets as they went over the wire.
class sentence_observer {
public:
    virtual void on_sentence(direction way, phase when, sentence_view words) = 0;

protected:
    ~sentence_observer() = default;
};

// As on_sentence(sent, ...), of a sentence that is encoded already: with or without the zero length
// that ends it.
void tell_sent(sentence_observer& observer, phase when, std::string_view encoded);

}
