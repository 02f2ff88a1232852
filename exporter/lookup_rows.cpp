#include "exporter/lookup_rows.hpp"

namespace exporter {

namespace {

constexpr std::size_t most_rows = 200'000;
constexpr std::size_t most_bytes = std::size_t{32} << 20;

std::string_view first_sent(const routeros::reply& row, const config::property_list& properties)
{
    for (const auto& property : properties)
        if (auto value = row.find(property); value && !value->empty())
            return value->substr(0, routeros::longest_text);
    return {};
}

}

bool lookup_rows::add(const routeros::reply& row)
{
    auto key = row.find(plan_->theirs);
    if (!key || key->empty() || key->size() > routeros::longest_text) return true;
    if (rows_.size() >= most_rows || bytes_ >= most_bytes) return false;
    auto [at, is_new] = rows_.try_emplace(std::string(*key));
    if (!is_new) return true;
    bytes_ += key->size();
    for (const auto& added : plan_->add) {
        auto& value = at->second.emplace_back(first_sent(row, added.property));
        bytes_ += value.size();
    }
    return true;
}

void lookup_rows::append(std::string_view key, std::vector<routeros::attribute>& out) const
{
    auto found = rows_.find(key);
    if (found == rows_.end()) return;
    for (std::size_t i = 0; i < plan_->add.size(); ++i)
        if (const auto& value = found->second[i]; !value.empty())
            out.push_back({plan_->add[i].name, value});
}

}
