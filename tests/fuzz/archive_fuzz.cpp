// Any bytes as an archive and as a package: what is read can be written, and reads as the same.

#include "fuzz/laws.h"
#include "fuzz/packages.h"
#include "opc/zip.h"

using namespace thethuc;

namespace {

std::string written(std::vector<opc::ZipEntry> const& entries) {
  opc::Deflater deflater{1};
  std::vector<opc::Packed> packed(entries.size());
  std::vector<opc::PackedEntry> list;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    deflater.pack(entries[i].bytes, packed[i]);
    list.push_back({entries[i].name, &packed[i]});
  }
  std::string out;
  opc::write_zip(list, out);
  return out;
}

void check_entry_name(std::string const& name) {
  bool const leaves = name.empty() || name.front() == '/' || name.find('\\') != std::string::npos ||
                      ("/" + name + "/").find("/../") != std::string::npos;
  fuzz::law(!leaves, "the name of an entry stays in its folder", name);
}

void check_archive(std::string_view bytes) {
  base::Diagnostics found;
  auto const entries = opc::read_zip(bytes, "a.zip", {}, found);
  fuzz::check_findings(found, !entries);
  if (!entries) {
    return;
  }
  for (opc::ZipEntry const& entry : *entries) {
    check_entry_name(entry.name);
  }
  base::Diagnostics none;
  auto const again = opc::read_zip(written(*entries), "a.zip", fuzz::own_limits(), none);
  fuzz::law(again && again->size() == entries->size(),
            "an archive that we write has all entries",
            none.to_text(base::Language::en));
  for (std::size_t i = 0; i < entries->size(); ++i) {
    fuzz::law((*again)[i].name == (*entries)[i].name && (*again)[i].bytes == (*entries)[i].bytes,
              "entries come back as they were",
              (*entries)[i].name);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const bytes = fuzz::text_of(data, size);
  check_archive(bytes);
  fuzz::check_package(bytes);
  return 0;
}
