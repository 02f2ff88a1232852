#pragma once

namespace runtime {

// Raises this process' limit of open files to what the system allows: a socket for each router.
void allow_many_open_files();

}
