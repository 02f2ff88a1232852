#include "exporter/web_gate.hpp"

#include "exporter/place.hpp"
#include "routeros/text.hpp"

namespace exporter {

namespace {

constexpr std::size_t longest_name_logged = 64;

verdict unauthorized()
{
    return {verdict::kind::refuse,
            401,
            "WWW-Authenticate: Basic realm=\"mikroscope\", charset=\"UTF-8\"\r\n",
            "A user and a password are needed.\n"};
}

verdict come_again(int status, std::chrono::seconds after, std::string message)
{
    auto header = "Retry-After: " + std::to_string(after.count()) + "\r\n";
    return {verdict::kind::refuse, status, std::move(header), std::move(message)};
}

}

web_gate::web_gate(web_policy_file& policy,
                   const admitted_ports* front,
                   unsigned patience,
                   self_metrics& metrics,
                   const runtime::logger& log)
    : policy_(policy), front_(front), patience_(patience), metrics_(metrics), log_(log)
{
}

verdict web_gate::admit(visitor who, time_point now)
{
    if (front_) {
        auto behind = front_->find(who.port);
        if (!behind) return {verdict::kind::hang_up, 0, {}, {}};
        who.address = *behind;
    }
    auto policy = policy_.current();
    verdict out;
    if (is_too_often(policy->config.rate_limit, now))
        out = come_again(429, std::chrono::seconds(1), "Too many requests.\n");
    else if (!policy->config.users.empty())
        out = check_user(policy->config.users, who, now);
    out.headers += policy->headers;
    return out;
}

bool web_gate::is_too_often(const std::optional<config::rate_limit>& limit, time_point now)
{
    if (!limit) return false;
    std::lock_guard lock(mutex_);
    if (limit != limit_) {
        limit_ = limit;
        requests_.emplace(1000.0 / static_cast<double>(limit->interval.count()), limit->burst, now);
    }
    return !requests_->take(now);
}

verdict web_gate::check_user(const user_hashes& users, const visitor& who, time_point now)
{
    auto user = read_basic_auth(who.authorization);
    if (!user) return unauthorized(); // it did not guess, it asked
    auto own = users.find(user->name);
    if (own != users.end() && known_.is_known(*user, own->second.reveal())) return {};
    return judge(users, who, *user, now);
}

verdict web_gate::judge(const user_hashes& users,
                        const visitor& who,
                        const claimed_user& user,
                        time_point now)
{
    place p(checking_, patience_);
    if (!p.got()) return come_again(503, std::chrono::seconds(1), "Too many logins at a time.\n");
    std::lock_guard one_at_a_time(bcrypt_);
    if (auto seconds = wait(who.address, now))
        return come_again(429, *seconds, "Too many wrong passwords from this address.\n");
    const auto& hash = hash_for(users, user.name);
    auto is_right = is_password_of(hash, user.password.reveal()) && users.contains(user.name);
    if (is_right) {
        known_.remember(user, hash);
        return {};
    }
    metrics_.count_failed_login();
    log_.warn("login refused",
              runtime::field("client", who.address),
              runtime::field("user", routeros::to_utf8(user.name.substr(0, longest_name_logged))));
    std::lock_guard lock(mutex_);
    throttle_.failed(who.address, now);
    return unauthorized();
}

std::optional<std::chrono::seconds> web_gate::wait(const std::string& address, time_point now)
{
    std::lock_guard lock(mutex_);
    return throttle_.wait(address, now);
}

}
