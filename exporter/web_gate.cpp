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

verdict welcome(const accounts& all, const std::string& user)
{
    verdict out;
    out.caller.audience = all.audience_of(user);
    out.caller.user = user;
    return out;
}

verdict come_again(int status, std::chrono::seconds after, std::string message)
{
    auto header = "Retry-After: " + std::to_string(after.count()) + "\r\n";
    return {verdict::kind::refuse, status, std::move(header), std::move(message)};
}

}

web_gate::web_gate(const surroundings& around, unsigned patience)
    : around_(around), patience_(patience)
{
}

verdict web_gate::admit(visitor who, time_point now)
{
    if (around_.front) {
        auto behind = around_.front->find(who.port);
        if (!behind) return {verdict::kind::hang_up, 0, {}, {}};
        who.address = *behind;
    }
    auto policy = around_.policy ? around_.policy->current() : nullptr;
    auto users = accounts_now(policy);
    verdict out;
    if (policy && is_too_often(policy->config.rate_limit, now))
        out = come_again(429, std::chrono::seconds(1), "Too many requests.\n");
    else if (!users->empty())
        out = check_user(*users, who, now);
    if (policy) out.headers += policy->headers;
    out.caller.address = who.address;
    out.caller.is_known = policy && knows_its_callers(policy->config);
    return out;
}

// Made anew when one of the two files has changed.
std::shared_ptr<const accounts> web_gate::accounts_now(const policy_ptr& policy)
{
    auto tenants = around_.tenants.current();
    std::lock_guard lock(mutex_);
    if (!accounts_ || policy != policy_seen_ || tenants != tenants_seen_) {
        accounts_ = std::make_shared<const accounts>(
            policy ? policy->config.users : config::web_users(), *tenants);
        policy_seen_ = policy;
        tenants_seen_ = tenants;
    }
    return accounts_;
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

verdict web_gate::check_user(const accounts& all, const visitor& who, time_point now)
{
    auto user = read_basic_auth(who.authorization);
    if (!user) return unauthorized(); // it did not guess, it asked
    const auto& users = all.hashes();
    auto own = users.find(user->name);
    if (own != users.end() && known_.is_known(*user, own->second.reveal()))
        return welcome(all, user->name);
    return judge(all, who, *user, now);
}

verdict
web_gate::judge(const accounts& all, const visitor& who, const claimed_user& user, time_point now)
{
    place p(checking_, patience_);
    if (!p.got()) return come_again(503, std::chrono::seconds(1), "Too many logins at a time.\n");
    std::lock_guard one_at_a_time(bcrypt_);
    if (auto seconds = wait(who.address, now))
        return come_again(429, *seconds, "Too many wrong passwords from this address.\n");
    const auto& users = all.hashes();
    const auto& hash = hash_for(users, user.name);
    auto is_right = is_password_of(hash, user.password.reveal()) && users.contains(user.name);
    if (is_right) {
        known_.remember(user, hash);
        return welcome(all, user.name);
    }
    around_.metrics.count_failed_login();
    around_.log.warn(
        "login refused",
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
