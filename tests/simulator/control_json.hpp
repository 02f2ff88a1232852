// The control port's JSON: what people send, and what they are shown.
#pragma once

#include "tests/simulator/station.hpp"

#include <boost/json/object.hpp>
#include <boost/system/result.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace simulator {

// Why a request is not answered: an HTTP status and a sentence.
struct objection {
    objection() = default;
    objection(int s, std::string text) : status(s), sentence(std::move(text)) {}

    int status = 500;
    std::string sentence;
};

template <class T>
using reading = boost::system::result<T, objection>;

[[noreturn]] void throw_exception_from_error(const objection& o,
                                             const boost::source_location& where);

// An object, also for no text at all.
reading<boost::json::object> read_object(const std::string& text);
reading<std::string> read_text(const boost::json::object& body, std::string_view key);
// From 0 to `most`.
reading<double> read_number(const boost::json::object& body, std::string_view key, double most);
// "user", or the bytes in "user_hex".
reading<std::string> read_user_name(const boost::json::object& body);
// `known` are the policies unless the body names some.
reading<user> read_user(const boost::json::object& body, user known);
// `f` with what the body says.
reading<faults> read_faults(const boost::json::object& body, faults f);

boost::json::object show_faults(const faults& f);
boost::json::object show_session(const pppoe_session& s);
boost::json::object show_in_short(const station& one);
boost::json::object show(const station& one, moment now);

}
