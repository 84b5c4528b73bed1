# vole_embed_go(DIR OUT): writes OUT, an assembler file that carries every .go file below DIR.
#
# The file is written while CMake configures (the list of files is part of it; CONFIGURE_DEPENDS on the
# glob configures again when a file comes or goes) and .incbin's the texts, so an edited .go costs one
# run of the assembler: a few milliseconds, whatever the size. Layout, read by stdlib/registry.cc:
#
#   vole_embed_blob   names and texts, each followed by a NUL
#   vole_embed_table  per file, sorted by package path and name: four 32-bit values,
#                     offset of the package path, of the file name, of the text, length of the text
#   vole_embed_count  the number of files
#
# Offsets instead of pointers keep the table free of relocations, so start-up does not touch it.
function(vole_embed_go dir out)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${dir} ${dir}/*.go)
  list(FILTER files EXCLUDE REGEX "(_test\\.go$|(^|/)testdata/)")
  set(keyed "")
  foreach(f ${files})
    get_filename_component(pkg ${f} DIRECTORY)
    get_filename_component(name ${f} NAME)
    if(pkg)
      # '!' sorts before every character of a path, so packages stay together.
      list(APPEND keyed "${pkg}!${name}")
    endif()
  endforeach()
  list(SORT keyed COMPARE STRING)
  set(blob "")
  set(table "")
  set(deps "")
  set(count 0)
  set(last "")
  foreach(k ${keyed})
    string(FIND ${k} "!" cut)
    string(SUBSTRING ${k} 0 ${cut} pkg)
    math(EXPR cut "${cut} + 1")
    string(SUBSTRING ${k} ${cut} -1 name)
    if(NOT pkg STREQUAL last)
      string(APPEND blob ".Lp${count}: .asciz \"${pkg}\"\n")
      set(path ".Lp${count}")
      set(last ${pkg})
    endif()
    string(APPEND blob ".Ln${count}: .asciz \"${name}\"\n.Lt${count}: .incbin \"${dir}/${pkg}/${name}\"\n.Le${count}: .byte 0\n")
    string(APPEND table ".long ${path} - .Lblob, .Ln${count} - .Lblob, .Lt${count} - .Lblob, .Le${count} - .Lt${count}\n")
    list(APPEND deps ${dir}/${pkg}/${name})
    math(EXPR count "${count} + 1")
  endforeach()
  file(CONFIGURE OUTPUT ${out} @ONLY CONTENT
".section .rodata.vole_embed,\"a\",@progbits
.globl vole_embed_blob, vole_embed_table, vole_embed_count
vole_embed_blob:
.Lblob:
${blob}.balign 8
vole_embed_table:
${table}vole_embed_count:
.long ${count}
.section .note.GNU-stack,\"\",@progbits
")
  set_source_files_properties(${out} PROPERTIES OBJECT_DEPENDS "${deps}")
endfunction()
