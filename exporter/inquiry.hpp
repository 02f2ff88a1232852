// One run of one collector: which sentences it takes, in which order, and what becomes of each
// answer. Decides; sends nothing.
#pragma once

#include "exporter/collector.hpp"
#include "exporter/item_list.hpp"
#include "exporter/lookup_rows.hpp"
#include "exporter/router_abilities.hpp"
#include "exporter/table_builder.hpp"
#include "routeros/sentence.hpp"
#include "routeros/tag_table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace exporter {

enum class inquiry_state : std::uint8_t {
    asking,
    done,        // the rows are whole
    failed,      // a command failed: half a table is no table
    unavailable, // the router has none of what is asked for
    forbidden,   // the router's user may not ask: nor will it be allowed to next time
};

class inquiry {
public:
    // All must outlive the inquiry. Rows go to `rows` as they come.
    inquiry(const collector& plan, router_abilities& router, table_builder& rows);

    // The sentence to send now; nothing when the inquiry is over. Its answer goes to on_row and
    // on_end before next() is called again.
    std::optional<routeros::sentence> next();
    void on_row(const routeros::reply& row);
    void on_end(const routeros::outcome& end);

    inquiry_state state() const { return state_; }
    const std::string& why() const { return why_; } // unless done

private:
    // What is being asked.
    enum class step : std::uint8_t { lookup, items, rows };

    const request_plan& request() const { return plan_.requests[request_]; }
    const std::string& command() const;
    routeros::sentence lookup_sentence() const;
    routeros::sentence items_sentence() const;
    routeros::sentence rows_sentence() const;

    void extend(const routeros::reply& row);
    bool take_count(const std::string& ret);

    bool find_request(std::size_t from);
    void begin_request();
    void next_batch();
    void answered();
    void skip_request();
    void finish();
    void give_up(inquiry_state how, std::string why);
    void fail(std::string why) { give_up(inquiry_state::failed, std::move(why)); }

    void on_trap(const routeros::outcome& end);
    bool spare_argument(const std::string& message);

    const collector& plan_;
    router_abilities& router_;
    table_builder& rows_;
    inquiry_state state_ = inquiry_state::asking;
    std::string why_;
    step step_ = step::rows;
    std::size_t request_ = 0;
    bool got_answer_ = false; // from at least one request
    std::optional<lookup_rows> lookup_;
    std::optional<item_list> items_;
    std::size_t received_ = 0; // rows of this sentence
    std::size_t nameless_ = 0;
    std::vector<routeros::attribute> extended_; // a row with what it was given besides
};

}
