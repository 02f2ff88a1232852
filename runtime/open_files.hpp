#pragma once

namespace runtime {

// Raises this process' limit of open files to what the system allows: a socket for each router.
void allow_many_open_files();

// Whether, with this one open, hardly any other can be: a file gets the lowest number that is free,
// so one close to the limit stands for nearly as many below it. What is left then is for those who
// ask over HTTP, for files that are read again and for names.
bool is_near_limit(int file);

}
