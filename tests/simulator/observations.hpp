// What a router saw of its clients: what tests ask for.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

namespace simulator {

struct observations {
    std::uint64_t accepted = 0;
    std::uint64_t turned_away = 0;
    std::uint64_t logins = 0;
    std::uint64_t failed_logins = 0;
    std::uint64_t cancels = 0;
    std::uint64_t bytes_in = 0;
    std::uint64_t bytes_out = 0;
    std::uint64_t reboots = 0;
    std::size_t open = 0;
    std::size_t running = 0; // commands
    std::size_t most_running = 0;
    std::map<std::string, std::uint64_t> commands; // by path

    void command(const std::string& path)
    {
        constexpr std::size_t most_paths = 1000; // a client can send anything
        if (commands.size() < most_paths || commands.contains(path)) ++commands[path];
    }
    void begin_command()
    {
        ++running;
        most_running = std::max(most_running, running);
    }
};

}
