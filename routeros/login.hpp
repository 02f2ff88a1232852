// The login, step by step and without I/O (protocol reference 2.1, 2.2), and what the first bytes
// of a peer say about who it is.
#pragma once

#include "routeros/endpoint.hpp"
#include "routeros/failure.hpp"
#include "routeros/reply.hpp"
#include "routeros/sentence.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace routeros {

// "00" + hex(MD5(0x00, password, challenge)); nullopt when the challenge is not hexadecimal.
std::optional<std::string> challenge_response(std::string_view password,
                                              std::string_view challenge);

class login_dialogue {
public:
    explicit login_dialogue(const endpoint& who);

    // What to say first.
    sentence opening() const;

    // What follows a reply: a failure, a sentence to send, or nothing: then ask done().
    result<std::optional<sentence>> on_reply(const reply& r);

    bool done() const { return state_ == state::logged_in; }

private:
    enum class state : std::uint8_t { opened, answered, logged_in };
    result<std::optional<sentence>> on_done(const reply& r);

    std::string username_;
    runtime::secret password_;
    login_mode mode_;
    state state_ = state::opened;
    std::optional<std::string> refusal_; // a trap's message: !done follows
};

// Who sent these bytes: wrong_port for TLS, not_routeros for anything else that cannot begin a
// reply; nullopt where it may be a router, and for no bytes at all.
std::optional<failure> stranger(std::string_view first_bytes);

}
