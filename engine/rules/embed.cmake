# cmake -DOUT=<file> -DPROFILES=<file;file…> -P embed.cmake: writes the profiles into a C++ source. As single characters:
# a string literal is to be no longer than 65,536 (C++ [implimits]), and a profile is.
set(arrays "")
set(rows "")
set(number 0)
foreach(profile IN LISTS PROFILES)
  get_filename_component(id ${profile} NAME_WE)
  file(READ ${profile} bytes HEX)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
  string(REGEX REPLACE "('.....,'.....,'.....,'.....,'.....,'.....,'.....,'.....,)" "\\1\n" bytes "${bytes}")
  string(APPEND arrays "constexpr char kProfile${number}[] = {\n${bytes}};\n\n")
  string(APPEND rows "      {\"${id}\", {kProfile${number}, sizeof kProfile${number}}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUT} "#include \"rules/embedded_profiles.h\"

namespace thethuc::rules {

namespace {

${arrays}}  // namespace

std::span<EmbeddedProfile const> embedded_profiles() {
  static constexpr EmbeddedProfile kProfiles[] = {
${rows}  };
  return kProfiles;
}

}  // namespace thethuc::rules
")
