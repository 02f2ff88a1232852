// How fast one router is sent commands: at its own rate, and no faster than what its tenant has
// left for all its routers.
#pragma once

#include "runtime/token_bucket.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

namespace exporter {

enum class rate_scope : std::uint8_t { router, tenant };

class command_pace {
public:
    using time_point = runtime::token_bucket::time_point;

    // A tenant's rate may come, change and go; it must outlive this.
    command_pace(double per_second, std::optional<runtime::token_bucket>& tenant, time_point now);

    // Whether a command may be sent now; it counts then.
    bool take(time_point now);

    // When it is worth asking again.
    time_point next(time_point now);

    // How long the last one taken had to wait, and for what; once, and only if it had to.
    struct wait {
        rate_scope for_what;
        std::chrono::duration<double> length;
    };
    std::optional<wait> take_wait() { return std::exchange(wait_, std::nullopt); }

private:
    runtime::token_bucket own_;
    std::optional<runtime::token_bucket>& tenant_;
    std::optional<time_point> waiting_since_;
    rate_scope waiting_for_ = rate_scope::router;
    std::optional<wait> wait_;
};

}
