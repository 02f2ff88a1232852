// One router's row in the table of the fleet. fleet.js sorts by `data-key`, or by the text where a
// cell has none, and filters by the row's own attributes.
#pragma once

#include "exporter/collector.hpp"
#include "exporter/page_writer.hpp"
#include "exporter/snapshot.hpp"

namespace exporter {

// What deserves a look first has the lowest.
int urgency(const router_snapshot& router);

class fleet_row {
public:
    fleet_row(page_writer& out,
              const catalogue& collectors,
              const router_snapshot& router,
              const moment& now)
        : out_(out), collectors_(collectors), router_(router), now_(now)
    {
    }

    // `with_tenant`: that column is there.
    void write(bool with_tenant);

private:
    void write_state();
    void write_name();
    void write_device();
    void write_why();
    void write_last_success();
    void write_next_attempt();
    void write_breaker();
    void write_collectors();
    void write_second_line(std::string_view text);

    page_writer& out_;
    const catalogue& collectors_;
    const router_snapshot& router_;
    const moment& now_;
};

}
