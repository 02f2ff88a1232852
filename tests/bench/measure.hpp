// CPU time, not wall time: the machine is shared.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace bench {

double cpu_seconds(); // of this process, all threads

// The least CPU time of several runs: the one least disturbed.
double least_seconds(int runs, const std::function<void()>& work);

std::size_t resident_bytes();

void title(std::string_view text);
void line(std::string_view what, double value, std::string_view unit);

}
