// Each template of the library, exported and brought back, is the same folder, and renders the same
// bytes.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "data/value.h"
#include "library/import.h"
#include "library/library.h"
#include "library/profile.h"
#include "media/picture_folder.h"
#include "opc/folder.h"
#include "opc/xml.h"
#include "render/render.h"

using namespace thethuc;
namespace fs = std::filesystem;

namespace {

// A library whose templates are the repository's, and to which others may come.
class OtherLibrary {
 public:
  OtherLibrary() {
    std::string pattern = (fs::temp_directory_path() / "thethuc-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
    for (fs::directory_entry const& entry : fs::directory_iterator{"templates"}) {
      if (entry.is_directory()) {
        fs::create_directory_symlink(fs::absolute(entry.path()), path_ / entry.path().filename());
      }
    }
  }
  ~OtherLibrary() { fs::remove_all(path_); }
  OtherLibrary(OtherLibrary const&) = delete;
  OtherLibrary& operator=(OtherLibrary const&) = delete;
  fs::path const& path() const { return path_; }

 private:
  fs::path path_;
};

std::string read(fs::path const& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

library::TemplateSource open(std::string const& id,
                             fs::path const& templates,
                             std::string const& profile) {
  base::Diagnostics found;
  auto source = library::open_template(id, templates, found, {}, library::profile_option(profile));
  INFO(found.to_text(base::Language::en));
  REQUIRE(source);
  REQUIRE(found.empty());
  return std::move(*source);
}

// With a sample, a file below samples/; pictures are beside it.
std::string filled(library::TemplateSource source, std::string const& sample) {
  fs::path const file = fs::path{"samples"} / sample;
  compile::Result result =
      compile::compile(std::move(source.package), source.partials, source.options);
  INFO(result.diagnostics.to_text(base::Language::en));
  REQUIRE(result.compiled);
  base::Diagnostics found;
  data::Document data;
  REQUIRE(data.parse(read(file), "", {}, found));
  media::PictureFolder const pictures{file.parent_path()};
  render::Options options;
  options.picture_folder = &pictures;
  render::Scratch scratch;
  std::string out;
  found.add(render::render(*result.compiled, data, options, scratch, out));
  INFO(found.to_text(base::Language::en));
  REQUIRE_FALSE(found.has_errors());
  return out;
}

// The Party's symbols and capacities are mistakes in documents of the State, and the other way.
bool suits(std::string const& sample, std::string const& profile) {
  base::Diagnostics ignored;
  data::Document data;
  REQUIRE(data.parse(read(fs::path{"samples"} / sample), "", {}, ignored));
  auto const wanted = library::profile_of_data(data.root(), sample);
  auto const is_of_party = [](std::string_view name) { return name.ends_with("-vptw"); };
  return is_of_party(profile) == (wanted && is_of_party(wanted->name));
}

// The files of a folder, XML as to_pretty_xml writes it, but for namespaces that are declared
// without need: those of the partials that the document held are among them.
std::map<std::string, std::string> content(std::vector<opc::Package::File> const& files) {
  std::map<std::string, std::string> result;
  for (opc::Package::File const& file : files) {
    base::Diagnostics ignored;
    auto const tree = file.name.ends_with(".xml")
                          ? opc::parse_xml(file.bytes, "", file.name, {}, ignored)
                          : nullptr;
    if (tree) {
      pugi::xml_node root = tree->document_element();
      for (pugi::xml_attribute at = root.first_attribute(); at;) {
        pugi::xml_attribute const next = at.next_attribute();
        if (std::string_view{at.name()}.starts_with("xmlns:")) {
          root.remove_attribute(at);
        }
        at = next;
      }
    }
    result[file.name] = tree ? opc::to_pretty_xml(*tree) : file.bytes;
  }
  return result;
}

}  // namespace

TEST_CASE("an exported template that comes back is the same folder", "[import]") {
  base::Diagnostics found;
  for (library::Metadata const& metadata : library::list_templates("templates", found)) {
    for (std::string const& profile : metadata.profiles) {
      DYNAMIC_SECTION(metadata.id << " under " << profile) {
        auto const exported = library::export_docx(open(metadata.id, "templates", profile), found);
        REQUIRE(exported);
        library::ImportOptions options;
        options.id = metadata.id;
        auto const imported =
            library::import_docx(*exported, "mau.docx", "templates", options, found);
        INFO(found.to_text(base::Language::en));
        REQUIRE(imported);
        CHECK(found.empty());
        CHECK(content(imported->files) == content(opc::read_folder("templates/" + metadata.id)));
      }
    }
  }
}

TEST_CASE("an exported template that comes back renders the same bytes", "[import]") {
  base::Diagnostics found;
  auto const templates = library::list_templates("templates", found);
  REQUIRE_FALSE(templates.empty());
  for (library::Metadata const& metadata : templates) {
    for (std::string const& profile : metadata.profiles) {
      DYNAMIC_SECTION(metadata.id << " under " << profile) {
        auto const exported = library::export_docx(open(metadata.id, "templates", profile), found);
        REQUIRE(exported);
        OtherLibrary const other;
        // Under another name, beside the template that it was.
        library::ImportOptions options;
        options.id = "ban-sao";
        auto const imported =
            library::import_docx(*exported, "mau.docx", other.path(), options, found);
        INFO(found.to_text(base::Language::en));
        REQUIRE(imported);
        REQUIRE(found.empty());
        opc::write_folder(imported->files, other.path() / "ban-sao");
        for (std::string const& sample : metadata.samples) {
          if (!suits(sample, profile)) {
            continue;
          }
          INFO(sample);
          CHECK(filled(open("ban-sao", other.path(), profile), sample) ==
                filled(open(metadata.id, "templates", profile), sample));
        }
        // Tags of partials are back.
        CHECK(read(other.path() / "ban-sao/document.xml").find("{{&gt; ") != std::string::npos);
      }
    }
  }
}
