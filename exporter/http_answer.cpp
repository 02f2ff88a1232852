#include "exporter/http_answer.hpp"

#include "exporter/http_request.hpp"

#include <civetweb.h>
#include <fmt/core.h>

#include <algorithm>

namespace exporter {

namespace {

constexpr std::size_t text_room = std::size_t{256} << 10;
constexpr std::size_t compressed_room = std::size_t{64} << 10;

// A chunk's frame: its length and line end before it, a line end behind.
constexpr std::size_t before_chunk = 16;
constexpr std::size_t after_chunk = 2;

request_state& state_of(const mg_connection& c)
{
    return *static_cast<request_state*>(mg_get_user_connection_data(&c));
}

std::string head_text(const mg_connection& to, const answer_head& head, std::string_view length)
{
    std::string out = "HTTP/1.1 " + std::to_string(head.status) + ' ';
    out += mg_get_response_code_text(nullptr, head.status);
    out.append("\r\nContent-Type: ").append(head.content_type);
    out.append("\r\n").append(length).append(head.more).append(state_of(to).headers);
    if (head.gzip) out += "Content-Encoding: gzip\r\n";
    return out + "Cache-Control: no-store\r\n"
                 "X-Content-Type-Options: nosniff\r\n"
                 "Connection: close\r\n\r\n";
}

bool write(mg_connection& to, std::string_view bytes)
{
    state_of(to).answered = true;
    return mg_write(&to, bytes.data(), bytes.size()) == static_cast<int>(bytes.size());
}

// HTTP/1.0 knows no chunks: there the end of the connection is the end of the answer.
bool understands_chunks(mg_connection& to)
{
    return std::string_view(mg_get_request_info(&to)->http_version) != "1.0";
}

}

void answer(mg_connection& to, const answer_head& head, std::string_view body)
{
    auto text = head_text(to, head, "Content-Length: " + std::to_string(body.size()) + "\r\n");
    if (wants_body(to)) text += body;
    write(to, text);
}

void refuse(mg_connection& to, const refusal& why)
{
    answer(to, {.status = why.status, .more = {}}, why.message + "\n");
}

void answer_in_chunks(mg_connection& to,
                      const answer_head& head,
                      std::chrono::milliseconds limit,
                      const std::function<void(page_writer&)>& write_page)
{
    if (!wants_body(to)) {
        write(to, head_text(to, head, ""));
        return;
    }
    chunked_answer chunks(to, head, limit);
    page_writer out(chunks);
    write_page(out);
    out.flush();
    chunks.finish();
}

void begin_request(const mg_connection& to, request_state& state)
{
    mg_set_user_connection_data(&to, &state);
}

chunked_answer::chunk::chunk(std::size_t room)
    : bytes(new char[before_chunk + room + after_chunk]), size(room)
{
}

std::span<char> chunked_answer::chunk::room()
{
    return {bytes.get() + before_chunk + used, size - used};
}

chunked_answer::chunked_answer(mg_connection& to,
                               const answer_head& head,
                               std::chrono::milliseconds limit)
    : to_(to),
      deadline_(std::chrono::steady_clock::now() + limit),
      framed_(understands_chunks(to)),
      text_(text_room)
{
    if (head.gzip) {
        gzip_.emplace();
        compressed_.emplace(compressed_room);
    }
    broken_ = !write(to_, head_text(to, head, framed_ ? "Transfer-Encoding: chunked\r\n" : ""));
}

std::span<char> chunked_answer::turn(std::size_t written)
{
    text_.used = written;
    if (written > 0 && !broken_) broken_ = gzip_ ? !compress() : !send(text_);
    text_.used = 0;
    if (broken_ || std::chrono::steady_clock::now() >= deadline_) {
        broken_ = true;
        return {};
    }
    return text_.room();
}

// Sends what of the compressed text fills a chunk.
bool chunked_answer::compress()
{
    gzip_->feed({text_.bytes.get() + before_chunk, text_.used});
    for (;;) {
        auto room = compressed_->room();
        auto got = gzip_->drain(room);
        compressed_->used += got;
        if (got < room.size()) return true;
        if (!send(*compressed_)) return false;
    }
}

bool chunked_answer::send(chunk& c)
{
    if (c.used == 0) return true; // an empty chunk would be the end
    auto begin = before_chunk;
    auto end = before_chunk + c.used;
    if (framed_) {
        auto length = fmt::format("{:x}\r\n", c.used);
        begin -= length.size();
        std::copy(length.begin(), length.end(), c.bytes.get() + begin);
        std::copy_n("\r\n", after_chunk, c.bytes.get() + end);
        end += after_chunk;
    }
    c.used = 0;
    return write(to_, {c.bytes.get() + begin, end - begin});
}

void chunked_answer::finish()
{
    if (broken_) return;
    if (gzip_) {
        gzip_->end();
        text_.used = 0;
        if (!compress() || !send(*compressed_)) return;
    }
    if (framed_) write(to_, "0\r\n\r\n");
}

}
