#include "tests/simulator/reply_writer.hpp"

#include "routeros/word.hpp"

#include <algorithm>

namespace simulator {

void reply_writer::row(const simulator::row& item, std::span<const std::string> wanted)
{
    begin("!re");
    for (std::size_t i = 0; i < item.size(); ++i) {
        auto [name, value] = item.at(i);
        if (wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end())
            attribute(name, value);
    }
    if (how_.duplicate_key && item.size() > 0) attribute(item.at(0).name, "duplicate");
    if (how_.non_utf8) attribute("comment", "caf\xE9 \xB2 \xFF");
    if (how_.huge_word > 0) attribute("huge", std::string(how_.huge_word, 'x'));
    end();
}

void reply_writer::done(std::optional<std::string_view> ret)
{
    if (how_.unknown_reply) {
        begin("!foo");
        end();
    }
    begin("!done");
    if (how_.ret_on_done && !ret) ret = "*0";
    if (ret) attribute("ret", *ret);
    end();
}

void reply_writer::trap(const simulator::trap& t)
{
    begin("!trap");
    if (t.category) attribute("category", std::to_string(*t.category));
    if (!how_.trap_without_message) attribute("message", t.message);
    end();
}

void reply_writer::empty()
{
    begin("!empty");
    end();
}

void reply_writer::fatal(std::string_view reason)
{
    word("!fatal");
    word(reason);
    out_.push_back('\0');
}

void reply_writer::begin(std::string_view reply_word)
{
    if (how_.empty_sentences) out_.push_back('\0');
    word(reply_word);
    if (how_.tag_position == tag_place::first) tag_word();
}

void reply_writer::attribute(std::string_view name, std::string_view value)
{
    word_.assign(1, '=');
    word_ += name;
    word_ += '=';
    word_ += value;
    word(word_);
}

void reply_writer::end()
{
    if (how_.tag_position == tag_place::last) tag_word();
    out_.push_back('\0');
}

void reply_writer::word(std::string_view text)
{
    if (!how_.noncanonical_lengths) {
        routeros::append_word(out_, text);
        return;
    }
    out_ += '\xF0';
    for (auto shift : {24U, 16U, 8U, 0U})
        out_ += static_cast<char>(text.size() >> shift & 0xFF);
    out_ += text;
}

void reply_writer::tag_word()
{
    if (!tag_) return;
    word_ = ".tag=";
    word_ += *tag_;
    word(word_);
}

std::string nonsense_bytes(nonsense kind)
{
    using namespace std::string_literals;
    switch (kind) {
    case nonsense::garbage:
        return "\x03\x91\xE2\x00\x17\xC5\x7F\x01\xFE\x00\x00\xA5\xF9"s;
    case nonsense::http:
        return "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"s;
    case nonsense::tls_alert:
        return "\x15\x03\x03\x00\x02\x02\x28"s;
    case nonsense::control_byte:
        return "\xF8"s;
    case nonsense::declared_256m:
        return "\xF0\x10\x00\x00\x00"s;
    case nonsense::declared_4g:
        return "\xF0\xFF\xFF\xFF\xFF"s;
    default:
        return {};
    }
}

}
