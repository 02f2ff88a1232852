// Names as a test wants them, for a program that is given this with LD_PRELOAD. The file
// MIKROSCOPE_TEST_HOSTS has a line for each name: "NAME ADDRESS", "NAME fail", or "NAME slow" for
// no answer until the file says otherwise. Other names are the system's.
#include <cerrno>
#include <cstdlib>
#include <dlfcn.h>
#include <fstream>
#include <netdb.h>
#include <optional>
#include <string>
#include <unistd.h>

namespace {

using lookup = int (*)(const char*, const char*, const addrinfo*, addrinfo**);

std::optional<std::string> entry_of(const std::string& wanted)
{
    const auto* path = std::getenv("MIKROSCOPE_TEST_HOSTS");
    std::ifstream file(path ? path : "");
    std::string name;
    std::string value;
    while (file >> name >> value)
        if (name == wanted) return value;
    return std::nullopt;
}

}

extern "C" int
getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** found)
{
    auto system = reinterpret_cast<lookup>(dlsym(RTLD_NEXT, "getaddrinfo"));
    if (!node) return system(node, service, hints, found);
    auto entry = entry_of(node);
    while (entry == "slow") {
        constexpr useconds_t a_while = 20'000;
        usleep(a_while);
        entry = entry_of(node);
    }
    if (entry == "fail") return EAI_AGAIN;
    return system(entry ? entry->c_str() : node, service, hints, found);
}
