#include "config/mistake.hpp"

namespace config {

std::string mistake::text() const
{
    auto out = file;
    if (line > 0) out += ":" + std::to_string(line) + ":" + std::to_string(column);
    out += ": ";
    if (!path.empty()) out += path + ": ";
    return out + message;
}

}
