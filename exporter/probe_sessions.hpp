// Which routers probes have opened sessions to, and who waits for them. Decides without I/O; not
// for several threads.
#pragma once

#include "exporter/snapshot.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace exporter {

class probe_sessions {
public:
    using time_point = std::chrono::steady_clock::time_point;

    struct session {
        router_id id = 0;
        std::string address;
    };

    std::size_t size() const { return sessions_.size(); }

    // A probe asks: the session there is has then been asked about.
    std::optional<session> find(const std::string& key, time_point now);

    // In place of the one of this key, whoever waits for that.
    void put(const std::string& key, session s, time_point now);

    // A probe begins to wait for a session, or ends. Only for that one: when another is in its
    // place, others wait for it.
    void begin_waiting(const std::string& key, router_id id);
    void end_waiting(const std::string& key, router_id id, time_point now);

    // Takes out those nobody waits for or has asked about since.
    std::vector<router_id> take_idle(time_point since);
    std::vector<router_id> take_all();

private:
    struct entry {
        session of;
        time_point asked;
        unsigned waiting = 0; // probes
    };
    entry* find_entry(const std::string& key, router_id id);

    std::map<std::string, entry> sessions_;
};

}
