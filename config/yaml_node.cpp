#include "config/yaml_node.hpp"

#include "routeros/text.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <utility>

namespace config {
namespace {

constexpr auto references_refused = "anchors (&), aliases (*) and merge keys (<<) are not read: "
                                    "write the value out, or give it once "
                                    "where it is inherited from";

constexpr auto key_refused = "a key must be text: is a bracket left open before it?";

// Ends the reading from within yaml-cpp's callbacks; never leaves this file.
struct refusal {
    YAML::Mark at;
    std::string message;
};

class tree_builder : public YAML::EventHandler {
public:
    explicit tree_builder(const yaml_limits& limits) : limits_(limits) {}

    yaml_node take() { return std::move(root_); }

    void OnDocumentStart(const YAML::Mark& at) override
    {
        if (++documents_ > 1) throw refusal{at, "must hold one document; a second one begins here"};
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& at, YAML::anchor_t anchor) override
    {
        refuse_extras(at, "?", anchor);
        complete(begin(at, yaml_node::kind::nothing));
    }

    void OnAlias(const YAML::Mark& at, YAML::anchor_t) override { refuse_extras(at, "?", 1); }

    void OnScalar(const YAML::Mark& at,
                  const std::string& tag,
                  YAML::anchor_t anchor,
                  const std::string& value) override
    {
        refuse_extras(at, tag, anchor);
        auto node = begin(at, yaml_node::kind::scalar);
        node.text = value;
        complete(std::move(node));
    }

    void OnSequenceStart(const YAML::Mark& at,
                         const std::string& tag,
                         YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        refuse_extras(at, tag, anchor);
        open(at, yaml_node::kind::list);
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark& at,
                    const std::string& tag,
                    YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        refuse_extras(at, tag, anchor);
        open(at, yaml_node::kind::map);
    }
    void OnMapEnd() override { close(); }

private:
    struct level {
        yaml_node node;
        std::optional<yaml_node> key; // a map's key that waits for its value
    };

    static void refuse_extras(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor)
    {
        if (anchor != 0) throw refusal{at, references_refused};
        if (!tag.empty() && tag != "?" && tag != "!")
            throw refusal{at, "tags (!) are not read: remove it"};
    }

    yaml_node begin(const YAML::Mark& at, yaml_node::kind what)
    {
        if (++nodes_ > limits_.nodes)
            throw refusal{at, "more than " + std::to_string(limits_.nodes) + " values in one file"};
        last_ = at;
        yaml_node node;
        node.what = what;
        node.line = at.line + 1;
        node.column = at.column + 1;
        return node;
    }

    void open(const YAML::Mark& at, yaml_node::kind what)
    {
        if (levels_.size() == limits_.depth)
            throw refusal{at, "nested deeper than " + std::to_string(limits_.depth) + " levels"};
        if (awaits_key()) throw refusal{at, key_refused};
        levels_.push_back({begin(at, what), std::nullopt});
    }

    void close()
    {
        auto node = std::move(levels_.back().node);
        levels_.pop_back();
        complete(std::move(node));
    }

    bool awaits_key() const
    {
        return !levels_.empty() && levels_.back().node.what == yaml_node::kind::map &&
               !levels_.back().key;
    }

    void complete(yaml_node node)
    {
        if (levels_.empty()) {
            root_ = std::move(node);
            return;
        }
        auto& parent = levels_.back();
        if (parent.node.what == yaml_node::kind::list) {
            parent.node.items.push_back(std::move(node));
        } else if (parent.key) {
            parent.node.entries.push_back({std::move(*parent.key), std::move(node)});
            parent.key.reset();
        } else {
            if (node.what != yaml_node::kind::scalar) throw refusal{last_, key_refused};
            if (node.text == "<<") throw refusal{last_, references_refused};
            parent.key = std::move(node);
        }
    }

    yaml_limits limits_;
    yaml_node root_;
    std::vector<level> levels_;
    std::size_t nodes_ = 0;
    YAML::Mark last_;
    int documents_ = 0;
};

// yaml-cpp takes a byte 4 for the end of the file, and lets other control characters pass.
std::optional<mistake> unreadable_byte(const std::string& text, const std::string& file)
{
    auto unwanted = [](char c) { return is_control(c) && c != '\t' && c != '\n' && c != '\r'; };
    auto found = std::find_if(text.begin(), text.end(), unwanted);
    if (found == text.end()) return std::nullopt;
    auto line_start = std::find(std::make_reverse_iterator(found), text.rend(), '\n').base();
    return mistake{.file = file,
                   .line = static_cast<int>(std::count(text.begin(), found, '\n')) + 1,
                   .column = static_cast<int>(found - line_start) + 1,
                   .path = {},
                   .message = "a control character stands here: remove it"};
}

bool indented_with_tab(const std::string& text, const YAML::Mark& at)
{
    if (at.is_null()) return false;
    std::istringstream in(text);
    std::string line;
    for (int i = 0; i <= at.line; ++i)
        std::getline(in, line);
    return line.substr(0, line.find_first_not_of(" \t")).find('\t') != std::string::npos;
}

mistake located(const std::string& file, const YAML::Mark& at, std::string message)
{
    mistake m{.file = file, .path = {}, .message = one_line(std::move(message))};
    if (at.is_null()) return m;
    m.line = at.line + 1;
    m.column = at.column + 1;
    return m;
}

}

std::optional<yaml_node> read_yaml(const std::string& text,
                                   const std::string& file,
                                   mistakes& out,
                                   const yaml_limits& limits)
{
    if (text.size() > limits.bytes) {
        auto allowed = std::to_string(limits.bytes);
        out.push_back({.file = file, .path = {}, .message = "larger than " + allowed + " bytes"});
        return std::nullopt;
    }
    if (!routeros::is_utf8(text)) {
        out.push_back({.file = file, .path = {}, .message = "must be UTF-8 text"});
        return std::nullopt;
    }
    if (auto m = unreadable_byte(text, file)) {
        out.push_back(*std::move(m));
        return std::nullopt;
    }
    try {
        tree_builder builder(limits);
        std::istringstream in(text);
        YAML::Parser parser(in);
        while (parser.HandleNextDocument(builder)) {
        }
        return builder.take();
    } catch (const refusal& r) {
        out.push_back(located(file, r.at, r.message));
    } catch (const YAML::Exception& e) {
        auto message = "not readable as YAML: " + e.msg;
        if (indented_with_tab(text, e.mark)) message = "indented with a tab: use spaces";
        out.push_back(located(file, e.mark, std::move(message)));
    }
    return std::nullopt;
}

}
