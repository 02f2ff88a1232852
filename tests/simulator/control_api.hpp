// What the control port can be asked, as functions of the simulation: no HTTP, one thread.
// README.md lists the requests.
#pragma once

#include "tests/simulator/simulation.hpp"

#include <string>

namespace simulator {

struct control_request {
    std::string method;
    std::string path; // decoded
    std::string body;
};

struct control_answer {
    int status = 200;
    std::string body; // JSON; of an error {"error": "a sentence"}
};

control_answer answer_control(simulation& s, const control_request& r);

}
