#include "exporter/http_answer.hpp"

#include <civetweb.h>
#include <fmt/core.h>

#include <algorithm>

namespace exporter {

namespace {

// The buffer: room for a chunk's length and line end, the chunk, its line end.
constexpr std::size_t before_chunk = 16;
constexpr std::size_t chunk_room = std::size_t{256} << 10;
constexpr std::size_t after_chunk = 2;

std::string head_text(const answer_head& head, std::string_view length)
{
    std::string out = "HTTP/1.1 " + std::to_string(head.status) + ' ';
    out += mg_get_response_code_text(nullptr, head.status);
    out.append("\r\nContent-Type: ").append(head.content_type);
    out.append("\r\n").append(length).append(head.more);
    return out + "Cache-Control: no-store\r\n"
                 "X-Content-Type-Options: nosniff\r\n"
                 "Connection: close\r\n\r\n";
}

bool write(mg_connection& to, std::string_view bytes)
{
    mg_set_user_connection_data(&to, &to); // the mark is_answered() looks for
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
    auto text = head_text(head, "Content-Length: " + std::to_string(body.size()) + "\r\n");
    if (std::string_view(mg_get_request_info(&to)->request_method) != "HEAD") text += body;
    write(to, text);
}

void answer_head_alone(mg_connection& to, const answer_head& head)
{
    write(to, head_text(head, ""));
}

void begin_request(const mg_connection& to)
{
    mg_set_user_connection_data(&to, nullptr);
}

bool is_answered(const mg_connection& to)
{
    return mg_get_user_connection_data(&to) != nullptr;
}

chunked_answer::chunked_answer(mg_connection& to,
                               const answer_head& head,
                               std::chrono::milliseconds limit)
    : to_(to),
      deadline_(std::chrono::steady_clock::now() + limit),
      framed_(understands_chunks(to)),
      buffer_(new char[before_chunk + chunk_room + after_chunk])
{
    broken_ = !write(to_, head_text(head, framed_ ? "Transfer-Encoding: chunked\r\n" : ""));
}

std::span<char> chunked_answer::turn(std::size_t written)
{
    if (written > 0 && !broken_) broken_ = !send(before_chunk, before_chunk + written);
    if (broken_ || std::chrono::steady_clock::now() >= deadline_) {
        broken_ = true;
        return {};
    }
    return {buffer_.get() + before_chunk, chunk_room};
}

bool chunked_answer::send(std::size_t begin, std::size_t end)
{
    auto* bytes = buffer_.get();
    if (framed_) {
        auto length = fmt::format("{:x}\r\n", end - begin);
        begin -= length.size();
        std::copy(length.begin(), length.end(), bytes + begin);
        end = static_cast<std::size_t>(std::copy_n("\r\n", after_chunk, bytes + end) - bytes);
    }
    return write(to_, {bytes + begin, end - begin});
}

void chunked_answer::finish()
{
    if (!broken_ && framed_) write(to_, "0\r\n\r\n");
}

}
