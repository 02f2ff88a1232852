// A sentence as a line for people: secrets masked, everything else as it was said.
#pragma once

#include "routeros/observer.hpp"

#include <string>

namespace routeros {

// "> /login =name=mikroscope =password=***" of a sentence sent, "< !done" of one received: valid
// UTF-8 without line ends, control characters or marks that turn the direction of writing. Words
// with spaces are quoted, long ones cut.
std::string transcript_line(direction way, phase when, sentence_view words);

// Of a property's name: whether its value is kept out of transcripts.
bool is_secret(std::string_view property);

}
