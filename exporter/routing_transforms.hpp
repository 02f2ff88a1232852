// The named row transforms of routing menus; find_transform() has them.
#pragma once

#include "exporter/transforms.hpp"

#include <span>

namespace exporter {

std::span<const transform_kind> routing_transforms();

}
