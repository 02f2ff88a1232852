// What a reader of another program's file is given, and the rules that all of them share.
#pragma once

#include "config/collector_definition.hpp"
#include "config/imports/draft.hpp"
#include "config/mistake.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace config::imports {

struct source {
    const std::string& path;
    const std::string& text;
    const std::vector<collector_definition>& collectors;
    std::set<std::string> reserved_labels; // those of the collectors
    mistakes& found;   // what must be mended before anything can be carried over
    mistakes& remarks; // what could not be carried over
};

// Where something stands in the file that is read.
struct place {
    std::string file;
    int line = 0;
    int column = 0;
    std::string path; // as a mistake's

    mistake say(std::string message) const
    {
        return {file, line, column, path, std::move(message)};
    }
};

// Puts a label where a fleet file has it; one that it cannot have is left out with a remark.
void add_label(draft_router& router,
               const std::string& name,
               const std::string& value,
               const place& where,
               const source& from);

// The port a router gets without one.
std::uint16_t usual_port(const std::string& tls_mode);

// Adds routers, whose names and endpoints must be unique.
class router_list {
public:
    router_list(draft& fleet, const source& from) : fleet_(fleet), from_(from) {}

    // Nothing is added when it is refused (name, address) or already there (remark).
    void add(draft_router router, const place& where);

private:
    draft& fleet_;
    const source& from_;
    std::map<std::string, std::string> endpoints_; // -> name
    std::map<std::string, std::string> names_;     // -> place
};

}
