#include "exporter/http_request.hpp"

#include <civetweb.h>

namespace exporter {

namespace {

std::string_view text(const char* may_be_missing)
{
    return may_be_missing ? may_be_missing : "";
}

}

std::string_view method_of(const mg_connection& c)
{
    return text(mg_get_request_info(&c)->request_method);
}

std::string_view path_of(const mg_connection& c)
{
    return text(mg_get_request_info(&c)->local_uri);
}

std::string_view query_of(const mg_connection& c)
{
    return text(mg_get_request_info(&c)->query_string);
}

std::string_view header(const mg_connection& c, const char* name)
{
    return text(mg_get_header(&c, name));
}

bool wants_body(const mg_connection& c)
{
    return method_of(c) != "HEAD";
}

}
