// One life of one router's session: connect, log in, identify, serve. Ends by throwing what ended
// it; the supervisor starts the next life.
#pragma once

#include "routeros/client.hpp"
#include "routeros/endpoint.hpp"
#include "routeros/router_facts.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>

namespace routeros {

struct network;

// What is done with the router while it is connected. The client and the facts outlive it.
using session_life = std::function<boost::asio::awaitable<void>(client&, const router_facts&)>;

// `where`, `shared` and the observer, if any, must outlive the session.
boost::asio::awaitable<void> run_session(const endpoint& where,
                                         network& shared,
                                         session_life life,
                                         sentence_observer* observer = nullptr);

// Talks the login over a fresh connection; `reader` keeps what arrived beyond it.
boost::asio::awaitable<void> log_in(transport& link,
                                    sentence_reader& reader,
                                    const endpoint& where,
                                    sentence_observer* observer = nullptr);

// Only a router that will not tell its version is not lived with: the other facts may be missing.
boost::asio::awaitable<router_facts> identify(client& router, std::chrono::milliseconds timeout);

}
