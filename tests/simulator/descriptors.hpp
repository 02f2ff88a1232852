#pragma once

namespace simulator {

// As many open sockets as the system lets this process have.
void allow_many_descriptors();

}
