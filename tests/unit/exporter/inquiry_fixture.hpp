// A conversation between one inquiry and a router that answers from a list.
#pragma once

#include "exporter/inquiry.hpp"
#include "tests/unit/exporter/fixture.hpp"

#include <memory>
#include <string>
#include <vector>

namespace fixture {

inline std::vector<std::string> word_list(const routeros::sentence& s)
{
    std::vector<std::string> out;
    for (std::string_view rest = s.words(); !rest.empty();) {
        auto length = static_cast<std::size_t>(static_cast<unsigned char>(rest.front()));
        auto wide = length >= 0x80; // two bytes: no word of ours needs more
        if (wide) length = (length & 0x3F) << 8 | static_cast<unsigned char>(rest[1]);
        rest.remove_prefix(wide ? 2 : 1);
        out.emplace_back(rest.substr(0, length));
        rest.remove_prefix(length);
    }
    return out;
}

// The words of a sentence, separated by blanks.
inline std::string words(const routeros::sentence& s)
{
    std::string out;
    for (const auto& word : word_list(s))
        out.append(out.empty() ? "" : " ").append(word);
    return out;
}

inline routeros::outcome done(const std::string& ret = "")
{
    return {.how = routeros::ending::done, .traps = {}, .ret = ret, .rows = 0};
}

inline routeros::outcome trapped(const std::string& message)
{
    return {.how = routeros::ending::trapped, .traps = {{message, {}}}, .ret = {}, .rows = 0};
}

class talk {
public:
    explicit talk(const config::collector_definition& definition,
                  const routeros::router_facts& facts = {})
        : collectors_(compile({definition})), plan_(collectors_->share(0)), abilities_(facts)
    {
        again();
    }

    // Another run in the same session.
    void again()
    {
        builder_ = std::make_unique<exporter::table_builder>(
            plan_,
            std::make_shared<exporter::router_series>(router()),
            nullptr,
            nullptr,
            exporter::row_context{});
        inquiry_ = std::make_unique<exporter::inquiry>(*plan_, abilities_, *builder_);
    }

    // What it asks now; empty when it is over.
    std::string asks()
    {
        auto sentence = inquiry_->next();
        return sentence ? words(*sentence) : "";
    }

    void row(pairs properties) { inquiry_->on_row(sent_row(properties).reply); }

    void end(const routeros::outcome& how) { inquiry_->on_end(how); }

    exporter::inquiry_state state() const { return inquiry_->state(); }
    std::string why() const { return inquiry_->why(); }
    exporter::built_table built() { return builder_->finish(); }
    std::string column(std::size_t family) { return lines(*built().rows, family); }

private:
    std::shared_ptr<const exporter::catalogue> collectors_;
    std::shared_ptr<const exporter::collector> plan_;
    exporter::router_abilities abilities_;
    std::unique_ptr<exporter::table_builder> builder_;
    std::unique_ptr<exporter::inquiry> inquiry_;
};

}
