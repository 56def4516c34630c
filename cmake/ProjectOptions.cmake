# Compiler flags of our own targets, and the function that makes a module.

add_library(project_options INTERFACE)
target_compile_features(project_options INTERFACE cxx_std_20)
target_compile_options(project_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

option(THETHUC_WERROR "Treat warnings as errors (the presets do)" OFF)
if(THETHUC_WERROR)
  target_compile_options(project_options INTERFACE -Werror)
endif()

set(THETHUC_SANITIZE "" CACHE STRING "Sanitizers, for instance address,undefined")
if(THETHUC_SANITIZE)
  set(sanitize -fsanitize=${THETHUC_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  if(THETHUC_SANITIZE MATCHES address)
    # The tests' own code is no part of what is watched, and takes twice as long to compile with sanitizers; what it does to
    # memory that the engine uses is seen there. Threads are another matter: all that takes part must be watched.
    set(of_tests $<BOOL:$<FILTER:$<TARGET_PROPERTY:SOURCE_DIR>,INCLUDE,^${PROJECT_SOURCE_DIR}/tests>>)
    set(sanitize $<$<NOT:${of_tests}>:${sanitize}>)
  endif()
  target_compile_options(project_options INTERFACE "${sanitize}")
  target_link_options(project_options INTERFACE -fsanitize=${THETHUC_SANITIZE})
  # Sanitized programs are large and many: the usual linker takes seconds for each.
  find_program(MOLD mold)
  if(MOLD)
    target_link_options(project_options INTERFACE -fuse-ld=mold)
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC 12 finds std::regex uninitialised and strings too short once a sanitizer has changed the code; the sanitizers
    # know better.
    target_compile_options(project_options INTERFACE
      -Wno-maybe-uninitialized -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread -Wno-restrict)
  endif()
endif()

option(THETHUC_FUZZ "Let libFuzzer drive the fuzz targets (clang; the preset fuzz)" OFF)
if(THETHUC_FUZZ)
  target_compile_options(project_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# What nearly every file includes, read once: the sanitized builds are the longest, and of the optimised one the tests. The
# other presets go without, so that a missing include is seen.
option(THETHUC_PCH "Precompile common headers (the presets asan and tsan do)" OFF)
# precompiled_headers(<name> <header>…): makes them, for targets with the same compiler options.
function(precompiled_headers name)
  if(THETHUC_PCH)
    file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp CONTENT "")
    add_library(${name} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
    target_link_libraries(${name} PRIVATE project_options)
    target_precompile_headers(${name} PRIVATE ${ARGN} <algorithm> <array> <chrono> <cmath> <filesystem> <fstream>
      <functional> <map> <memory> <optional> <set> <string> <string_view> <unordered_map> <utility> <variant> <vector>)
  endif()
endfunction()
function(use_precompiled_headers name)  # use_precompiled_headers(<name> <target>…)
  if(THETHUC_PCH)
    foreach(target ${ARGN})
      target_precompile_headers(${target} REUSE_FROM ${name})
    endforeach()
  endif()
endfunction()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

# thethuc_module(<name> SOURCES … HEADERS … LINK …): the static library engine_<name>. LINK repeats the
# row of the module in engine/README.md; headers without a source are compiled alone by all_verify_interface_header_sets.
# INTERNAL: of our programs only, not installed with the library.
function(thethuc_module name)
  cmake_parse_arguments(ARG "INTERNAL" "" "SOURCES;HEADERS;LINK;PRIVATE_LINK" ${ARGN})
  set(target engine_${name})
  add_library(${target} STATIC ${ARG_SOURCES})
  add_library(thethuc::${name} ALIAS ${target})
  # A header that a source of its name includes first (tests/house/includes.py sees to it) stands alone already.
  set(headers_of_sources ${ARG_SOURCES})
  list(FILTER headers_of_sources INCLUDE REGEX "\\.cpp$")
  list(TRANSFORM headers_of_sources REPLACE "\\.cpp$" ".h")
  set(headers_alone ${ARG_HEADERS})
  list(REMOVE_ITEM headers_alone ${headers_of_sources})
  set(headers_of_sources ${ARG_HEADERS})
  list(REMOVE_ITEM headers_of_sources ${headers_alone})
  target_sources(${target} PUBLIC
    FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/engine FILES ${headers_of_sources}
    FILE_SET headers_alone TYPE HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/engine FILES ${headers_alone})
  set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON INTERFACE_HEADER_SETS_TO_VERIFY headers_alone
                                             EXPORT_NAME ${name} POSITION_INDEPENDENT_CODE ON)
  target_link_libraries(${target} PUBLIC ${ARG_LINK} PRIVATE ${ARG_PRIVATE_LINK} $<BUILD_INTERFACE:project_options>)
  use_precompiled_headers(engine_headers ${target})
  if(NOT ARG_INTERNAL)
    set_property(GLOBAL APPEND PROPERTY THETHUC_MODULES ${target})
  endif()
endfunction()
