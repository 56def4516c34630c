// Writes the inputs that fuzzing begins with and that are no readable text of their own, or stand
// elsewhere in the repository: fuzz_seeds FOLDER REPOSITORY writes FOLDER/<target>/<name>.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "convert/job.h"
#include "fuzz/laws.h"
#include "media/tiny_pictures.h"
#include "opc/raw_zip.h"
#include "support/docx_fixture.h"
#include "support/notation.h"

using namespace thethuc;
namespace fs = std::filesystem;
using Files = std::vector<opc::Package::File>;

namespace {

std::string content_of(fs::path const& path) {
  std::ifstream file{path, std::ios::binary};
  std::string content{std::istreambuf_iterator<char>{file}, {}};
  if (!file.eof() && !file) {
    throw std::runtime_error("cannot read " + path.string());
  }
  return content;
}

class Seeds {
 public:
  Seeds(fs::path folder, fs::path repository)
      : folder_(std::move(folder)), repository_(std::move(repository)) {}

  void write() const {
    packages();
    archives();
    pictures();
    copies();
    templates();
    answers();
  }

 private:
  void put(std::string const& target, std::string const& name, std::string_view bytes) const {
    fs::create_directories(folder_ / target);
    std::ofstream file{folder_ / target / name, std::ios::binary};
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file) {
      throw std::runtime_error("cannot write " + target + "/" + name);
    }
  }

  void answers() const {
    convert::Answer answer;
    answer.pdf = "%PDF-1.7 /BaseFont/BAAAAA+LiberationSerif";
    answer.pages = 1;
    answer.images.push_back({1, 2, 3, 1, "abcdef"});
    answer.geometry.runs.push_back({1, 1, 2, 3, "chữ", "LiberationSerif", 13, true, false});
    answer.geometry.rules.push_back({1, 1, 2, 3, 2, 0.26});
    put("answer", "answer", convert::encode(answer));
    convert::Job job;
    job.pages = {{1, 2}};
    job.document = "PK";
    put("answer", "job", convert::encode(job));
    put("answer", "greeting", convert::encode(convert::Greeting{"", {"no Landlock"}, "7.4.7.2"}));
  }

  void package(std::string const& name, Files const& files) const {
    std::string text;
    std::vector<test::RawEntry> stored;
    std::vector<test::RawEntry> deflated;
    for (opc::Package::File const& file : files) {
      text.append("=== ").append(file.name).append("\n").append(file.bytes).append("\n");
      stored.push_back({file.name, file.bytes});
      deflated.push_back({file.name, file.bytes, 8});
    }
    put("package", name + ".txt", text);
    put("compile_package", name + ".txt", text);
    put("compile_package", name + ".docx", test::raw_zip(deflated));
    put("archive", name + "-stored.docx", test::raw_zip(stored));
    put("archive", name + "-deflated.docx", test::raw_zip(deflated));
  }

  void packages() const {
    package("empty", test::docx_files("<w:p/>"));
    package("tags",
            test::docx_files(
                test::blocks_from("{{a}}\n{{#b}}\n{{.}}\n{{/b}}\n| {{#c}}{{x}} | y{{/c}} |"),
                {{"word/header1.xml", "<w:hdr" + test::namespaces() + "><w:p/></w:hdr>"},
                 {"word/media/logo.png", test::unbase64(test::kPng)}}));
    package("strict", strict_files());
  }

  // ISO 29500 Strict, with prefixes of its own.
  static Files strict_files() {
    constexpr std::string_view kTransitional = "http://schemas.openxmlformats.org/";
    constexpr std::string_view kStrict = "http://purl.oclc.org/ooxml/";
    Files files = test::docx_files("<w:p><w:r><w:t>{{a}}</w:t></w:r></w:p>");
    for (opc::Package::File& file : files) {
      for (std::string_view const kind :
           {"wordprocessingml/2006/main", "officeDocument/2006/relationships"}) {
        std::string const from = std::string{kTransitional}.append(kind);
        std::string to{kStrict};
        to.append(kind.substr(0, kind.find('/'))).append(kind.substr(kind.rfind('/')));
        for (std::size_t at = 0; (at = file.bytes.find(from, at)) != std::string::npos;
             at += to.size()) {
          file.bytes.replace(at, from.size(), to);
        }
      }
    }
    return files;
  }

  void archives() const {
    put("archive", "no-entries.zip", test::raw_zip({}));
    put("archive", "encrypted.zip", test::raw_zip({{"a", "x", 0, 1}}));
    put("archive", "outside.zip", test::raw_zip({{"../a", "x"}, {"/b", "x"}, {"c\\d", "x"}}));
    put("archive", "twice.zip", test::raw_zip({{"a", "x"}, {"A", "y"}}));
    put("archive", "wrong-count.zip", test::raw_zip({{"a", "x"}}, 7));
  }

  void pictures() const {
    put("picture", "a.png", test::unbase64(test::kPng));
    put("picture",
        "dpi.png",
        test::png_with("pHYs", test::big(11811, 4) + test::big(11811, 4) + "\1"));
    put("picture", "a.jpeg", test::unbase64(test::kJpeg));
    put("picture", "progressive.jpeg", test::unbase64(test::kProgressiveJpeg));
    put("picture", "jfif.jpeg", test::jpeg_with(0xE0, test::jfif(1, 300, 300)));
    put("picture", "exif.jpeg", test::jpeg_with(0xE1, test::exif("MM", 6, 300, 2)));
    put("picture", "a.gif", test::unbase64(test::kGif));
    put("picture", "a.svg", test::kSvg);
    put("picture",
        "sizes.svg",
        test::svg_with("width=\"2.5cm\" height=\"1e1mm\" viewBox=\"0 0 1 2\""));
    put("picture",
        "nested.svg",
        test::svg_holding("<image href=\"data:image/png;base64," + std::string{test::kPng} +
                          "\"/><style>a{fill:url(#b)}</style>"));
  }

  // Texts that are there for other purposes.
  void copies() const {
    for (auto const& [target, folder, extension] : {std::tuple{"render_data", "samples", ".json"},
                                                    {"json", "samples", ".json"},
                                                    {"xml", "templates", ".xml"},
                                                    {"schema", "templates", "schema.json"},
                                                    {"schema", "engine/rich", ".schema.json"}}) {
      for (fs::directory_entry const& entry :
           fs::recursive_directory_iterator{repository_ / folder}) {
        std::string const name = entry.path().filename().string();
        if (entry.is_regular_file() && name.ends_with(extension)) {
          put(target,
              entry.path().parent_path().filename().string() + "-" + name,
              content_of(entry.path()));
        }
      }
    }
  }

  // The fixed templates and their data are a start for whatever reads either.
  void templates() const {
    for (fs::directory_entry const& entry :
         fs::directory_iterator{repository_ / "tests/fuzz/templates"}) {
      std::string const text = content_of(entry.path());
      std::string const name = entry.path().filename().string();
      std::string_view const data = fuzz::pieces_of(text)["data.json"];
      put("compile_document", name, text);
      put("check", name, text);
      put("render_document", name, text);
      put("render_data", name, data);
      put("json", name, data);
    }
  }

  fs::path folder_;
  fs::path repository_;
};

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 3) {
    throw std::runtime_error("usage: fuzz_seeds FOLDER REPOSITORY");
  }
  Seeds{argv[1], argv[2]}.write();
  return 0;
} catch (std::exception const& problem) {
  std::fprintf(stderr, "%s\n", problem.what());
  return 1;
}
