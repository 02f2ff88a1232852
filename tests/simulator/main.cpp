#include "runtime/open_files.hpp"
#include "tests/simulator/control.hpp"
#include "tests/simulator/profile.hpp"
#include "tests/simulator/settings.hpp"
#include "tests/simulator/simulation.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <thread>

namespace {

void announce(const simulator::settings& s, const std::string& line)
{
    if (s.ready_file.empty()) {
        std::cout << line << std::endl;
        return;
    }
    // Renamed into place: whoever waits for the file finds all of it.
    auto unfinished = s.ready_file + ".unfinished";
    if (!(std::ofstream(unfinished) << line << '\n'))
        throw std::runtime_error("cannot write " + unfinished);
    std::filesystem::rename(unfinished, s.ready_file);
}

// The control port's threads wait for the loop, so it runs until they have stopped.
void run(const simulator::settings& s)
{
    runtime::allow_many_open_files();
    boost::asio::io_context loop(1);
    simulator::simulation simulation(loop, s);
    std::optional<simulator::control> control;
    if (!s.control.empty()) control.emplace(loop, simulation, s.control);
    std::jthread stopping;
    boost::asio::signal_set signals(loop, SIGINT, SIGTERM);
    signals.async_wait([&](boost::system::error_code, int) {
        stopping = std::jthread([&] {
            if (control) control->stop();
            boost::asio::post(loop, [&] { simulation.close(); });
        });
    });
    announce(s, simulation.ready_line(control ? control->address() : ""));
    loop.run();
}

}

int main(int count, char** words)
{
    auto given = simulator::parse_arguments({words + 1, static_cast<std::size_t>(count - 1)});
    if (given.what == simulator::request_kind::help) {
        std::cout << simulator::usage();
        return 0;
    }
    if (given.what == simulator::request_kind::list_profiles) {
        for (const auto& name : simulator::profile_names())
            std::cout << name << '\n';
        return 0;
    }
    for (const auto& mistake : given.mistakes)
        std::cerr << "routeros-simulator: " << mistake << '\n';
    if (!given.mistakes.empty()) return 2;
    try {
        run(given.settings);
    } catch (const std::exception& error) {
        std::cerr << "routeros-simulator: " << error.what() << '\n';
        return 1;
    }
    return 0;
}
