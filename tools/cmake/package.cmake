# What an installation consists of, and the Debian package made of it (tools/package).
include(GNUInstallDirs)

if(TARGET vole AND NOT VOLE_SANITIZE)
  # The scripts say what the command itself says; they are made by it.
  set(completions ${CMAKE_BINARY_DIR}/completions)
  add_custom_command(OUTPUT ${completions}/vole ${completions}/_vole ${completions}/vole.fish
    COMMAND ${CMAKE_COMMAND} -E make_directory ${completions}
    COMMAND $<TARGET_FILE:vole> completion bash > ${completions}/vole
    COMMAND $<TARGET_FILE:vole> completion zsh > ${completions}/_vole
    COMMAND $<TARGET_FILE:vole> completion fish > ${completions}/vole.fish
    DEPENDS vole VERBATIM)
  add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/doc/vole.1.gz
    COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/doc
    COMMAND gzip -9nc ${CMAKE_SOURCE_DIR}/doc/vole.1 > ${CMAKE_BINARY_DIR}/doc/vole.1.gz
    DEPENDS ${CMAKE_SOURCE_DIR}/doc/vole.1 VERBATIM)
  # The line editor is linked in (tools/CMakeLists.txt): its notices and those of what it needs go along.
  file(READ LICENSE copyright)
  foreach(dev libedit-dev libncurses-dev libbsd-dev libmd-dev)
    if(EXISTS /usr/share/doc/${dev}/copyright)
      file(READ /usr/share/doc/${dev}/copyright notice)
      string(APPEND copyright "\n---- The executable contains code of ${dev}:\n\n${notice}")
    endif()
  endforeach()
  file(WRITE ${CMAKE_BINARY_DIR}/doc/copyright "${copyright}")
  add_custom_target(vole_package_files ALL DEPENDS ${completions}/vole ${CMAKE_BINARY_DIR}/doc/vole.1.gz)

  install(TARGETS vole RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  install(FILES ${CMAKE_BINARY_DIR}/doc/vole.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  install(FILES ${completions}/vole DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
  install(FILES ${completions}/_vole DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
  install(FILES ${completions}/vole.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
  install(FILES README.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/vole)
  install(FILES ${CMAKE_BINARY_DIR}/doc/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/vole)
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME vole)
set(CPACK_PACKAGE_VENDOR "Vole")
set(CPACK_PACKAGE_CONTACT "The Vole authors <vole@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "runs Go source at once")
set(CPACK_PACKAGE_DESCRIPTION "Vole interprets programs in the Go language without a build step: a front end with the messages of Go's
compiler, typed bytecode, goroutines that run in parallel, a concurrent collector and the standard library. It runs programs,
scripts, single statements and tests, and has an interactive session.
.
Packages of the standard library that Vole does not bring along are loaded from Go's sources (golang-src).")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_OUTPUT_FILE_PREFIX ${CMAKE_BINARY_DIR}/package)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION interpreters)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)  # dependencies are what the executable is linked with
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS golang-src)
include(CPack)
