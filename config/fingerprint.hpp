// What tells one state of some files from another: a 64-bit FNV-1a over what was read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace config {

class fingerprint {
public:
    void add(std::string_view text);
    std::string text() const; // 16 hexadecimal digits

private:
    void mix(unsigned char byte);

    std::uint64_t state_ = 0xcbf29ce484222325;
};

}
