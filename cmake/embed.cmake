# mikroscope_embed(TARGET NAMESPACE FILES...): compiles files into a library. The generated header
# <TARGET>.hpp declares, in NAMESPACE, `std::span<const embedded_file> TARGET()`; embedded_file is
# {name, content}, the name without its folder.
function(mikroscope_embed target namespace)
  set(header ${PROJECT_BINARY_DIR}/generated/embedded/${target}.hpp)
  set(source ${PROJECT_BINARY_DIR}/generated/embedded/${target}.cpp)
  file(CONFIGURE OUTPUT ${header} @ONLY CONTENT [[
#pragma once
#include <span>
#include <string_view>

namespace @namespace@ {
struct @target@_file {
    std::string_view name;
    std::string_view content;
};
std::span<const @target@_file> @target@();
}
]])
  set(paths ${ARGN})
  list(TRANSFORM paths PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DTARGET=${target} -DNAMESPACE=${namespace} "-DFILES=${paths}"
            -DOUTPUT=${source} -P ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS ${paths} ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake
    VERBATIM)
  add_library(${target} STATIC ${source})
  target_include_directories(${target} PUBLIC ${PROJECT_BINARY_DIR}/generated)
endfunction()
