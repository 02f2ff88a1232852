// Answers to one HTTP request, through civetweb.
#pragma once

#include "exporter/gzip.hpp"
#include "exporter/page_writer.hpp"
#include "exporter/query.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct mg_connection;

namespace exporter {

struct answer_head {
    int status = 200;
    std::string_view content_type = "text/plain; charset=utf-8";
    std::string_view more; // whole header lines
    bool gzip = false;     // of an answer in chunks
};

// What is known of a request besides what civetweb knows; lives while it is served.
struct request_state {
    std::string headers;   // whole header lines for whatever is answered
    bool answered = false; // something of an answer was sent, or tried to be
};

// To be called first: civetweb uses a connection's memory again.
void begin_request(const mg_connection& to, request_state& state);

// A short answer, whole. To HEAD its head only.
void answer(mg_connection& to, const answer_head& head, std::string_view body);

// A short answer that says why there is no other.
void refuse(mg_connection& to, const refusal& why);

// An answer of any length: what `write_page` writes, which is not called for HEAD.
void answer_in_chunks(mg_connection& to,
                      const answer_head& head,
                      std::chrono::milliseconds limit,
                      const std::function<void(page_writer&)>& write_page);

// An answer as long as it gets, in chunks of one write each; memory does not grow with it.
class chunked_answer final : public page_sink {
public:
    chunked_answer(mg_connection& to, const answer_head& head, std::chrono::milliseconds limit);

    std::span<char> turn(std::size_t written) override;

    // Marks the end. An answer that is cut short stays without it, so that the reader knows.
    void finish();

private:
    // A chunk with room around it for its frame.
    struct chunk {
        explicit chunk(std::size_t size);
        std::span<char> room();
        std::unique_ptr<char[]> bytes;
        std::size_t size;
        std::size_t used = 0;
    };

    bool compress();
    bool send(chunk& c);

    mg_connection& to_;
    std::chrono::steady_clock::time_point deadline_;
    bool framed_;
    bool broken_ = false;
    chunk text_;
    std::optional<gzip_stream> gzip_;
    std::optional<chunk> compressed_;
};

}
