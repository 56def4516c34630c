# cmake -DOUT=<file> -DSTYLE=<file> -DSCRIPT=<file> -P embed.cmake: writes both into a C++ source.
file(READ ${STYLE} style)
file(READ ${SCRIPT} script)
file(WRITE ${OUT} "#include \"review/report_assets.h\"\n\nnamespace thethuc::review {\n\nstd::string_view report_style() {\n  return R\"asset(${style})asset\";\n}\n\nstd::string_view report_script() {\n  return R\"asset(${script})asset\";\n}\n\n}  // namespace thethuc::review\n")
