// The named row transforms of firewall, pool and DHCP menus; find_transform() has them.
#pragma once

#include "exporter/transforms.hpp"

#include <span>

namespace exporter {

std::span<const transform_kind> address_transforms();

}
