# cmake -DOUT=<file> -DFROM=<schemas.json> -P embed_schemas.cmake: writes the schemas into a C++ source.
file(READ ${FROM} text)
file(WRITE ${OUT} "#include \"http/api/schemas.h\"\n\nnamespace thethuc::http {\n\nstd::string_view schemas_json() {\n  return R\"json(${text})json\";\n}\n\n}  // namespace thethuc::http\n")
