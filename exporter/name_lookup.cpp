#include "exporter/name_lookup.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

namespace exporter {
namespace asio = boost::asio;

namespace {

const refusal too_late{"The target's name was not resolved in time: is its name server well?", 504};
const refusal too_many{"Too many names wait for their name servers: try again later.", 503};

}

name_lookup::name_lookup(resolver how, unsigned most)
    : how_(std::move(how)), most_(most), threads_(std::make_unique<asio::thread_pool>(most))
{
}

name_lookup::~name_lookup()
{
    threads_->stop();
    threads_->join();
}

boost::system::result<name_lookup::addresses, refusal> name_lookup::ask(const std::string& host,
                                                                        time_point deadline)
{
    boost::system::error_code is_name;
    auto address = asio::ip::make_address(host, is_name);
    if (!is_name) return addresses{address.to_string()};
    auto coming = begin(host);
    if (!coming) return too_many;
    if (coming->wait_until(deadline) != std::future_status::ready) return too_late;
    return coming->get();
}

std::optional<name_lookup::answer> name_lookup::begin(const std::string& host)
{
    std::lock_guard lock(mutex_);
    if (auto known = going_on_.find(host); known != going_on_.end()) return known->second;
    if (going_on_.size() >= most_) return std::nullopt;
    std::packaged_task<addresses()> work([this, host] { return how_(host); });
    auto coming = work.get_future().share();
    going_on_.emplace(host, coming);
    asio::post(*threads_, [this, host, work = std::move(work)]() mutable { look_up(host, work); });
    return coming;
}

void name_lookup::look_up(const std::string& host, std::packaged_task<addresses()>& work)
{
    work();
    std::lock_guard lock(mutex_);
    going_on_.erase(host);
}

}
