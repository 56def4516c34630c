// Findings as comments of Word, at the paragraphs they are about.

#include <algorithm>
#include <string>

#include "base/text.h"
#include "opc/deflate.h"
#include "opc/part_types.h"
#include "opc/xml.h"
#include "rules/check.h"
#include "rules/edit.h"
#include "rules/examination.h"
#include "wml/names.h"
#include "wml/structure.h"

namespace thethuc::rules {

namespace w = wml::w;
using base::Language;

namespace {

constexpr char const* kWordNamespace =
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

class Annotator {
 public:
  Annotator(Document& document, Language language) : document_(document), language_(language) {}

  // False, with diagnostics, when the comments that are there cannot be read.
  bool open(Limits const& limits, base::Diagnostics& out) {
    std::string const& main = document_.package.main_part();
    opc::Relationship const* const found = document_.package.relationships(main).by_type(
        std::string{opc::kOfficeRelationships}.append("comments"));
    if (found != nullptr && !found->is_external) {
      part_ = opc::Package::target_part(main, *found);
      opc::Part const* const part = document_.package.find(part_);
      comments_ = opc::parse_xml(part->bytes, document_.file_name, part_, limits.package, out);
      if (!comments_) {
        return false;
      }
      for (pugi::xml_node comment : comments_->document_element().children("w:comment")) {
        next_ = std::max(next_, std::min(comment.attribute(w::id).as_int(), 1'000'000'000) + 1);
      }
      return true;
    }
    comments_ = std::make_unique<pugi::xml_document>();
    set(comments_->append_child("w:comments"), "xmlns:w", kWordNamespace);
    part_ = "/word/comments.xml";
    for (int n = 2; document_.package.find(part_) != nullptr; ++n) {
      part_ = "/word/comments" + std::to_string(n) + ".xml";
    }
    is_new_ = true;
    return true;
  }

  void add(Issue const& issue) {
    pugi::xml_node const at = anchor(issue);
    if (!at) {
      return;
    }
    std::string const id = std::to_string(next_++);
    mark(at, id);
    pugi::xml_node const comment = comments_->document_element().append_child("w:comment");
    set(comment, w::id, id);
    set(comment, "w:author", "thethuc");
    set(comment, "w:initials", "TT");
    bool const vi = language_ == Language::vi;
    Finding const& f = issue.finding;
    paragraph(comment, std::string{f.rule} + ": " + f.message(language_));
    paragraph(comment, (vi ? "Cách sửa: " + f.hint.vi : "Hint: " + f.hint.en));
    paragraph(comment, vi ? f.clause.vi : f.clause.en);
  }

  std::string write() {
    std::string const& main = document_.package.main_part();
    if (next_ > 0 && is_new_ && comments_->document_element().first_child()) {
      document_.package.add({part_,
                             std::string{opc::kWordprocessingTypes}.append("comments+xml"),
                             opc::to_xml(comments_->document_element())});
      opc::Relationships& relationships = document_.package.relationships(main);
      std::string id;
      for (int n = 1; id.empty() || relationships.by_id(id) != nullptr; ++n) {
        id = "rIdNhanXet" + std::to_string(n);
      }
      relationships.add(
          {id, std::string{opc::kOfficeRelationships}.append("comments"), part_.substr(6), false});
    } else if (opc::Part* const part = document_.package.find(part_)) {
      part->bytes = opc::to_xml(comments_->document_element());
    }
    document_.package.find(main)->bytes = opc::to_xml(document_.trees.at(main)->document_element());
    return opc::write_package(document_.package, opc::kDefaultDeflateLevel);
  }

 private:
  // Word knows comments in the main story only: what is found elsewhere is told at the paragraph
  // that a text box hangs in, or at the first of the document.
  pugi::xml_node anchor(Issue const& issue) const {
    pugi::xml_node const root =
        document_.trees.at(document_.package.main_part())->document_element();
    pugi::xml_node node = issue.paragraph;
    if (!node || node.root() != root.root()) {
      return first_paragraph();
    }
    for (pugi::xml_node box = wml::enclosing(node, w::txbxContent); box;
         box = wml::enclosing(node, w::txbxContent)) {
      node = wml::enclosing_paragraph(box.parent());
    }
    return node;
  }
  pugi::xml_node first_paragraph() const {
    for (Paragraph const& p : document_.paragraphs) {
      if (p.place.text_box == 0 && p.place.part == document_.package.main_part()) {
        return p.node;
      }
    }
    return {};
  }

  static void mark(pugi::xml_node paragraph, std::string const& id) {
    pugi::xml_node const properties = paragraph.child(w::pPr);
    pugi::xml_node const start =
        properties ? paragraph.insert_child_after("w:commentRangeStart", properties)
                   : paragraph.prepend_child("w:commentRangeStart");
    set(start, w::id, id);
    set(paragraph.append_child("w:commentRangeEnd"), w::id, id);
    set(paragraph.append_child(w::r).append_child("w:commentReference"), w::id, id);
  }

  // What a document said is quoted: only what XML can hold comes through.
  static void paragraph(pugi::xml_node comment, std::string const& text) {
    std::string sound;
    for (std::size_t at = 0; at < text.size();) {
      char32_t const c = base::next_code_point(text, at);
      if (base::is_xml_char(c)) {
        base::append_code_point(sound, c);
      }
    }
    pugi::xml_node const t = comment.append_child(w::p).append_child(w::r).append_child(w::t);
    set(t, "xml:space", "preserve");
    t.text().set(sound.c_str());
  }

  Document& document_;
  Language language_;
  std::unique_ptr<pugi::xml_document> comments_;
  std::string part_;
  int next_ = 0;
  bool is_new_ = false;
};

}  // namespace

std::optional<std::string> annotate(std::string_view docx,
                                    Options const& options,
                                    Language language,
                                    base::Diagnostics& out) {
  std::optional<Examination> examination = Examination::make(docx, options, out);
  if (!examination) {
    return std::nullopt;
  }
  Annotator annotator{*examination->document, language};
  if (!annotator.open(options.limits, out)) {
    return std::nullopt;
  }
  for (Issue const& issue : examination->issues) {
    annotator.add(issue);
  }
  return annotator.write();
}

}  // namespace thethuc::rules
