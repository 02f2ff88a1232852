#include "routeros/failure.hpp"

#include <boost/system/system_error.hpp>

namespace routeros {
namespace {

const char* sentence_for(errc e)
{
    switch (e) {
    case errc::bad_length:
        return "a length no RouterOS sends";
    case errc::too_long:
        return "a word or sentence beyond the limit";
    case errc::name_not_found:
        return "the address does not resolve";
    case errc::unreachable:
        return "the address is not reachable";
    case errc::connection_refused:
        return "connection refused: API service disabled, or another port";
    case errc::connect_timeout:
        return "no answer to the connection attempt";
    case errc::wrong_port:
        return "wrong port";
    case errc::not_routeros:
        return "not a RouterOS API";
    case errc::tls_refused:
        return "the TLS handshake failed";
    case errc::certificate_rejected:
        return "the certificate was rejected";
    case errc::closed_before_reply:
        return "closed before the first reply: address not allowed, or too many sessions";
    case errc::login_timeout:
        return "no answer to the login";
    case errc::login_refused:
        return "login refused";
    case errc::challenge_unsupported:
        return "the router offers no challenge login";
    case errc::plain_unsupported:
        return "the router wants the challenge login";
    case errc::closed:
        return "the router closed the connection";
    case errc::truncated:
        return "the connection ended in the middle of a sentence";
    case errc::reset:
        return "the connection broke";
    case errc::silent:
        return "the router stopped answering";
    case errc::cancel_unanswered:
        return "the router did not answer a cancel";
    case errc::not_reading:
        return "the router stopped reading";
    case errc::fatal:
        return "the router ended the session";
    case errc::unidentified:
        return "the router did not identify itself";
    }
    return "unknown error";
}

class category_type final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "routeros"; }
    std::string message(int value) const override { return sentence_for(static_cast<errc>(value)); }
};

}

boost::system::error_code make_error_code(errc e)
{
    static const category_type category;
    return {static_cast<int>(e), category};
}

std::string failure::message() const
{
    return detail.empty() ? code.message() : code.message() + ": " + detail;
}

void failure::raise() const
{
    throw boost::system::system_error(code, detail);
}

void throw_exception_from_error(const failure& f, const boost::source_location&)
{
    f.raise();
}

void raise(errc e, const std::string& detail)
{
    throw boost::system::system_error(make_error_code(e), detail);
}

}
