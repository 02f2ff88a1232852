#include "runtime/open_files.hpp"

#include <algorithm>
#include <sys/resource.h>

namespace runtime {

void allow_many_open_files()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

bool is_near_limit(int file)
{
    constexpr rlim_t reserve = 64;
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return false;
    return static_cast<rlim_t>(file) >= limit.rlim_cur - std::min(reserve, limit.rlim_cur / 2);
}

}
