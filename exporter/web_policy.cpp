#include "exporter/web_policy.hpp"

#include <sys/stat.h>

namespace exporter {

namespace {

std::string header_lines(const config::web_config& config)
{
    std::string out;
    for (const auto& [name, value] : config.headers)
        // It is said anyway.
        if (name != "X-Content-Type-Options")
            out.append(name).append(": ").append(value).append("\r\n");
    return out;
}

}

boost::system::result<std::shared_ptr<const web_policy>, config::mistakes>
read_web_policy(const std::string& path)
{
    auto read = config::load_web_config(path);
    if (read.has_error()) return read.error();
    auto out = std::make_shared<web_policy>();
    out->config = *std::move(read);
    out->headers = header_lines(out->config);
    if (out->config.tls) {
        auto tls = make_server_tls(*out->config.tls);
        if (tls.has_error()) return config::mistakes{tls.error()};
        out->tls = *tls;
    }
    return std::shared_ptr<const web_policy>(std::move(out));
}

// A certificate that anybody can make for themselves proves nothing.
bool knows_its_callers(const config::web_config& config)
{
    auto verifies =
        config.tls && config.tls->client_auth == config::client_auth::require_and_verify;
    return verifies || !config.users.empty();
}

web_policy_file::web_policy_file(std::string path,
                                 std::shared_ptr<const web_policy> first,
                                 self_metrics& metrics,
                                 const runtime::logger& log,
                                 const tenant_users& tenants)
    : path_(std::move(path)),
      metrics_(metrics),
      log_(log),
      tenants_(tenants),
      current_(std::move(first))
{
    seen_ = stamps();
    metrics_.set_web_config_reload(true);
    tell();
}

std::shared_ptr<const web_policy> web_policy_file::current()
{
    std::lock_guard lock(mutex_);
    auto now = stamps();
    if (now != seen_) {
        seen_ = std::move(now);
        read_again();
    }
    return current_;
}

web_policy_file::stamp web_policy_file::stamp_of(const std::string& file)
{
    struct stat s {};
    if (::stat(file.c_str(), &s) != 0) return {};
    return {s.st_dev, s.st_ino, s.st_size, s.st_mtim.tv_sec, s.st_mtim.tv_nsec};
}

std::vector<web_policy_file::stamp> web_policy_file::stamps() const
{
    std::vector<stamp> out{stamp_of(path_)};
    if (!current_->config.tls) return out;
    const auto& tls = *current_->config.tls;
    for (const auto* pem : {&tls.certificate, &tls.key, &tls.client_ca})
        if (!pem->file.empty()) out.push_back(stamp_of(pem->file));
    return out;
}

boost::system::result<std::shared_ptr<const web_policy>, config::mistakes>
web_policy_file::read() const
{
    auto next = read_web_policy(path_);
    if (!next) return next;
    auto taken = names_taken_by_tenants((*next)->config.users, *tenants_.current());
    if (!taken.empty()) return taken;
    return next;
}

void web_policy_file::read_again()
{
    auto next = read();
    auto is_good = next.has_value();
    if (is_good && (*next)->tls.has_value() != current_->tls.has_value()) {
        is_good = false;
        log_.error("TLS is switched on or off by a restart only; the web configuration stays as "
                   "it was",
                   runtime::field("file", path_));
    } else if (is_good) {
        current_ = *next;
        seen_ = stamps();
        log_.info("web configuration read again", runtime::field("file", path_));
    } else {
        for (const auto& mistake : next.error())
            log_.error("web configuration not taken, it stays as it was",
                       runtime::field("why", mistake.text()));
    }
    metrics_.set_web_config_reload(is_good);
    if (is_good) tell();
}

void web_policy_file::tell() const
{
    if (current_->tls) metrics_.set_certificate_expiry(current_->tls->expires);
}

}
