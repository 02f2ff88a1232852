# How every target of ours is compiled. Third-party headers come from imported targets, as system
# headers, and so raise no warnings.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

set(MIKROSCOPE_SANITIZE "" CACHE STRING "Argument of -fsanitize=, empty for none")
option(MIKROSCOPE_FUZZ "Build the fuzz targets (clang only) and nothing else of tests/" OFF)
option(MIKROSCOPE_WERROR "Warnings are errors" ON)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

# RelWithDebInfo with frames a profiler can walk and debug information that stays small.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG -fno-omit-frame-pointer")
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")

# Not -Wnull-dereference: with optimisation it sees null pointers inside Asio's any_io_executor.
add_library(mikroscope_flags INTERFACE)
target_compile_options(mikroscope_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Woverloaded-virtual
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op>
  $<$<BOOL:${MIKROSCOPE_WERROR}>:-Werror>)
target_include_directories(mikroscope_flags INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)

if(MIKROSCOPE_SANITIZE)
  add_compile_options(-fsanitize=${MIKROSCOPE_SANITIZE} -fno-omit-frame-pointer -O1)
  add_link_options(-fsanitize=${MIKROSCOPE_SANITIZE})
  if(MIKROSCOPE_SANITIZE MATCHES "undefined")
    # clang 14 cannot express -fsanitize=function together with coroutines (style reference 4.2).
    add_compile_options(-fno-sanitize-recover=all
      $<$<CXX_COMPILER_ID:Clang>:-fno-sanitize=function,vptr>)
  endif()
  if(MIKROSCOPE_SANITIZE MATCHES "thread")
    # Asio's fences are unknown to tsan; they are compiled out below and the warning with them.
    add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
    add_compile_definitions(BOOST_ASIO_DISABLE_FENCED_BLOCK)
  endif()
  # Recycled coroutine frames would hide a use after free.
  add_compile_definitions(BOOST_ASIO_DISABLE_AWAITABLE_FRAME_RECYCLING)
endif()
