// What to simulate: from the command line, a file, or both.
#pragma once

#include "config/mistake.hpp"
#include "tests/simulator/faults.hpp"
#include "tests/simulator/login.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace simulator {

struct group {
    std::string name = "sim"; // routers are sim-0001, sim-0002, ...
    std::string profile = "ccr2004-7.4";
    std::uint32_t count = 1;
    std::uint32_t sessions = 20;
    double churn = 0; // logins and logouts per second and router
    user_table users; // besides those of all groups
    simulator::faults faults;
};

enum class tls_kind : std::uint8_t { off, certificate, anonymous };

struct tls_settings {
    tls_kind kind = tls_kind::off;
    std::uint16_t port = 8729;
    std::string certificate_file; // "": self-signed, made at start
    std::string key_file;
    std::string name = "router";
    std::vector<std::string> alternative_names; // IP addresses or host names
    long valid_from = -3600;                    // seconds from now
    long valid_to = 365L * 86'400;
    std::string write_to; // the certificate in PEM form, for clients to trust
};

struct settings {
    std::vector<group> groups;
    std::string address = "127.10.0.1";
    std::uint16_t port = 8728; // on addresses that count up
    std::optional<std::uint16_t>
        ports_from; // on one address, ports that count up; 0: any that is free
    tls_settings tls;
    std::string control; // "host:port"
    std::string ready_file;
    std::uint64_t seed = 1;
    user_table users;
};

enum class request_kind : std::uint8_t { run, help, list_profiles };

struct arguments {
    request_kind what = request_kind::run;
    simulator::settings settings;
    std::vector<std::string> mistakes; // one sentence each
};

arguments parse_arguments(std::span<const char* const> words);
std::string usage();

// Adds what the YAML in `text` says.
void read_settings(const std::string& text,
                   const std::string& file,
                   settings& into,
                   config::mistakes& out);

// admin (no password, every policy); mikroscope and mikroscope-commands, password s3cret.
user_table default_users();

// "127.0.0.1" and 2 -> "127.0.0.3"; nothing past the last address or for anything but IPv4.
std::optional<std::string> address_after(const std::string& first, std::uint32_t steps);

}
