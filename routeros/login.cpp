#include "routeros/login.hpp"

#include "routeros/digest.hpp"
#include "routeros/word.hpp"

namespace routeros {

std::optional<std::string> challenge_response(std::string_view password, std::string_view challenge)
{
    auto raw = from_hex(challenge);
    if (!raw || raw->empty()) return std::nullopt;
    std::string input(1, '\0');
    input.append(password).append(*raw);
    auto digest = md5(input);
    if (!digest) return std::nullopt;
    return "00" + to_hex({reinterpret_cast<const char*>(digest->data()), digest->size()});
}

login_dialogue::login_dialogue(const endpoint& who)
    : username_(who.username), password_(who.password), mode_(who.login)
{
}

sentence login_dialogue::opening() const
{
    sentence s("/login");
    if (mode_ != login_mode::challenge)
        s.attribute("name", username_).attribute("password", password_.reveal());
    return s;
}

result<std::optional<sentence>> login_dialogue::on_reply(const reply& r)
{
    switch (r.kind) {
    case reply_kind::trap:
        if (!refusal_)
            refusal_ = r.find("message").value_or("no reason given").substr(0, longest_text);
        return std::optional<sentence>();
    case reply_kind::fatal:
        return failure(errc::fatal, std::string(r.bare.substr(0, longest_text)));
    case reply_kind::done:
        return on_done(r);
    case reply_kind::row:
    case reply_kind::empty:
    case reply_kind::unknown:
        break;
    }
    return std::optional<sentence>();
}

result<std::optional<sentence>> login_dialogue::on_done(const reply& r)
{
    // Since 6.45.1 a bare /login is a login without a name, and refused as such.
    if (refusal_ && mode_ == login_mode::challenge && state_ == state::opened)
        return failure(errc::challenge_unsupported, *refusal_);
    if (refusal_) return failure(errc::login_refused, *refusal_);

    auto challenge = r.find("ret");
    if (state_ == state::opened && mode_ == login_mode::challenge && !challenge)
        return failure(errc::challenge_unsupported, "set login to auto or plain");
    if (state_ == state::opened && challenge) {
        if (mode_ == login_mode::plain)
            return failure(errc::plain_unsupported, "set login to auto or challenge");
        auto response = challenge_response(password_.reveal(), *challenge);
        if (!response)
            return failure(errc::login_refused, "the router's challenge cannot be answered");
        state_ = state::answered;
        sentence s("/login");
        s.attribute("name", username_).attribute("response", *response);
        return std::optional<sentence>(std::move(s));
    }
    state_ = state::logged_in;
    return std::optional<sentence>();
}

std::optional<failure> stranger(std::string_view first_bytes)
{
    if (first_bytes.empty()) return std::nullopt;
    auto begins = [&](std::string_view text) { return first_bytes.starts_with(text); };
    if (begins("\x15\x03") || begins("\x16\x03"))
        return failure(errc::wrong_port,
                       "it speaks TLS: set tls.mode, or use the plain API's port");
    if (begins("HTTP/")) return failure(errc::not_routeros, "a web server answers");
    if (begins("SSH-")) return failure(errc::not_routeros, "an SSH server answers");
    auto length = decode_length(first_bytes);
    auto may_be_reply = length.state == length_state::incomplete ||
                        first_bytes.size() == length.prefix ||
                        (length.prefix > 0 && first_bytes[length.prefix] == '!');
    if (may_be_reply) return std::nullopt;
    return failure(errc::not_routeros, "it begins with bytes " + to_hex(first_bytes.substr(0, 8)));
}

}
