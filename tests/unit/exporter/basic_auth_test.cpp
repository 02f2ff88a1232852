#include "exporter/basic_auth.hpp"

#include <boost/test/unit_test.hpp>

#include <crypt.h>

BOOST_AUTO_TEST_SUITE(basic_auth)

using exporter::claimed_user;
using exporter::read_basic_auth;

namespace {

// Of cost 4, the least there is; made here so that the password is to be seen.
std::string hash_of(const std::string& password, const std::string& salt = "u2GP61LaJdBUNWOS1iTwpe")
{
    crypt_data room{};
    return crypt_r(password.c_str(), ("$2y$04$" + salt).c_str(), &room);
}

std::string claim(std::string_view header)
{
    auto user = read_basic_auth(header);
    return user ? user->name + "|" + user->password.reveal() : "nobody";
}

claimed_user user(const std::string& name, const std::string& password)
{
    return {name, runtime::secret(password)};
}

}

BOOST_AUTO_TEST_CASE(name_and_password_are_read)
{
    BOOST_TEST(claim("Basic YWxpY2U6b3BlbiBzZXNhbWU=") == "alice|open sesame");
    BOOST_TEST(claim("bAsIc  YWxpY2U6") == "alice|");
    BOOST_TEST(claim("Basic YTpiOmM=") == "a|b:c");
    BOOST_TEST(claim("Basic Og==") == "|");
}

BOOST_AUTO_TEST_CASE(what_is_malformed_claims_nothing)
{
    for (auto header : {"",
                        "Basic",
                        "Basic ",
                        "Bearer YWxpY2U6b3Blbg==",
                        "Basicx YWxpY2U6",
                        "Basic YWxpY2U6b3Blbg",        // not padded
                        "Basic YWxpY2U",               // cut off
                        "Basic YWxpY2U=",              // no colon
                        "Basic YWxp*2U6",              // no base64
                        "Basic YWxp=2U6",              // padding within
                        "Basic YWxpY2U6b3BlbgBiYw=="}) // a zero byte within the password
        BOOST_TEST(claim(header) == "nobody", header);
}

BOOST_AUTO_TEST_CASE(bcrypt_tells_right_from_wrong_in_each_of_its_forms)
{
    auto hash = hash_of("open sesame");
    for (std::string form : {"$2a$", "$2b$", "$2y$"}) {
        hash.replace(0, 4, form);
        BOOST_TEST(exporter::is_password_of(hash, "open sesame"), form);
        BOOST_TEST(!exporter::is_password_of(hash, "open sesam"), form);
        BOOST_TEST(!exporter::is_password_of(hash, ""), form);
    }
    BOOST_TEST(!exporter::is_password_of("*0", "open sesame"));
}

BOOST_AUTO_TEST_CASE(bytes_are_the_same_or_not)
{
    BOOST_TEST(exporter::same_bytes("", ""));
    BOOST_TEST(exporter::same_bytes("abc", "abc"));
    BOOST_TEST(!exporter::same_bytes("abc", "abd"));
    BOOST_TEST(!exporter::same_bytes("abc", "ab"));
    BOOST_TEST(!exporter::same_bytes("\x7f", "\xff"));
}

BOOST_AUTO_TEST_CASE(a_name_there_is_not_is_checked_against_a_hash_too_and_always_the_same)
{
    exporter::user_hashes users{{"alice", runtime::secret("first")},
                                {"bob", runtime::secret("second")}};
    BOOST_TEST(exporter::hash_for(users, "alice") == "first");
    BOOST_TEST(exporter::hash_for(users, "bob") == "second");
    auto once = exporter::hash_for(users, "carol");
    BOOST_TEST((once == "first" || once == "second"));
    BOOST_TEST(exporter::hash_for(users, "carol") == once);
}

BOOST_AUTO_TEST_CASE(a_password_is_known_until_it_or_its_hash_changes)
{
    exporter::known_passwords known;
    BOOST_TEST(!known.is_known(user("alice", "open"), "h1"));
    known.remember(user("alice", "open"), "h1");
    BOOST_TEST(known.is_known(user("alice", "open"), "h1"));
    BOOST_TEST(!known.is_known(user("alice", "shut"), "h1"));
    BOOST_TEST(!known.is_known(user("bob", "open"), "h1"));
    BOOST_TEST(!known.is_known(user("alice", "open"), "h2"));
}

BOOST_AUTO_TEST_SUITE_END()
