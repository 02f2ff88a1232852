# Third-party libraries, each under one name; docs/architecture.md says why each is here.
find_package(Threads REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(Boost 1.81.0 EXACT CONFIG REQUIRED COMPONENTS headers system json program_options unit_test_framework)
find_package(yaml-cpp 0.7 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(spdlog 1.10 REQUIRED)
find_package(prometheus-cpp REQUIRED COMPONENTS core)
find_package(ZLIB REQUIRED)

add_library(civetweb INTERFACE)
find_library(CIVETWEB_LIBRARY civetweb REQUIRED)
target_link_libraries(civetweb INTERFACE ${CIVETWEB_LIBRARY})

find_library(ISAL_LIBRARY isal REQUIRED)
add_library(isal INTERFACE)
target_link_libraries(isal INTERFACE ${ISAL_LIBRARY})

find_library(CRYPT_LIBRARY crypt REQUIRED)
add_library(crypt INTERFACE)
target_link_libraries(crypt INTERFACE ${CRYPT_LIBRARY})

find_library(SYSTEMD_LIBRARY systemd REQUIRED)
add_library(systemd INTERFACE)
target_link_libraries(systemd INTERFACE ${SYSTEMD_LIBRARY})

# Asio is header-only by default; compiled once here, every other file that uses it compiles faster.
add_library(asio STATIC ${PROJECT_SOURCE_DIR}/cmake/asio.cpp)
target_compile_definitions(asio PUBLIC
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_NO_TS_EXECUTORS)
target_link_libraries(asio PUBLIC Boost::headers Boost::system OpenSSL::SSL OpenSSL::Crypto Threads::Threads)
