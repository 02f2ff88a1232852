// The web configuration file while the program runs: read again when it, or a file it names, has
// changed. What is broken then changes nothing: the last good one stays, and log and metrics tell.
#pragma once

#include "config/web_config.hpp"
#include "exporter/accounts.hpp"
#include "exporter/self_metrics.hpp"
#include "exporter/tls_context.hpp"
#include "runtime/logger.hpp"

#include <boost/system/result.hpp>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace exporter {

// One reading. Immutable.
struct web_policy {
    config::web_config config;
    std::string headers;           // whole header lines for every answer
    std::optional<server_tls> tls; // with the tls_server_config
};

// Every mistake in the file and in the certificates it names.
boost::system::result<std::shared_ptr<const web_policy>, config::mistakes>
read_web_policy(const std::string& path);

// Whether nobody is served without having shown who they are.
bool knows_its_callers(const config::web_config& config);

// Safe to use from several threads.
class web_policy_file {
public:
    // `metrics`, `log` and `tenants`, whose users' names it must not have, must outlive it.
    web_policy_file(std::string path,
                    std::shared_ptr<const web_policy> first,
                    self_metrics& metrics,
                    const runtime::logger& log,
                    const tenant_users& tenants);

    // The newest good reading. Looks at the files' times, and reads only what is new.
    std::shared_ptr<const web_policy> current();

private:
    // Tells one state of a file from another, whatever replaced it and how.
    struct stamp {
        std::uint64_t device = 0;
        std::uint64_t inode = 0;
        std::int64_t size = -1;
        std::int64_t seconds = 0;
        std::int64_t nanoseconds = 0;
        bool operator==(const stamp&) const = default;
    };
    static stamp stamp_of(const std::string& file);
    std::vector<stamp> stamps() const;
    void read_again();
    boost::system::result<std::shared_ptr<const web_policy>, config::mistakes> read() const;
    void tell() const;

    const std::string path_;
    self_metrics& metrics_;
    const runtime::logger& log_;
    const tenant_users& tenants_;
    std::mutex mutex_;
    std::shared_ptr<const web_policy> current_;
    std::vector<stamp> seen_;
};

}
