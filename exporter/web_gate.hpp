// Who may ask the HTTP side anything: only what came by the TLS front where there is one, not too
// often, and with a user's password where there are users.
#pragma once

#include "exporter/accounts.hpp"
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

    // All must outlive the gate.
    struct surroundings {
        web_policy_file* policy;     // null: there is no web configuration
        const admitted_ports* front; // null: there is no TLS
        const tenant_users& tenants;
        self_metrics& metrics;
        const runtime::logger& log;
    };

    // `patience` threads at most compute or wait for a bcrypt at a time; others are sent away.
    web_gate(const surroundings& around, unsigned patience);

    verdict admit(visitor who, time_point now);

private:
    using policy_ptr = std::shared_ptr<const web_policy>;
    std::shared_ptr<const accounts> accounts_now(const policy_ptr& policy);
    verdict check_user(const accounts& all, const visitor& who, time_point now);
    verdict
    judge(const accounts& all, const visitor& who, const claimed_user& user, time_point now);
    std::optional<std::chrono::seconds> wait(const std::string& address, time_point now);
    bool is_too_often(const std::optional<config::rate_limit>& limit, time_point now);

    surroundings around_;
    unsigned patience_;
    known_passwords known_;
    std::atomic<unsigned> checking_ = 0;
    std::mutex bcrypt_; // one at a time: guessing is not to take every core
    std::mutex mutex_;  // guards what follows
    login_throttle throttle_;
    std::optional<config::rate_limit> limit_;
    std::optional<runtime::token_bucket> requests_;
    policy_ptr policy_seen_; // accounts_ is made of these two
    std::shared_ptr<const tenant_accounts> tenants_seen_;
    std::shared_ptr<const accounts> accounts_;
};

}
