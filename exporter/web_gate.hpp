// Who may ask the HTTP side anything: only what came by the TLS front where there is one, not too
// often, and with a user's password where there are users.
#pragma once

#include "exporter/admitted_ports.hpp"
#include "exporter/basic_auth.hpp"
#include "exporter/login_throttle.hpp"
#include "exporter/self_metrics.hpp"
#include "exporter/verdict.hpp"
#include "exporter/web_policy.hpp"
#include "runtime/logger.hpp"
#include "runtime/token_bucket.hpp"

#include <atomic>
#include <mutex>
#include <optional>
#include <string>

namespace exporter {

// Safe to use from several threads.
class web_gate {
public:
    using time_point = std::chrono::steady_clock::time_point;

    // `policy` and the others must outlive the gate. `front` is nullptr where there is no TLS.
    // `patience` threads at most compute or wait for a bcrypt at a time; others are sent away.
    web_gate(web_policy_file& policy,
             const admitted_ports* front,
             unsigned patience,
             self_metrics& metrics,
             const runtime::logger& log);

    verdict admit(visitor who, time_point now);

private:
    verdict check_user(const user_hashes& users, const visitor& who, time_point now);
    verdict
    judge(const user_hashes& users, const visitor& who, const claimed_user& user, time_point now);
    std::optional<std::chrono::seconds> wait(const std::string& address, time_point now);
    bool is_too_often(const std::optional<config::rate_limit>& limit, time_point now);

    web_policy_file& policy_;
    const admitted_ports* front_;
    unsigned patience_;
    self_metrics& metrics_;
    const runtime::logger& log_;
    known_passwords known_;
    std::atomic<unsigned> checking_ = 0;
    std::mutex bcrypt_; // one at a time: guessing is not to take every core
    std::mutex mutex_;  // guards what follows
    login_throttle throttle_;
    std::optional<config::rate_limit> limit_;
    std::optional<runtime::token_bucket> requests_;
};

}
