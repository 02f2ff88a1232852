// Where in its file something is written.
#pragma once

#include <string>

namespace config {

struct place {
    int line = 0; // from 1; 0: it was not read from a file
    int column = 0;
    std::string path{}; // "metrics[3].gauge"

    // No part of what is written: a definition that only moved is the same one.
    bool operator==(const place&) const { return true; }
};

}
