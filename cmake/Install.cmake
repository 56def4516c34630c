# cmake --install: the CLI, the template library, and the modules for find_package(thethuc) and pkg-config.
include(CMakePackageConfigHelpers)

set(THETHUC_DATA_DIR ${CMAKE_INSTALL_DATADIR}/thethuc)
set(THETHUC_INCLUDE_DIR ${CMAKE_INSTALL_INCLUDEDIR}/thethuc)
set(THETHUC_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/thethuc)

# --- the modules, under the names libthethuc_<module>.a and thethuc::<module>
get_property(modules GLOBAL PROPERTY THETHUC_MODULES)
add_library(thethuc_library INTERFACE)
add_library(thethuc::thethuc ALIAS thethuc_library)
set_target_properties(thethuc_library PROPERTIES EXPORT_NAME thethuc)
target_compile_features(thethuc_library INTERFACE cxx_std_20)
target_link_libraries(thethuc_library INTERFACE ${modules})

set(pkgconfig_libs "")
foreach(module IN LISTS modules)
  get_target_property(name ${module} EXPORT_NAME)
  set_target_properties(${module} PROPERTIES OUTPUT_NAME thethuc_${name})
  # Modules come lowest first; a static link names the users before the used.
  string(PREPEND pkgconfig_libs "-lthethuc_${name} ")
  get_target_property(sets ${module} INTERFACE_HEADER_SETS)
  set(headers "")
  foreach(set IN LISTS sets)
    list(APPEND headers FILE_SET ${set} DESTINATION ${THETHUC_INCLUDE_DIR})
  endforeach()
  install(TARGETS ${module} EXPORT thethuc ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} ${headers})
endforeach()
# kainjow_mustache is only compiled in, but a static library's private links are part of its export.
install(TARGETS thethuc_library kainjow_mustache EXPORT thethuc)
install(EXPORT thethuc NAMESPACE thethuc:: FILE thethuc-targets.cmake DESTINATION ${THETHUC_PACKAGE_DIR})

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/thethuc-config.cmake.in thethuc-config.cmake
  INSTALL_DESTINATION ${THETHUC_PACKAGE_DIR}
  PATH_VARS THETHUC_DATA_DIR)
# 0.x: a minor version may change the interface.
write_basic_package_version_file(thethuc-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/thethuc-config.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/thethuc-config-version.cmake
        DESTINATION ${THETHUC_PACKAGE_DIR})

string(STRIP "${pkgconfig_libs}" pkgconfig_libs)
# The file finds its prefix from where it lies, so that --install --prefix needs no new configure.
file(RELATIVE_PATH pkgconfig_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(${CMAKE_CURRENT_LIST_DIR}/thethuc.pc.in thethuc.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/thethuc.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# --- the CLI and what it finds at run time in <prefix>/share/thethuc
if(TARGET thethuc)
  install(TARGETS thethuc RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  # Where Installation looks for it: ../libexec/thethuc from the program.
  install(TARGETS thethuc-convert-worker RUNTIME DESTINATION libexec/thethuc)
endif()
install(DIRECTORY templates samples DESTINATION ${THETHUC_DATA_DIR}
        FILES_MATCHING PATTERN "*.xml" PATTERN "*.rels" PATTERN "*.json" PATTERN "*.md"
                       PATTERN "*.png" PATTERN "*.jpeg")
install(FILES fonts/fonts.conf DESTINATION ${THETHUC_DATA_DIR}/fonts OPTIONAL)
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES tools/thethuc/thethuc.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 OPTIONAL)
install(FILES tools/thethuc/thethuc.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME thethuc OPTIONAL)
