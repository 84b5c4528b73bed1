# Flags every Vole library shares, and the function that declares one.

add_library(vole_flags INTERFACE)
target_include_directories(vole_flags INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
target_compile_options(vole_flags INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions -fno-rtti> -fno-strict-aliasing -fwrapv -fno-math-errno
  -ffp-contract=off -Wall -Wextra -Wno-unused-parameter -Wno-missing-field-initializers)
# -fwrapv: Go's integers wrap; -ffp-contract=off: Go rounds after every operation.
set(CMAKE_CXX_FLAGS_RELEASE "-O2")
if(VOLE_WERROR)
  target_compile_options(vole_flags INTERFACE -Werror)
endif()
if(VOLE_TAILCALLS)
  target_compile_definitions(vole_flags INTERFACE VOLE_TAILCALLS=1)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_definitions(vole_flags INTERFACE VOLE_DEBUG=1)
endif()
if(VOLE_SANITIZE)
  # Left out: empty runs of memory at null, and Go's layouts, which align less than C++ wants (complex64 at 4) - both are
  # harmless on the machines Vole runs on. What is found ends the program.
  target_compile_options(vole_flags INTERFACE -fsanitize=${VOLE_SANITIZE} -fno-sanitize=nonnull-attribute,alignment
    -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(vole_flags INTERFACE -fsanitize=${VOLE_SANITIZE})
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_link_options(vole_flags INTERFACE -fuse-ld=lld-19)
endif()

# vole_library(NAME DEPS...): the folder's *.cc and generated sources in VOLE_EXTRA as library vole_NAME,
# its *_test.cc as the doctest program NAME_test. VOLE_LIBRARY_TYPE is STATIC unless the caller sets it:
# OBJECT keeps files that only register themselves.
function(vole_library name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cc)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cc$")
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  if(NOT sources AND NOT VOLE_EXTRA)
    add_library(vole_${name} INTERFACE)
    target_link_libraries(vole_${name} INTERFACE vole_flags ${ARGN})
  else()
    if(NOT VOLE_LIBRARY_TYPE)
      set(VOLE_LIBRARY_TYPE STATIC)
    endif()
    add_library(vole_${name} ${VOLE_LIBRARY_TYPE} ${sources} ${VOLE_EXTRA})
    target_link_libraries(vole_${name} PUBLIC vole_flags ${ARGN})
  endif()
  if(tests)
    add_executable(${name}_test ${tests} ${CMAKE_SOURCE_DIR}/tools/testmain.cc)
    target_link_libraries(${name}_test PRIVATE vole_${name})
    target_compile_definitions(${name}_test PRIVATE DOCTEST_CONFIG_NO_EXCEPTIONS_BUT_WITH_ALL_ASSERTS)
  endif()
endfunction()

# vole_re2c(INPUT.re): runs re2c, appends the generated .cc to VOLE_EXTRA in the caller's scope.
function(vole_re2c input)
  get_filename_component(base ${input} NAME_WE)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${base}.re.cc)
  add_custom_command(OUTPUT ${out}
    COMMAND re2c --utf-8 -W --no-generation-date -o ${out} ${CMAKE_CURRENT_SOURCE_DIR}/${input}
    DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${input} VERBATIM)
  set(VOLE_EXTRA ${VOLE_EXTRA} ${out} PARENT_SCOPE)
endfunction()
