#pragma once

// What the acceptance cases are built of: WordprocessingML in readable pieces, and what is asked of
// the documents that come out.

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "opc/package.h"
#include "support/fill.h"

namespace thethuc::test {

// <w:r> with that text; `properties` is the content of its w:rPr.
std::string run(std::string_view text, std::string_view properties = {});
// <w:p> around `content`; `properties` is the content of its w:pPr.
std::string paragraph(std::string_view content, std::string_view properties = {});
// A paragraph of one run for each text.
std::string paragraphs(std::initializer_list<std::string_view> texts);
// A complex field, as Word writes it: begin, code, separator, result, end.
std::string field(std::string_view code, std::string_view result);

// A cell that holds `content`: blocks, or a plain text, which becomes a paragraph. `properties` is
// the content of its w:tcPr.
std::string cell(std::string_view content, std::string_view properties = {});
std::string row(std::initializer_list<std::string> cells, std::string_view properties = {});
// `widths`: of the grid's columns, in twips.
std::string table(std::vector<int> const& widths, std::initializer_list<std::string> rows);

// A part with that root element and all namespaces of the fixture: part("hdr", …).
std::string part(std::string_view root, std::string_view content);
// The footnotes that Word always writes, and `notes` behind them.
std::string footnotes_part(std::string_view notes);
std::string footnote(int id, std::string_view text);
// A numbering part with one multilevel list, instance 1: "1.", "a)", "-".
std::string numbering_part();
// A numbered paragraph of that list.
std::string numbered(std::string_view text, int level = 0);
// A white dot as PNG.
std::string tiny_png();
// An inline picture of the relationship `picture`; `attributes` go to its wp:docPr.
std::string drawing(int id, std::string_view picture, std::string_view attributes = {});

// A zip as another program would write it: its entries in its order, packed as far as it goes.
std::string zipped(std::vector<opc::Package::File> const& files);

// The main part. Fails the test when nothing was filled; data that no tag asks for is well.
std::string main_part(Filled const& filled);
std::size_t count(std::string_view text, std::string_view what);
bool contains(std::string_view text, std::string_view what);
// What the first group of `pattern` matches, in order, joined by blanks.
std::string all(std::string const& text, char const* pattern);

// With THETHUC_TEST_DOCUMENTS set, leaves the document in that folder, where the outside judges
// look at it (tests/judges), and `template_docx` beside it, when that came from a program whose
// templates are not what the schema says. Returns what it was given.
Filled keep(std::string_view name, Filled filled, std::string_view template_docx = {});

}  // namespace thethuc::test
