// What can go wrong with a router, one sentence each, and how it travels: as a value (result) where
// it is expected, as an exception (session_error) where a session's life is over.
#pragma once

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>
#include <boost/system/system_error.hpp>

#include <string>
#include <string_view>
#include <type_traits>

namespace routeros {

enum class errc {
    // the wire
    bad_length = 1, // a length prefix no RouterOS sends
    too_long,       // a word or sentence beyond the reader's limits
    // reaching the router
    name_not_found,       // the address is a name that does not resolve
    unreachable,          // no route, host down
    connection_refused,   // nothing listens there: service disabled, or another port
    connect_timeout,      // no answer to the connection attempt: firewall, host off
    wrong_port,           // the port speaks TLS where plain was expected, or the reverse
    not_routeros,         // something else answers there: a web server, WinBox, SSH
    tls_refused,          // the TLS handshake failed
    tls_timeout,          // the TLS handshake was not answered: often the plain API's port
    certificate_rejected, // the router's certificate does not verify, or is not the pinned one
    out_of_files,         // this machine's limit of open files leaves none for the connection
    // logging in
    closed_before_reply,   // accepted and closed without a byte: address not allowed, or session
                           // limit
    login_timeout,         // connected, but no answer to the login
    login_refused,         // wrong user name or password, or the user lacks the `api` policy
    challenge_unsupported, // login: challenge, but the router (6.45.1 or later) offers none
    plain_unsupported,     // login: plain, but the router (before 6.43) wants the challenge
    // serving
    closed,            // the router closed the connection between sentences
    truncated,         // the connection ended in the middle of a sentence
    reset,             // the connection broke: reset, path lost
    silent,            // the router stopped answering
    cancel_unanswered, // a /cancel was never answered
    not_reading,       // the router stopped reading what is sent
    fatal,             // the router said !fatal
    unidentified,      // the router would not say what it is
    overwhelmed,       // the router left too many commands unanswered
};

boost::system::error_code make_error_code(errc e);

// One word for logs and metric labels: "login_refused"; "other" for an error that is not of this
// library.
std::string_view word_for(const boost::system::error_code& code);

struct failure {
    boost::system::error_code code;
    std::string detail; // the router's own words, or the system's

    failure() = default;
    failure(boost::system::error_code c, std::string d) : code(c), detail(std::move(d)) {}
    failure(errc e, std::string d) : failure(make_error_code(e), std::move(d)) {}

    bool is(errc e) const { return code == make_error_code(e); }
    std::string message() const;     // "message: detail"
    [[noreturn]] void raise() const; // as a session_error
};

// A failure that ends a session: thrown once, caught by the supervisor.
class session_error : public boost::system::system_error {
public:
    explicit session_error(failure why) : system_error(why.code, why.detail), why_(std::move(why))
    {
    }

    const failure& why() const { return why_; }

private:
    failure why_;
};

template <class T>
using result = boost::system::result<T, failure>;

[[noreturn]] void throw_exception_from_error(const failure& f, const boost::source_location& where);
[[noreturn]] void raise(errc e, const std::string& detail = {});

}

template <>
struct boost::system::is_error_code_enum<routeros::errc> : std::true_type {
};
