#include "config/imports/mktxp_system.hpp"

#include "config/address.hpp"
#include "config/files.hpp"
#include "config/imports/ini_file.hpp"
#include "config/imports/mktxp_keys.hpp"
#include "config/yaml_value.hpp"

#include <algorithm>
#include <filesystem>

namespace config::imports {
namespace {

constexpr std::size_t largest_file = 1U << 20;

constexpr std::string_view system_section = "MKTXP";
constexpr std::string_view new_system_section = "new_system_parameters"; // mktxp's additions

class system_reader {
public:
    system_reader(const source& from, draft& fleet) : from_(from), fleet_(fleet) {}

    void read()
    {
        auto path = (std::filesystem::path(from_.path).parent_path() / "_mktxp.conf").string();
        auto text = read_file(path, largest_file);
        if (text.has_error()) return; // there need not be one
        file_ = {path, read_ini(*text, path, from_.found)};
        for (const auto& section : file_.sections)
            if (section.name == system_section || section.name == new_system_section)
                remark_on_keys(section, path, mktxp_system_keys(), {}, from_);
            else
                from_.remarks.push_back({path,
                                         section.line,
                                         1,
                                         "[" + one_line(section.name) + "]",
                                         "left out: mikroscope does not export configurations"});
        read_listen();
        if (auto s = setting("socket_timeout")) {
            auto seconds = s.text();
            auto digits = seconds.size() < 4 && !seconds.empty() &&
                          seconds.find_first_not_of("0123456789") == std::string::npos;
            if (digits && std::stoi(seconds) >= 1 && std::stoi(seconds) <= 120)
                fleet_.connect_timeout = seconds + "s";
            else
                remark(s, "left out: timeouts.connect is from 1 to 120 seconds");
        }
    }

private:
    ini_setting setting(std::string_view key) const
    {
        if (auto s = file_.look_up(system_section, key); s && !s.text().empty()) return s;
        return file_.look_up(new_system_section, key);
    }

    // Several addresses there, separated by spaces; one here.
    void read_listen()
    {
        auto s = setting("listen");
        auto rest = s.text();
        while (!rest.empty()) {
            auto end = std::min(rest.find(' '), rest.size());
            auto one = rest.substr(0, end);
            rest.erase(0, rest.find_first_not_of(' ', end));
            if (fleet_.listen.empty() && is_listen_address(one))
                fleet_.listen = one;
            else
                remark(s, "left out: " + config::quoted(one) + ": it listens on one IPv4 address");
        }
        auto port = setting("port");
        if (!s && port)
            if (auto number = port_of(port, from_))
                fleet_.listen = "0.0.0.0:" + std::to_string(*number);
    }

    void remark(const ini_setting& s, std::string message) const
    {
        from_.remarks.push_back(s.where().say(std::move(message)));
    }

    const source& from_;
    draft& fleet_;
    ini_file file_;
};

}

void read_mktxp_system(const source& from, draft& fleet)
{
    system_reader(from, fleet).read();
}

}
