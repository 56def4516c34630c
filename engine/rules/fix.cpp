// Mending what needs no judgement: the repairs that rules have attached to their findings.

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "opc/deflate.h"
#include "opc/part_types.h"
#include "opc/xml.h"
#include "rules/check.h"
#include "rules/edit.h"
#include "rules/examination.h"
#include "wml/names.h"

namespace thethuc::rules {

namespace w = wml::w;

namespace {

constexpr int kMostPasses = 4;  // one mended thing may show another

constexpr std::string_view kPageHeader =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<w:hdr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:p><w:pPr>"
    "<w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii=\"Times New Roman\" "
    "w:hAnsi=\"Times New Roman\" w:eastAsia=\"Times New Roman\" w:cs=\"Times New Roman\"/>"
    "<w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/></w:rPr><w:fldChar w:fldCharType=\"begin\"/></w:r>"
    "<w:r><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" "
    "w:eastAsia=\"Times New Roman\" w:cs=\"Times New Roman\"/><w:sz w:val=\"28\"/><w:szCs "
    "w:val=\"28\"/></w:rPr><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r>"
    "<w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" "
    "w:eastAsia=\"Times New Roman\" w:cs=\"Times New Roman\"/><w:sz w:val=\"28\"/><w:szCs "
    "w:val=\"28\"/></w:rPr><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:rPr><w:rFonts "
    "w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"Times New Roman\" "
    "w:cs=\"Times New Roman\"/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/></w:rPr><w:t>2</w:t></w:r>"
    "<w:r><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" "
    "w:eastAsia=\"Times New Roman\" w:cs=\"Times New Roman\"/><w:sz w:val=\"28\"/><w:szCs "
    "w:val=\"28\"/></w:rPr><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:hdr>";

class Mender {
 public:
  explicit Mender(Examination& examination) : e_(examination), document_(*examination.document) {}

  // Applies all repairs; formats before texts, since these move what stands behind them.
  void mend(std::vector<Change>& changes) {
    std::set<std::size_t> done;  // findings that were told of already
    for (bool const texts : {false, true}) {
      for (std::size_t i = e_.issues.size(); i-- > 0;) {
        for (Repair const& repair : e_.issues[i].repairs) {
          bool const changes_text = repair.kind == Repair::Kind::replace ||
                                    repair.kind == Repair::Kind::compose ||
                                    repair.kind == Repair::Kind::line_below;
          if (changes_text == texts && apply(repair)) {
            done.insert(i);
          }
        }
      }
    }
    for (std::size_t i : done) {
      Finding const& f = e_.issues[i].finding;
      changes.push_back({f.rule,
                         f.place,
                         {f.about.vi + ": " + f.found.vi + " → " + f.expected.vi,
                          f.about.en + ": " + f.found.en + " → " + f.expected.en}});
    }
  }

  // The document with the parts that were changed written anew.
  opc::Package take_package() {
    for (std::string const& name : changed_) {
      if (opc::Part* const part = document_.package.find(name)) {
        part->bytes = opc::to_xml(document_.trees.at(name)->document_element());
      }
    }
    return std::move(document_.package);
  }

 private:
  std::string const& main() const { return document_.package.main_part(); }

  Paragraph const* paragraph_of(Repair const& repair) const {
    if (repair.part.empty()) {
      return repair.paragraph < document_.paragraphs.size()
                 ? &document_.paragraphs[repair.paragraph]
                 : nullptr;
    }
    auto const edge = document_.edges.find(repair.part);
    if (edge == document_.edges.end()) {
      return nullptr;
    }
    for (Paragraph const& p : edge->second.paragraphs) {
      if (p.place.table == 0 && p.place.text_box == 0 &&
          p.place.paragraph == static_cast<int>(repair.paragraph)) {
        return &p;
      }
    }
    return nullptr;
  }

  bool apply(Repair const& repair) {
    bool applied = false;
    switch (repair.kind) {
      case Repair::Kind::none:
        return false;
      case Repair::Kind::margin:
      case Repair::Kind::title_page:
      case Repair::Kind::page_start:
        applied = mend_section(repair);
        break;
      case Repair::Kind::page_number:
        applied = add_page_number();
        break;
      default: {
        Paragraph const* const p = paragraph_of(repair);
        applied = p != nullptr && mend_paragraph(*p, repair);
        break;
      }
    }
    if (applied) {
      changed_.insert(repair.part.empty() ? main() : repair.part);
    }
    return applied;
  }

  pugi::xml_node section_properties(std::size_t section) {
    pugi::xml_node const own = document_.sections[section].properties;
    if (own) {
      return own;
    }
    pugi::xml_node body = document_.trees.at(main())->document_element().child(w::body);
    document_.sections[section].properties = body.append_child(w::sectPr);
    return document_.sections[section].properties;
  }

  bool mend_section(Repair const& repair) {
    pugi::xml_node const properties = section_properties(repair.section);
    if (repair.kind == Repair::Kind::margin) {
      pugi::xml_node const margins = section_property(properties, w::pgMar);
      // What the section did not say it says now as it was.
      Section const& s = document_.sections[repair.section];
      for (auto const& [name, value] : {std::pair{"w:top", s.top},
                                        std::pair{"w:right", s.right},
                                        std::pair{"w:bottom", s.bottom},
                                        std::pair{"w:left", s.left},
                                        std::pair{"w:header", s.header},
                                        std::pair{"w:footer", s.footer},
                                        std::pair{"w:gutter", s.gutter}}) {
        if (!margins.attribute(name)) {
          set(margins, name, value);
        }
      }
      int value = repair.value;
      if (repair.text == "w:left") {
        value -= s.gutter;
      }
      set(margins, repair.text.c_str(), value);
      return true;
    }
    if (repair.kind == Repair::Kind::title_page) {
      pugi::xml_node title = section_property(properties, "w:titlePg");
      title.remove_attribute(w::val);
      return true;
    }
    set(section_property(properties, "w:pgNumType"), "w:start", 1);
    return true;
  }

  bool mend_paragraph(Paragraph const& p, Repair const& repair) {
    switch (repair.kind) {
      case Repair::Kind::alignment:
        set(paragraph_property(p.node, w::jc), w::val, repair.text);
        return true;
      case Repair::Kind::replace:
        // Two texts of one paragraph: the second is mended in the next pass.
        return texts_.insert(p.node.hash_value()).second &&
               replace_range(p.node, repair.begin, repair.end, repair.text);
      case Repair::Kind::compose:
        return texts_.insert(p.node.hash_value()).second && compose_text(p.node);
      case Repair::Kind::line_below:
        return add_line(p, repair.value);
      default:
        break;
    }
    std::vector<pugi::xml_node> const runs = runs_of_range(p.node, repair.begin, repair.end);
    for (pugi::xml_node run : runs) {
      mend_run(run, repair);
    }
    return !runs.empty();
  }

  static void mend_run(pugi::xml_node run, Repair const& repair) {
    std::string_view const on = repair.value != 0 ? "1" : "0";
    switch (repair.kind) {
      case Repair::Kind::size:
        set(run_property(run, w::sz), w::val, repair.value);
        set(run_property(run, "w:szCs"), w::val, repair.value);
        break;
      case Repair::Kind::bold:
        set(run_property(run, w::b), w::val, on);
        set(run_property(run, "w:bCs"), w::val, on);
        break;
      case Repair::Kind::italic:
        set(run_property(run, w::i), w::val, on);
        set(run_property(run, "w:iCs"), w::val, on);
        break;
      case Repair::Kind::underline:
        set(run_property(run, "w:u"), w::val, repair.value != 0 ? "single" : "none");
        break;
      case Repair::Kind::color: {
        pugi::xml_node color = run_property(run, "w:color");
        for (char const* theme : {"w:themeColor", "w:themeTint", "w:themeShade"}) {
          color.remove_attribute(theme);
        }
        set(color, w::val, "auto");
        break;
      }
      case Repair::Kind::font: {
        pugi::xml_node fonts = run_property(run, "w:rFonts");
        for (char const* theme : {"w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"}) {
          fonts.remove_attribute(theme);
        }
        for (char const* slot : {"w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"}) {
          set(fonts, slot, "Times New Roman");
        }
        break;
      }
      default:
        break;
    }
  }

  // A paragraph with a border at its top, indented so that the border is as long as wanted and in
  // the middle of the text above: drawn alike by all programs.
  bool add_line(Paragraph const& p, int width) {
    int const available = document_.available_width(p).count;
    int const room = available - p.format.left.count - p.format.right.count;
    if (available <= 0 || width <= 0 || width > room) {
      return false;
    }
    int const side = (room - width) / 2;
    pugi::xml_node line = p.node.parent().insert_child_after(w::p, p.node);
    pugi::xml_node properties = line.append_child(w::pPr);
    pugi::xml_node const top = properties.append_child("w:pBdr").append_child("w:top");
    set(top, w::val, "single");
    set(top, "w:sz", 6);
    set(top, "w:space", 1);
    set(top, "w:color", "auto");
    pugi::xml_node const spacing = properties.append_child("w:spacing");
    set(spacing, "w:before", 20);
    set(spacing, "w:after", 0);
    set(spacing, "w:line", 120);
    set(spacing, "w:lineRule", "exact");
    pugi::xml_node const indents = properties.append_child(w::ind);
    set(indents, w::left, p.format.left.count + side);
    set(indents, w::right, p.format.right.count + room - width - side);
    set(indents, "w:firstLine", 0);
    return true;
  }

  // A number at the foot goes when it stands there alone; then one stands at the head.
  bool add_page_number() {
    Section const& first = document_.sections.front();
    if (!first.header_default.empty()) {
      return false;  // what stands there already somebody has put there
    }
    if (!clear_footer(first.footer_default)) {
      return false;
    }
    std::string name;
    for (int number = 1; name.empty() || document_.package.find(name) != nullptr; ++number) {
      name = "/word/header" + std::to_string(number) + ".xml";
    }
    std::string const type = std::string{opc::kWordprocessingTypes}.append("header").append("+xml");
    document_.package.add({name, type, std::string{kPageHeader}});
    opc::Relationships& relationships = document_.package.relationships(main());
    std::string id;
    for (int number = 1; id.empty() || relationships.by_id(id) != nullptr; ++number) {
      id = "rIdSoTrang" + std::to_string(number);
    }
    relationships.add(
        {id, std::string{opc::kOfficeRelationships}.append("header"), name.substr(6), false});
    pugi::xml_node properties = section_properties(0);
    pugi::xml_node const reference = properties.prepend_child("w:headerReference");
    set(reference, w::type, "default");
    set(reference, "r:id", id);
    pugi::xml_node root = document_.trees.at(main())->document_element();
    if (!root.attribute("xmlns:r")) {
      set(root, "xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
    }
    section_property(properties, "w:titlePg").remove_attribute(w::val);
    return true;
  }

  // Whether the footer may stay as it then is.
  bool clear_footer(std::string const& part) {
    auto const edge = document_.edges.find(part);
    if (part.empty() || edge == document_.edges.end()) {
      return true;
    }
    for (Paragraph const& p : edge->second.paragraphs) {
      if (!p.has_page_field) {
        continue;
      }
      bool const is_alone = p.text.find_first_not_of("0123456789 \t\n-") == std::string::npos;
      if (!is_alone) {
        return false;
      }
      for (pugi::xml_node child = p.node.first_child(); child;) {
        pugi::xml_node const next = child.next_sibling();
        if (!wml::is(child, w::pPr)) {
          pugi::xml_node{p.node}.remove_child(child);
        }
        child = next;
      }
      changed_.insert(part);
    }
    return true;
  }

  Examination& e_;
  Document& document_;
  std::set<std::string> changed_;  // parts
  std::set<std::size_t> texts_;    // paragraphs whose text was changed in this pass
};

}  // namespace

std::optional<Fixed> fix(std::string_view docx, Options const& options, base::Diagnostics& out) {
  Fixed fixed;
  fixed.docx = docx;
  Options same = options;
  for (int pass = 0;; ++pass) {
    std::optional<Examination> examination = Examination::make(fixed.docx, same, out);
    if (!examination) {
      return std::nullopt;
    }
    same.profile = examination->profile;  // what is mended does not change what it is measured by
    fixed.left = examination->findings();
    if (pass == kMostPasses) {
      return fixed;
    }
    std::size_t const before = fixed.changes.size();
    Mender mender{*examination};
    mender.mend(fixed.changes);
    if (fixed.changes.size() == before) {
      return fixed;
    }
    fixed.docx = opc::write_package(mender.take_package(), opc::kDefaultDeflateLevel);
  }
}

}  // namespace thethuc::rules
