// What civetweb knows of a request.
#pragma once

#include <string_view>

struct mg_connection;

namespace exporter {

std::string_view method_of(const mg_connection& c);
std::string_view path_of(const mg_connection& c);

// Empty where there is none.
std::string_view query_of(const mg_connection& c);
std::string_view header(const mg_connection& c, const char* name);

// HEAD asks for the head of an answer alone.
bool wants_body(const mg_connection& c);

}
