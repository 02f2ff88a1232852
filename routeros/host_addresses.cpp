#include "routeros/host_addresses.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace routeros {

std::vector<std::string> host_addresses(const std::string& host)
{
    boost::asio::io_context own;
    boost::asio::ip::tcp::resolver resolver(own);
    boost::system::error_code error;
    std::vector<std::string> out;
    for (const auto& found : resolver.resolve(host, "", error))
        out.push_back(found.endpoint().address().to_string());
    return out;
}

}
