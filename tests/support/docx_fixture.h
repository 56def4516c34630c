#pragma once

// Small sound .docx packages in memory, and what a reader of them sees.

#include <string>
#include <string_view>
#include <vector>

#include "opc/package.h"

namespace thethuc::test {

// The namespaces of every part made here, as attributes: w, r, wp, a, pic, m, v, o, w10, w14, w15,
// mc, wps, wpg, wp14.
std::string namespaces();
// <w:document …><w:body>`body_xml`</w:body></w:document>; a section A4 with the decree's margins is
// added when the body does not end in a w:sectPr.
std::string document_xml(std::string_view body_xml);

// A .docx whose main part holds `body_xml`, with styles (Normal, Heading1, TableGrid, FootnoteText,
// Hyperlink, KeNgang, KeNgangNgan) and settings. `extra` files (names without the leading slash)
// are added or replace one of these; those under word/ whose kind is known by name (header1.xml,
// footer1.xml, footnotes.xml, endnotes.xml, comments.xml, numbering.xml, settings.xml, theme1.xml,
// media/…) get content type and a relationship of the main part, whose id is the file's stem:
// "header1", "logo". Others, and whole .rels or [Content_Types].xml given in `extra`, are taken as
// they are. Throws std::runtime_error when the result is no sound package: the test is wrong then.
std::string make_docx(std::string_view body_xml, std::vector<opc::Package::File> extra = {});
// The files of make_docx, before they are packed.
std::vector<opc::Package::File> docx_files(std::string_view body_xml,
                                           std::vector<opc::Package::File> extra = {});

// A part as it stands in the archive: "/word/document.xml" or "word/document.xml", also
// "[Content_Types].xml". Throws std::runtime_error when the archive cannot be read or lacks it.
std::string part_of(std::string_view docx, std::string_view part_name);
// The names of all entries, in order, without the leading slash.
std::vector<std::string> entry_names(std::string_view docx);

// The visible text of the main part: paragraphs end in "\n" but the last, the cells of a row are
// parted by
// "\t" (the row is one line; paragraphs in a cell are parted by " / "), w:br is "⏎", w:br of type
// page "⏏", w:tab "→", w:noBreakHyphen "-". Tracked deletions and field codes are left out; text
// boxes count once (mc:Choice), in
// "[…]".
std::string text_of(std::string_view docx);
// The same of one part (a header, the notes).
std::string text_of_part(std::string_view docx, std::string_view part_name);
// The same of XML that is no package.
std::string text_of_xml(std::string_view xml);

}  // namespace thethuc::test
