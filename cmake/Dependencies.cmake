# Everything comes from Debian packages (tools/setup/packages.txt lists them).
find_package(PkgConfig REQUIRED)
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip)  # its CMake package asks for the zipcmp program
pkg_check_modules(libdeflate REQUIRED IMPORTED_TARGET libdeflate)
pkg_check_modules(libpcre2 REQUIRED IMPORTED_TARGET libpcre2-8)
pkg_check_modules(libutf8proc REQUIRED IMPORTED_TARGET libutf8proc)
find_package(pugixml REQUIRED)
find_package(simdjson REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_path(KAINJOW_MUSTACHE_INCLUDE kainjow/mustache.hpp REQUIRED)
add_library(kainjow_mustache INTERFACE)
target_include_directories(kainjow_mustache SYSTEM INTERFACE ${KAINJOW_MUSTACHE_INCLUDE})
