// Answers to one HTTP request, through civetweb.
#pragma once

#include "exporter/page_writer.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

struct mg_connection;

namespace exporter {

struct answer_head {
    int status = 200;
    std::string_view content_type = "text/plain; charset=utf-8";
    std::string_view more; // whole header lines
};

// A short answer, whole. To HEAD its head only.
void answer(mg_connection& to, const answer_head& head, std::string_view body);

// The head of an answer whose length is not known before it is made: for HEAD.
void answer_head_alone(mg_connection& to, const answer_head& head);

// Whether anything of an answer was sent, or tried to be, since the request was begun: civetweb
// uses a connection's memory again.
void begin_request(const mg_connection& to);
bool is_answered(const mg_connection& to);

// An answer as long as it gets, in chunks of one write each; memory does not grow with it.
class chunked_answer final : public page_sink {
public:
    chunked_answer(mg_connection& to, const answer_head& head, std::chrono::milliseconds limit);

    std::span<char> turn(std::size_t written) override;

    // Marks the end. An answer that is cut short stays without it, so that the reader knows.
    void finish();

private:
    bool send(std::size_t begin, std::size_t end);

    mg_connection& to_;
    std::chrono::steady_clock::time_point deadline_;
    bool framed_;
    bool broken_ = false;
    std::unique_ptr<char[]> buffer_;
};

}
