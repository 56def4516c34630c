# cmake -DOUT=<file> -DIN=<file> -P embed.cmake: writes fonts.conf into a C++ source.
file(READ ${IN} text)
file(WRITE ${OUT} "#include \"convert/fonts_conf.h\"\n\nnamespace thethuc::convert {\n\nstd::string_view fonts_conf() {\n  return R\"conf(${text})conf\";\n}\n\n}  // namespace thethuc::convert\n")
