# Run by CTest with -P: install, build the consumer through DOOR, run it and the installed CLI.
function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    string(REPLACE ";" " " command "${ARGV}")
    message(FATAL_ERROR "exit ${status}: ${command}\n${output}")
  endif()
endfunction()

set(prefix ${WORK_DIR}/prefix)
file(REMOVE_RECURSE ${WORK_DIR})
run(${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${prefix})

if(DOOR STREQUAL "find_package")
  run(${CMAKE_COMMAND} -S ${SOURCE_DIR} -B ${WORK_DIR}/build -G Ninja -DCMAKE_CXX_COMPILER=${CXX}
      -DCMAKE_PREFIX_PATH=${prefix})
  run(${CMAKE_COMMAND} --build ${WORK_DIR}/build)
else()
  set(ENV{PKG_CONFIG_PATH} ${prefix}/${LIBDIR}/pkgconfig)
  execute_process(COMMAND pkg-config --cflags --libs thethuc
                  OUTPUT_VARIABLE flags OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  separate_arguments(flags UNIX_COMMAND "${flags}")
  file(MAKE_DIRECTORY ${WORK_DIR}/build)
  run(${CXX} ${SOURCE_DIR}/main.cpp -o ${WORK_DIR}/build/consumer ${flags})
endif()

# Away from the repository, so that only what was installed can be found.
file(MAKE_DIRECTORY ${WORK_DIR}/elsewhere)
function(run_elsewhere)
  run(${CMAKE_COMMAND} -E chdir ${WORK_DIR}/elsewhere ${ARGV})
endfunction()
run_elsewhere(${WORK_DIR}/build/consumer ${prefix}/share/thethuc/templates ${SAMPLE} library.docx)
run_elsewhere(${prefix}/bin/thethuc render bao-cao ${SAMPLE} -o cli.docx)
# A profile of one's own, made of one that was installed.
file(COPY_FILE ${prefix}/share/thethuc/profiles/nd30-2020.json ${prefix}/share/thethuc/profiles/rieng.json)
run_elsewhere(${prefix}/bin/thethuc check cli.docx --profile rieng)
run(${CMAKE_COMMAND} -E compare_files ${WORK_DIR}/elsewhere/library.docx ${WORK_DIR}/elsewhere/cli.docx)
run_elsewhere(${prefix}/bin/thethuc convert cli.docx)  # finds its worker in libexec
file(REMOVE_RECURSE ${WORK_DIR})
