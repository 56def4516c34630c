# cmake -DOUT=<file> -DPROFILES=<file;file…> -P embed.cmake: writes the profiles into a C++ source.
set(source "#include \"rules/embedded_profiles.h\"\n\nnamespace thethuc::rules {\n\nstd::span<EmbeddedProfile const> embedded_profiles() {\n  static constexpr EmbeddedProfile kProfiles[] = {\n")
foreach(profile IN LISTS PROFILES)
  get_filename_component(id ${profile} NAME_WE)
  file(READ ${profile} json)
  string(APPEND source "{\"${id}\", R\"profile(${json})profile\"},\n")
endforeach()
string(APPEND source "  };\n  return kProfiles;\n}\n\n}  // namespace thethuc::rules\n")
file(WRITE ${OUT} "${source}")
