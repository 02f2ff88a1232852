// To be preloaded: looking up a name under .stuck never ends, as with a name server that never
// answers. A libc cannot be given another resolv.conf.
#include <dlfcn.h>
#include <netdb.h>
#include <string_view>
#include <unistd.h>

extern "C" int
getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** found)
{
    if (node && std::string_view(node).ends_with(".stuck"))
        for (;;)
            ::pause();
    using function = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
    static const auto real = reinterpret_cast<function>(::dlsym(RTLD_NEXT, "getaddrinfo"));
    return real(node, service, hints, found);
}
