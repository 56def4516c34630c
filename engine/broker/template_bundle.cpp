#include "broker/template_bundle.h"

#include <deque>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/sha256.h"
#include "library/library.h"
#include "library/locations.h"
#include "opc/deflate.h"
#include "opc/folder.h"
#include "opc/zip.h"

namespace thethuc::broker {

namespace {

namespace fs = std::filesystem;
using File = opc::Package::File;

constexpr char kTemplates[] = "templates";
constexpr char kDocument[] = "mau.docx";
constexpr char const* kShared[] = {"_base", "_partials", "_schema"};

bool is_folder(fs::path const& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

void add_folder(fs::path const& folder, std::string const& name, std::vector<File>& files) {
  for (File& file : opc::read_folder(folder)) {
    files.push_back({fmt::format("{}/{}/{}", kTemplates, name, file.name), std::move(file.bytes)});
  }
}

void add_shared(fs::path const& library, std::vector<File>& files) {
  for (char const* name : kShared) {
    if (is_folder(library / name)) {
      add_folder(library / name, name, files);
    }
  }
}

std::string read_whole(fs::path const& path) {
  std::ifstream in{path, std::ios::binary};
  std::string bytes{std::istreambuf_iterator<char>{in}, {}};
  if (!in || bytes.empty()) {
    throw base::EnvironmentError(fmt::format("cannot read {}", path.string()));
  }
  return bytes;
}

std::string archive_of(std::vector<File> const& files) {
  opc::Deflater deflater;
  std::deque<opc::Packed> packed;  // stay where they are
  std::vector<opc::PackedEntry> entries;
  for (File const& file : files) {
    deflater.pack(file.bytes, packed.emplace_back());
    entries.push_back({file.name, &packed.back()});
  }
  std::string archive;
  opc::write_zip(entries, archive);
  return archive;
}

}  // namespace

TemplateBundle bundle_template(std::string const& reference,
                               std::optional<fs::path> const& templates) {
  std::vector<File> files;
  std::string in_bundle;
  std::error_code error;
  fs::path folder = fs::path{reference}.lexically_normal();
  if (library::is_path_reference(reference) && !is_folder(folder)) {
    in_bundle = kDocument;
    files.push_back({in_bundle, read_whole(folder)});
    if (auto const library = library::find_templates_folder(templates)) {
      add_shared(*library, files);
    }
  } else {
    if (!library::is_path_reference(reference)) {
      folder = library::templates_folder(templates) / reference;
    }
    folder = fs::absolute(folder, error).lexically_normal();
    folder = folder.has_filename() ? folder : folder.parent_path();
    std::string const name = folder.filename().string();
    in_bundle = fmt::format("{}/{}", kTemplates, name);
    add_folder(folder, name, files);
    add_shared(folder.parent_path(), files);
  }
  TemplateBundle bundle{archive_of(files), {}, std::move(in_bundle)};
  bundle.digest = base::sha256_hex(bundle.archive);
  return bundle;
}

UnpackedBundle::UnpackedBundle(std::string_view archive,
                               opc::Limits const& limits,
                               base::Diagnostics& out)
    : folder_(std::make_unique<base::WorkFolder>("thethuc-worker-")) {
  auto entries = opc::read_zip(archive, "template", limits, out);
  if (!entries) {
    return;
  }
  std::vector<File> files;
  for (opc::ZipEntry& entry : *entries) {
    files.push_back({std::move(entry.name), std::move(entry.bytes)});
  }
  opc::write_folder(files, folder_->path() / "bundle");
  fs::create_directories(templates());  // a .docx may come without a library
}

fs::path UnpackedBundle::templates() const {
  return folder_->path() / "bundle" / kTemplates;
}

std::string UnpackedBundle::reference(std::string const& in_bundle) const {
  return (folder_->path() / "bundle" / in_bundle).string();
}

}  // namespace thethuc::broker
