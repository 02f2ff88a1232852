#include "routeros/failure.hpp"

namespace routeros {
namespace {

struct explanation {
    errc code;
    std::string_view word;
    const char* sentence;
};

constexpr explanation explanations[] = {
    {errc::bad_length, "bad_length", "a length no RouterOS sends"},
    {errc::too_long, "too_long", "a word or sentence beyond the limit"},
    {errc::name_not_found, "name_not_found", "the address does not resolve"},
    {errc::unreachable, "unreachable", "the address is not reachable"},
    {errc::connection_refused,
     "connection_refused",
     "connection refused: API service disabled, or another port"},
    {errc::connect_timeout, "connect_timeout", "no answer to the connection attempt"},
    {errc::wrong_port, "wrong_port", "wrong port"},
    {errc::not_routeros, "not_routeros", "not a RouterOS API"},
    {errc::tls_refused, "tls_refused", "the TLS handshake failed"},
    {errc::tls_timeout,
     "tls_timeout",
     "no answer to the TLS handshake; is this the plain API's port?"},
    {errc::certificate_rejected, "certificate_rejected", "the certificate was rejected"},
    {errc::out_of_files, "out_of_files", "too many files are open here: raise LimitNOFILE"},
    {errc::closed_before_reply,
     "closed_before_reply",
     "closed before the first reply: address not allowed, too many sessions, or a port for TLS"},
    {errc::login_timeout, "login_timeout", "no answer to the login"},
    {errc::login_refused, "login_refused", "login refused"},
    {errc::challenge_unsupported, "challenge_unsupported", "the router offers no challenge login"},
    {errc::plain_unsupported, "plain_unsupported", "the router wants the challenge login"},
    {errc::closed, "closed", "the router closed the connection"},
    {errc::truncated, "truncated", "the connection ended in the middle of a sentence"},
    {errc::reset, "reset", "the connection broke"},
    {errc::silent, "silent", "the router stopped answering"},
    {errc::cancel_unanswered, "cancel_unanswered", "the router did not answer a cancel"},
    {errc::not_reading, "not_reading", "the router stopped reading"},
    {errc::fatal, "fatal", "the router ended the session"},
    {errc::unidentified, "unidentified", "the router did not identify itself"},
    {errc::overwhelmed,
     "overwhelmed",
     "the router left half of the last 20 commands unanswered: it is given a rest"},
};

const explanation* find(int value)
{
    for (const auto& e : explanations)
        if (static_cast<int>(e.code) == value) return &e;
    return nullptr;
}

class category_type final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "routeros"; }
    std::string message(int value) const override
    {
        const auto* known = find(value);
        return known ? known->sentence : "unknown error";
    }
};

const category_type& category()
{
    static const category_type instance;
    return instance;
}

}

boost::system::error_code make_error_code(errc e)
{
    return {static_cast<int>(e), category()};
}

std::string_view word_for(const boost::system::error_code& code)
{
    const auto* known = code.category() == category() ? find(code.value()) : nullptr;
    return known ? known->word : "other";
}

std::string failure::message() const
{
    return detail.empty() ? code.message() : code.message() + ": " + detail;
}

void failure::raise() const
{
    throw session_error(*this);
}

void throw_exception_from_error(const failure& f, const boost::source_location&)
{
    f.raise();
}

void raise(errc e, const std::string& detail)
{
    throw session_error(failure(e, detail));
}

}
