#pragma once

// Two documents, templates or libraries of templates compared by the pages that they give.
//
//   review::DiffRequest request;
//   request.from = "HEAD:templates";
//   request.to = "templates";
//   base::Diagnostics diagnostics;
//   review::Report const report = review::diff(request, diagnostics);

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "compile/template.h"
#include "convert/converter.h"
#include "data/limits.h"
#include "render/render.h"
#include "review/change.h"
#include "review/compare.h"

namespace thethuc::review {

struct DiffRequest {
  // Each a document (.docx, .pdf), a template (id, folder, a .docx when `data` names some), a
  // library (a folder of templates), or one of these in git: REVISION:PATH.
  std::string from;
  std::string to;
  std::vector<std::filesystem::path> data;  // instead of samples
  // For each of `data`, what OLD is filled with when it refuses that; or none at all.
  std::vector<std::filesystem::path> old_data;
  std::optional<std::filesystem::path>
      samples;  // instead of the folder `samples` beside the library
  std::optional<std::filesystem::path> templates;  // where ids are looked up
  compile::Limits compile;
  data::Limits data_limits;
  render::Options render;
  // Asked once for a converter of so many workers, and only when something is to be laid out; the
  // converter must outlive the comparison.
  std::function<convert::Converter&(std::size_t)> converter;
  Tolerance tolerance;
  double dpi = 96;
  bool pictures = false;  // of changed pages, for the HTML report
  // Told of each sample that is done: how many, of how many, its name.
  std::function<void(std::size_t, std::size_t, std::string_view)> progress;
};

// A page of one or both sides on which something changed.
struct PageReport {
  int page = 1;
  double changed = 0;   // share of the pixels, 0 to 1
  double width_mm = 0;  // of the larger
  double height_mm = 0;
  std::string old_png;  // empty without `pictures`, and when the side has no such page
  std::string new_png;
  std::string overlay_png;
};

enum class Outcome {
  same,
  changed,
  failed,           // see `diagnostics`
  template_added,   // only NEW has it
  template_removed  // only OLD has it
};

// A template with one of its samples; of two documents, these.
struct Entry {
  std::string template_id;  // "" of documents
  std::string sample;       // "bao-cao/toi-thieu.json"; "" of documents and of a template alone
  Outcome outcome = Outcome::same;
  bool own_data = false;  // each side was filled with its own sample: OLD refuses the new one
  int old_pages = 0;
  int new_pages = 0;
  std::vector<Change> changes;
  std::vector<PageReport> pages;
  base::Diagnostics diagnostics;
};

struct Report {
  std::string from;  // as the user named them
  std::string to;
  std::vector<Entry> entries;
  bool differs() const;
  bool failed() const;
  std::size_t count(Outcome outcome) const;
};

// Compares. `out` gets what is wrong with the request as a whole, and each entry what is wrong with
// it; one that fails keeps none of the others back. Samples are those of NEW, and of OLD what only
// it has; both sides are filled with the same data. Documents of equal bytes are not laid out, so
// nothing of LibreOffice is needed when nothing changed. Throws EnvironmentError,
// convert::Unavailable.
Report diff(DiffRequest const& request, base::Diagnostics& out);

// A change that several samples have in common, with their number.
struct CommonChange {
  Change change;
  std::size_t samples = 0;
  std::size_t templates = 0;
};
// Most common first; what concerns the text or place of one sample alone is left out.
std::vector<CommonChange> common_changes(Report const& report);

}  // namespace thethuc::review
