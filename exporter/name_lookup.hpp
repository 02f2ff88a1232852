// Names to addresses on threads of its own: who asks waits as long as it likes and no longer, since
// a lookup itself (getaddrinfo) cannot be cancelled.
#pragma once

#include "exporter/request.hpp"

#include <boost/system/result.hpp>

#include <chrono>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace boost::asio {
class thread_pool;
}

namespace exporter {

class name_lookup {
public:
    using addresses = std::vector<std::string>;
    using resolver = std::function<addresses(const std::string& host)>;
    using time_point = std::chrono::steady_clock::time_point;

    // No more than `most` names are looked up at a time, one asked for again only once.
    name_lookup(resolver how, unsigned most);

    // Waits for the lookups going on.
    ~name_lookup();
    name_lookup(const name_lookup&) = delete;

    // Any thread. Addresses are their own, at once.
    boost::system::result<addresses, refusal> ask(const std::string& host, time_point deadline);

private:
    using answer = std::shared_future<addresses>;

    std::optional<answer> begin(const std::string& host);
    void look_up(const std::string& host, std::packaged_task<addresses()>& work);

    resolver how_;
    unsigned most_;
    std::mutex mutex_; // guards what is below it
    std::map<std::string, answer> going_on_;
    std::unique_ptr<boost::asio::thread_pool> threads_;
};

}
