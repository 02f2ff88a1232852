// How Boost.Test prints our types.
#pragma once

#include "routeros/failure.hpp"

#include <ostream>

namespace routeros {

inline std::ostream& operator<<(std::ostream& out, errc e)
{
    return out << make_error_code(e).message();
}

}
