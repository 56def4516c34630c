// Holds the pages of the library's samples against references, or writes these.
//
// usage: golden_pages check|update --repository DIR --pages DIR --worker FILE --versions TEXT [ID…]
//
// A reference is a file of text for each sample: where each run of text, drawn line and picture
// stands (review/geometry_text.h), behind the pages of the document's sections. They hold for the
// LibreOffice and the fonts that the file `versions` names. Exit status 0: as it should be; 1:
// samples changed, which standard output tells in words; 77: other versions, nothing was compared.

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "review/compare.h"
#include "review/filler.h"
#include "review/geometry_text.h"
#include "review/laid_out.h"
#include "review/side.h"

namespace {

namespace fs = std::filesystem;
using namespace thethuc;

constexpr int kSkipped = 77;
// Of positions, beyond the tenths of millimetres that references are rounded to.
constexpr review::Tolerance kTolerance{1.0};
constexpr review::Tolerance kExact{0.1};

struct Arguments {
  std::string mode;
  fs::path repository;
  fs::path pages;
  fs::path worker;
  std::string versions;
  std::vector<std::string> only;
};

std::string read(fs::path const& path) {
  std::ifstream stream{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{}};
}

void write(fs::path const& path, std::string const& text) {
  fs::create_directories(path.parent_path());
  std::ofstream{path, std::ios::binary} << text;
}

// "% 210 297 20 20 30 20 10 10": paper; margins above, below, left, right; header and footer.
std::string to_text(review::Layout const& layout) {
  std::string out;
  for (review::PageSetup const& page : layout.sections) {
    fmt::format_to(std::back_inserter(out),
                   "% {:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}\n",
                   page.width_mm,
                   page.height_mm,
                   page.top_mm,
                   page.bottom_mm,
                   page.left_mm,
                   page.right_mm,
                   page.header_mm,
                   page.footer_mm);
  }
  return out + review::to_text(layout.geometry);
}

std::optional<review::Layout> from_text(std::string const& text) {
  review::Layout layout;
  std::istringstream lines{text};
  std::size_t at = 0;
  for (std::string line; std::getline(lines, line) && line.starts_with('%');) {
    at += line.size() + 1;
    std::istringstream numbers{line.substr(1)};
    review::PageSetup& page = layout.sections.emplace_back();
    numbers >> page.width_mm >> page.height_mm >> page.top_mm >> page.bottom_mm >> page.left_mm >>
        page.right_mm >> page.header_mm >> page.footer_mm;
  }
  auto geometry = review::geometry_from_text(std::string_view{text}.substr(at));
  if (!geometry) {
    return std::nullopt;
  }
  layout.geometry = std::move(*geometry);
  return layout;
}

class Golden {
 public:
  explicit Golden(Arguments const& arguments)
      : arguments_(arguments), converter_(settings(arguments)) {
    request_.to = request_.from = (arguments.repository / "templates").string();
    request_.samples = arguments.repository / "samples";
    base::Diagnostics found;
    side_ = review::Side::open(request_.to, request_, found);
    if (!side_) {
      throw std::runtime_error(found.to_text(base::Language::en));
    }
  }

  int run() {
    base::Diagnostics found;
    review::Filler filler{*side_, request_};
    std::set<fs::path> kept;
    std::future<bool> before;
    bool good = true;
    for (std::string const& id : side_->template_ids(found)) {
      bool const wanted = arguments_.only.empty() ||
                          std::count(arguments_.only.begin(), arguments_.only.end(), id) > 0;
      for (auto const& [name, sample] : side_->samples(id)) {
        fs::path const reference = (arguments_.pages / name).replace_extension(".txt");
        kept.insert(reference.lexically_normal());
        if (!wanted) {
          continue;
        }
        ++count_;
        review::Filler::Filled filled = filler.fill(id, sample);
        if (filled.diagnostics.has_errors()) {
          fmt::print("{}: {}\n", name, filled.diagnostics.to_text(base::Language::vi));
          good = false;
          continue;
        }
        // One is laid out while the next one is filled.
        good = (!before.valid() || before.get()) && good;
        before = std::async(std::launch::async,
                            [this, sample_name = name, reference, docx = std::move(filled.docx)] {
                              return one(sample_name, docx, reference);
                            });
      }
    }
    good = (!before.valid() || before.get()) && good;
    if (found.has_errors()) {
      fmt::print("{}\n", found.to_text(base::Language::vi));
      good = false;
    }
    return left_over(kept) && good && count_ > 0 ? 0 : 1;
  }

  std::size_t count() const { return count_; }

 private:
  static convert::Settings settings(Arguments const& arguments) {
    convert::Settings out;
    out.worker = arguments.worker;
    return out;
  }

  bool one(std::string const& name, std::string const& docx, fs::path const& reference) {
    constexpr double kDpi = 20;  // pictures are not looked at
    review::LaidOut const out = review::lay_out(converter_, docx, name, kDpi);
    if (out.diagnostics.has_errors()) {
      fmt::print("{}: {}\n", name, out.diagnostics.to_text(base::Language::vi));
      return false;
    }
    std::string const now = to_text(out.layout);
    if (arguments_.mode == "update") {
      write(reference, now);
      return true;
    }
    if (!fs::exists(reference)) {
      fmt::print("{}: chưa có trang chuẩn {}\n", name, reference.string());
      return false;
    }
    std::string const then = read(reference);
    return now == then || is_same(name, then, now, out.layout.texts);
  }

  // Both as the references round them.
  static bool is_same(std::string const& name,
                      std::string const& then,
                      std::string const& now,
                      std::vector<review::NamedText> const& texts) {
    std::optional<review::Layout> from = from_text(then);
    std::optional<review::Layout> to = from_text(now);
    if (!from || !to) {
      fmt::print("{}: không đọc được trang chuẩn\n", name);
      return false;
    }
    from->texts = texts;
    to->texts = texts;
    // Margins are no matter of rounding.
    std::vector<review::Change> changes =
        review::compare({{}, from->sections, {}}, {{}, to->sections, {}}, kExact);
    to->sections = from->sections;
    for (review::Change& change : review::compare(*from, *to, kTolerance)) {
      changes.push_back(std::move(change));
    }
    if (!changes.empty()) {
      fmt::print("{}:\n", name);
    }
    for (review::Change const& change : changes) {
      fmt::print("  {}\n", change.message().vi);
    }
    return changes.empty();
  }

  // References of samples that are gone.
  bool left_over(std::set<fs::path> const& kept) const {
    bool good = true;
    std::error_code error;
    for (fs::recursive_directory_iterator it{arguments_.pages, error}, end; !error && it != end;
         it.increment(error)) {
      fs::path const path = it->path().lexically_normal();
      if (path.extension() != ".txt" || kept.count(path) > 0) {
        continue;
      }
      if (arguments_.mode == "update") {
        fs::remove(path);
      } else {
        fmt::print("{}: không còn dữ liệu mẫu này\n", path.string());
        good = false;
      }
    }
    return good;
  }

  Arguments const& arguments_;
  convert::Converter converter_;
  review::DiffRequest request_;
  std::optional<review::Side> side_;
  std::size_t count_ = 0;
};

int run(Arguments const& arguments) {
  fs::path const versions = arguments.pages / "versions";
  std::string const recorded = read(versions);
  if (arguments.mode == "check" && recorded != arguments.versions + "\n") {
    fmt::print(
        "golden pages not compared: they were made with {}here is {}\n"
        "write them anew with `tools/templates/golden update`, and read the diff\n",
        recorded.empty() ? "nothing known\n" : recorded,
        arguments.versions);
    return kSkipped;
  }
  Golden golden{arguments};
  int const status = golden.run();
  if (arguments.mode == "update") {
    write(versions, arguments.versions + "\n");
    fmt::print("wrote the pages of {} samples\n", golden.count());
  } else if (status == 0) {
    fmt::print("the pages of {} samples are as they should be\n", golden.count());
  } else {
    fmt::print(
        "\npages changed; when that is meant: tools/templates/golden update, and read the diff\n");
  }
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Golden pages of the library's samples"};
  Arguments arguments;
  app.add_option("MODE", arguments.mode)->required()->check(CLI::IsMember({"check", "update"}));
  app.add_option("--repository", arguments.repository)->required();
  app.add_option("--pages", arguments.pages)->required();
  app.add_option("--worker", arguments.worker)->required();
  app.add_option("--versions", arguments.versions)->required();
  app.add_option("ID", arguments.only);
  CLI11_PARSE(app, argc, argv);
  try {
    return run(arguments);
  } catch (std::exception const& error) {
    fmt::print("golden pages: {}\n", error.what());
    return 1;
  }
}
