// One value of a YAML file while it is read: it knows its place and its name, and what is wrong
// with it is appended to the list of mistakes. Every reader returns nothing after saying what it
// expected.
#pragma once

#include "config/mistake.hpp"
#include "config/place.hpp"
#include "config/yaml_node.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace config {

// What a mistake may quote of a file: bounded, on one line, in quotation marks.
std::string quoted(std::string_view text);

// "a, b, c"; of many names the first
std::string listed(std::span<const std::string> names);

class yaml_value {
public:
    // The node, the file's name and the list of mistakes must outlive the value.
    yaml_value(const yaml_node& node, const std::string& file, std::string path, mistakes& out)
        : node_(&node), file_(&file), path_(std::move(path)), out_(&out)
    {
    }

    const yaml_node& node() const { return *node_; }
    const std::string& path() const { return path_; }
    std::string file_and_line() const; // "file:line"
    place where() const;
    mistake blank() const; // one in this place, its message yet to be written
    bool is_map() const { return node_->what == yaml_node::kind::map; }
    bool is_list() const { return node_->what == yaml_node::kind::list; }

    // The value under `key` of this one, or the `index`th of this list.
    yaml_value under(const yaml_entry& entry) const;
    yaml_value key_of(const yaml_entry& entry) const;

    // The same value, of which messages quote nothing: neither it nor anything below it, nor keys.
    yaml_value confidential() const;
    bool is_confidential() const { return confidential_; }

    void refuse(std::string message) const;
    // refuse("must be ...; is ..."): the value is quoted.
    void expected(std::string_view what) const;

    // Text on one line, not empty.
    std::optional<std::string> text(std::size_t longest = 4096) const;
    // Any characters, or none.
    std::optional<std::string> any_text() const;
    std::optional<bool> flag() const;
    std::optional<std::int64_t> integer(std::int64_t least, std::int64_t most) const;
    std::optional<double> number(double least, double most) const;
    std::optional<std::chrono::milliseconds> duration(std::chrono::milliseconds least,
                                                      std::chrono::milliseconds most) const;
    std::optional<std::size_t> one_of(std::span<const std::string_view> names) const;

    // The elements of a list.
    std::vector<yaml_value> items() const;

private:
    const std::string* scalar(std::string_view what) const;

    const yaml_node* node_;
    const std::string* file_;
    std::string path_;
    mistakes* out_;
    bool confidential_ = false;
};

template <class T>
struct choice {
    std::string_view name;
    T value;
};

template <class T, std::size_t N>
std::optional<T> choose(const yaml_value& value, const std::array<choice<T>, N>& choices)
{
    std::array<std::string_view, N> names;
    for (std::size_t i = 0; i < N; ++i)
        names[i] = choices[i].name;
    auto index = value.one_of(names);
    if (!index) return std::nullopt;
    return choices[*index].value;
}

}
