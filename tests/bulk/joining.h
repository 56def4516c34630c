#pragma once

// Documents made for joining, and what came of it.

#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "bulk/merger.h"
#include "support/diagnostic_ids.h"
#include "support/docx_fixture.h"
#include "support/judged.h"
#include "support/matches.h"
#include "support/soundness.h"

namespace thethuc::test {

using Files = std::vector<opc::Package::File>;

inline std::string part(std::string const& root, std::string const& content) {
  return "<w:" + root + namespaces() + ">" + content + "</w:" + root + ">";
}

inline std::string p(std::string const& text, std::string const& properties = "") {
  return "<w:p>" + (properties.empty() ? "" : "<w:pPr>" + properties + "</w:pPr>") + "<w:r><w:t>" +
         text + "</w:t></w:r></w:p>";
}

// The properties of a section of A4 pages with the decree's margins.
inline std::string section(std::string const& before = "", std::string const& behind = "") {
  return "<w:sectPr>" + before +
         "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" "
         "w:bottom=\"1134\" w:left=\"1701\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>" +
         behind + "</w:sectPr>";
}

struct Joined {
  std::string docx;  // sound, and shown to the judges
  std::string told;  // ids of what was said

  std::string main() const { return part_of(docx, "word/document.xml"); }
  std::string styles() const { return part_of(docx, "word/styles.xml"); }
};

inline Joined joined(std::vector<std::string> const& documents,
                     bulk::MergeLimits const& limits = {}) {
  bulk::Merger merger{limits};
  base::Diagnostics diagnostics;
  int number = 0;
  for (std::string const& document : documents) {
    INFO(diagnostics.to_text(base::Language::en));
    REQUIRE(merger.add(document, std::to_string(++number) + ".docx", diagnostics));
  }
  CHECK(merger.size() == documents.size());
  Joined out{merger.finish(6), ids_of(diagnostics)};
  CHECK(defects_of(out.docx) == std::vector<std::string>{});
  show_to_judges(out.docx);
  return out;
}

}  // namespace thethuc::test
