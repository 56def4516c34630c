#include "rules/written_document.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "opc/xml.h"
#include "rules/written_pieces.h"
#include "support/docx_fixture.h"

namespace thethuc::test {
namespace {

constexpr std::string_view kStyles =
    "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
    "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New "
    "Roman\" w:eastAsia=\"Times New Roman\" w:cs=\"Times New Roman\"/><w:sz w:val=\"28\"/><w:szCs "
    "w:val=\"28\"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type=\"paragraph\" "
    "w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style></w:styles>";

constexpr std::string_view kNumbering =
    "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
    "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt "
    "w:val=\"bullet\"/><w:lvlText w:val=\"•\"/></w:lvl></w:abstractNum><w:num "
    "w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";

struct Section {
  double top = 20, bottom = 20, left = 30, right = 20;
  double width = 210, height = 297;
  bool landscape = false, first = false, first_shows = false;
  bool has_even = false;   // even pages have a header, with nothing in it
  bool in_points = false;  // as a document saved as Strict has its measures
  std::string number = "none";
  std::string digits;  // w:fmt of w:pgNumType
  int start = 0;
};

class Writer {
 public:
  std::string body(std::string_view text) {
    std::istringstream lines{std::string{text}};
    for (std::string line; std::getline(lines, line);) {
      if (!line.empty()) {
        add(line);
      }
    }
    out_ += section(section_);
    return out_;
  }
  bool has_header() const { return has_header_; }
  bool has_number_by_tab() const { return by_tab_; }
  bool has_footer() const { return has_footer_; }
  bool shows_on_first() const { return shows_on_first_; }
  bool has_even() const { return has_even_; }
  bool tells_even() const { return tells_even_; }
  // What stands between "first-header" and "end-header"; "" for none.
  std::string const& first_header() const { return first_header_; }
  NumberField const& field() const { return field_; }

 private:
  void add(std::string const& line) {
    if (line.starts_with("page ")) {
      page(line.substr(5));
    } else if (line.starts_with("table ")) {
      table(line.substr(6));
    } else if (line == "row") {
      out_ += end_cell() + "</w:tr><w:tr>";
      column_ = 0;
    } else if (line == "cell" || line.starts_with("cell ")) {
      cell(line.substr(4));
    } else if (line == "first-header") {
      body_ = std::exchange(out_, {});
    } else if (line == "end-header") {
      first_header_ = std::exchange(out_, std::move(body_));
    } else if (line.starts_with("table-line ")) {
      table_line(line.substr(11));
    } else if (line == "end") {
      out_ += end_cell() + "</w:tr></w:tbl>";
      width_ = section_.width - section_.left - section_.right;
    } else if (line.starts_with("box ")) {
      box(line.substr(4));
    } else if (line.starts_with("boxes-end")) {
      end_boxes(std::string_view{line}.substr(9));
    } else if (line == "blank") {
      out_ += "<w:p/>";
    } else if (line.starts_with("line ")) {
      rule(line.substr(5));
    } else {
      std::size_t const stroke = line.find('|');
      if (stroke == std::string::npos) {
        throw std::runtime_error("no line of a document: " + line);
      }
      std::string_view content = std::string_view{line}.substr(stroke + 1);
      content.remove_prefix(content.starts_with(" ") ? 1 : 0);
      paragraph(line.substr(0, stroke), content);
    }
  }

  // `borders`: "top=single", "bottom=double".
  void cell(std::string const& borders) {
    out_ += end_cell();
    double const width = columns_.at(column_++);
    width_ = width - 3.8;  // less the usual inner margins
    out_ += open_cell(width, borders);
    in_cell_ = true;
  }
  static std::string open_cell(double width, std::string const& borders) {
    std::string out = "<w:tc><w:tcPr><w:tcW w:w=\"" + number(twips(width)) + "\" w:type=\"dxa\"/>";
    std::string sides;
    for (auto const& [side, kind] : tokens(borders)) {
      sides += "<w:" + side + " w:val=\"" + kind + "\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\"/>";
    }
    out += sides.empty() ? "" : "<w:tcBorders>" + sides + "</w:tcBorders>";
    return out + "</w:tcPr>";
  }

  // A blank table of three cells, the middle one so wide and with a border: "30 top=single".
  void table_line(std::string const& text) {
    double const middle = std::atof(text.c_str());
    double const side = (width_ - middle) / 2;
    std::string const borders = text.substr(std::min(text.find(' '), text.size()));
    out_ += "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid>";
    for (double const width : {side, middle, side}) {
      out_ += "<w:gridCol w:w=\"" + number(twips(width)) + "\"/>";
    }
    out_ += "</w:tblGrid><w:tr>";
    for (int column = 0; column < 3; ++column) {
      out_ += open_cell(column == 1 ? middle : side, column == 1 ? borders : std::string{}) +
              "<w:p/></w:tc>";
    }
    out_ += "</w:tr></w:tbl>";
    out_ += in_cell_ ? "<w:p/>" : "";
  }

  std::string end_cell() { return std::exchange(in_cell_, false) ? "</w:tc>" : ""; }

  // A text box on a paragraph that all up to "boxes-end" hang on.
  void box(std::string const& text) {
    Box b;
    for (auto const& [name, value] : tokens(text)) {
      double const mm = std::atof(value.c_str());
      if (name == "x") {
        b.x = mm;
      } else if (name == "y") {
        b.y = mm;
      } else if (name == "width") {
        b.width = mm;
      } else if (name == "inset") {
        b.inset = mm;
      } else if (name == "vml") {
        b.is_vml = true;
      } else {
        throw std::runtime_error("no format of a box: " + name);
      }
    }
    if (in_boxes_) {
      out_ += end_of_box(box_);
    } else {
      out_ += "<w:p>";
      boxes_begin_ = out_.size();
    }
    in_boxes_ = true;
    box_ = b;
    width_ = b.width - 2 * (b.inset < 0 ? 2.54 : b.inset);
    out_ += b.is_vml ? vml_box(b) : drawn_box(b, ++shapes_);
  }

  // What the paragraph itself holds, when it holds something, stands behind its boxes.
  void end_boxes(std::string_view own) {
    out_ += end_of_box(box_);
    std::size_t const stroke = own.find('|');
    if (stroke != std::string_view::npos) {
      Format const f = format_of(own.substr(0, stroke));
      out_.insert(boxes_begin_, properties(f));
      runs(f, own.substr(std::min(stroke + 2, own.size())));
    }
    out_ += "</w:p>";
    in_boxes_ = false;
    width_ = section_.width - section_.left - section_.right;
  }

  void page(std::string const& text) {
    if (has_page_) {
      out_ += "<w:p><w:pPr>" + section(section_) + "</w:pPr></w:p>";
    }
    has_page_ = true;
    section_ = {};
    for (auto const& [name, value] : tokens(text)) {
      double const mm = std::atof(value.c_str());
      if (name == "top") {
        section_.top = mm;
      } else if (name == "bottom") {
        section_.bottom = mm;
      } else if (name == "left") {
        section_.left = mm;
      } else if (name == "right") {
        section_.right = mm;
      } else if (name == "unit") {
        section_.in_points = value == "pt";
      } else if (name == "size") {
        section_.width = value == "A5" ? 148 : 215.9;
        section_.height = value == "A5" ? 210 : 279.4;
      } else if (name == "landscape") {
        section_.landscape = true;
        std::swap(section_.width, section_.height);
      } else if (name == "first" || name == "first-shows") {
        section_.first = true;
        section_.first_shows = name == "first-shows";
      } else if (name == "number") {
        section_.number = value;
      } else if (name == "digits") {
        section_.digits = value;
      } else if (name == "switch") {
        field_.number_switch = value;
      } else if (name == "number-size") {
        field_.size = mm;
      } else if (name == "number-bold") {
        field_.is_bold = true;
      } else if (name == "no-result") {
        field_.has_result = false;
      } else if (name == "simple-field") {
        field_.is_simple = true;
      } else if (name == "before" || name == "behind") {
        (name == "before" ? field_.before : field_.behind) = changed_signs(value);
      } else if (name == "even" || name == "even-blank") {
        section_.has_even = name == "even-blank";
        tells_even_ = true;
      } else if (name == "start") {
        section_.start = std::atoi(value.c_str());
      }
    }
    width_ = section_.width - section_.left - section_.right;
  }

  // "Trang_": low lines stand for blanks, which part the words of a line.
  static std::string changed_signs(std::string text) {
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
  }

  std::string section(Section const& s) {
    std::string out = "<w:sectPr>";
    if (s.number == "header" || s.number == "footer" || s.number == "tab") {
      std::string const edge = s.number == "footer" ? "footer" : "header";
      out += "<w:" + edge + "Reference w:type=\"default\" r:id=\"" + edge + "1\"/>";
      (edge == "header" ? has_header_ : has_footer_) = true;
      by_tab_ = by_tab_ || s.number == "tab";
    }
    if (s.has_even) {
      out += "<w:headerReference w:type=\"even\" r:id=\"header3\"/>";
      has_even_ = true;
    }
    if (!first_header_.empty() && s.first) {
      out += "<w:headerReference w:type=\"first\" r:id=\"header4\"/>";
    }
    if (s.first_shows) {
      out += "<w:headerReference w:type=\"first\" r:id=\"header2\"/>";
      shows_on_first_ = true;
    }
    auto const measure = [&s](double mm) {
      int const count = twips(mm);
      return s.in_points ? std::to_string(count / 20.0) + "pt" : number(count);
    };
    out += "<w:pgSz w:w=\"" + measure(s.width) + "\" w:h=\"" + measure(s.height) + "\"" +
           (s.landscape ? " w:orient=\"landscape\"" : "") + "/><w:pgMar w:top=\"" + measure(s.top) +
           "\" w:right=\"" + measure(s.right) + "\" w:bottom=\"" + measure(s.bottom) +
           "\" w:left=\"" + measure(s.left) +
           "\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>";
    if (s.start > 0 || !s.digits.empty()) {
      out += "<w:pgNumType" + (s.digits.empty() ? "" : " w:fmt=\"" + s.digits + "\"") +
             (s.start > 0 ? " w:start=\"" + number(s.start) + "\"" : "") + "/>";
    }
    return out + (s.first ? "<w:titlePg/>" : "") + "</w:sectPr>";
  }

  void table(std::string const& text) {
    columns_.clear();
    out_ +=
        "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/><w:tblLayout "
        "w:type=\"fixed\"/></w:tblPr><w:tblGrid>";
    for (auto const& [width, none] : tokens(text)) {
      columns_.push_back(std::atof(width.c_str()));
      out_ += "<w:gridCol w:w=\"" + number(twips(columns_.back())) + "\"/>";
    }
    out_ += "</w:tblGrid><w:tr>";
    column_ = 0;
  }

  // "30", "30 dashed".
  void rule(std::string const& text) {
    double const mm = std::atof(text.c_str());
    std::size_t const blank = text.find(' ');
    std::string const kind = blank == std::string::npos ? "single" : text.substr(blank + 1);
    int const side = twips((width_ - mm) / 2);
    out_ += "<w:p><w:pPr><w:pBdr><w:top w:val=\"" + kind +
            "\" w:sz=\"6\" w:space=\"1\" "
            "w:color=\"auto\"/></w:pBdr><w:ind w:left=\"" +
            number(side) + "\" w:right=\"" + number(side) + "\"/></w:pPr></w:p>";
  }

  struct Format {
    std::string jc, font, color, stops, drawn, frame;
    bool bold = false, italic = false, underline = false, breaks = false, bullet = false,
         caps = false;
    double size = 14, first = 0, left = 0, before = 0, after = 0, lines = 0, exact = 0;
  };

  static Format format_of(std::string_view text) {
    Format f;
    for (auto const& [name, value] : tokens(text)) {
      double const amount = std::atof(value.c_str());
      if (name == "body") {
        f.jc = "both";
        f.first = 10;
        f.before = 6;
      } else if (name == "c") {
        f.jc = "center";
      } else if (name == "r") {
        f.jc = "right";
      } else if (name == "j") {
        f.jc = "both";
      } else if (name == "l") {
        f.jc = "left";
      } else if (name == "b") {
        f.bold = true;
      } else if (name == "i") {
        f.italic = true;
      } else if (name == "u") {
        f.underline = true;
      } else if (name == "first") {
        f.first = amount;
      } else if (name == "left") {
        f.left = amount;
      } else if (name == "before") {
        f.before = amount;
      } else if (name == "after") {
        f.after = amount;
      } else if (name == "lines") {
        f.lines = amount;
      } else if (name == "exact") {
        f.exact = amount;
      } else if (name == "font") {
        f.font = value;
      } else if (name == "stops") {
        f.stops = value;
      } else if (name == "drawn") {
        f.drawn = value;
      } else if (name == "color") {
        f.color = value;
      } else if (name == "frame") {
        f.frame = value;
      } else if (name == "caps") {
        f.caps = true;
      } else if (name == "break") {
        f.breaks = true;
      } else if (name == "bullet") {
        f.bullet = true;
      } else if (name.find_first_not_of("0123456789.") == std::string::npos) {
        f.size = std::atof(name.c_str());
      } else {
        throw std::runtime_error("no format: " + name);
      }
    }
    return f;
  }

  // "30,65@80": lines that hang on the paragraph, in the middle of its column or so far from its
  // left edge; "30@?" stands where the paragraph's text happens to. Behind a stroke how it is
  // drawn: "30/dash", "30/dbl", "30/none"; "30/vml:1 1" of VML, in the middle.
  std::string drawn(std::string const& text) {
    std::string out;
    std::istringstream list{text};
    for (std::string line; std::getline(list, line, ',');) {
      std::size_t const at = line.find('@');
      std::size_t const stroke = line.find('/');
      std::string const style =
          stroke == std::string::npos ? std::string{} : line.substr(stroke + 1, at - stroke - 1);
      if (style.starts_with("vml")) {
        out +=
            vml_line(std::atof(line.c_str()), style.substr(std::min<std::size_t>(4, style.size())));
        continue;
      }
      bool const is_centred = at == std::string::npos;
      bool const is_unknown = line.ends_with("@?");
      double const left = is_centred || is_unknown ? 0 : std::atof(line.c_str() + at + 1);
      std::string const id = number(++shapes_);
      out +=
          "<w:r><w:drawing><wp:anchor distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\" "
          "simplePos=\"0\" relativeHeight=\"1\" behindDoc=\"0\" locked=\"0\" layoutInCell=\"1\" "
          "allowOverlap=\"1\"><wp:simplePos x=\"0\" y=\"0\"/><wp:positionH relativeFrom=\"" +
          std::string{is_unknown ? "character" : "column"} + "\">" +
          (is_centred ? std::string{"<wp:align>center</wp:align>"}
                      : "<wp:posOffset>" + number(twips(left) * 635) + "</wp:posOffset>") +
          "</wp:positionH><wp:positionV relativeFrom=\"paragraph\"><wp:posOffset>200000"
          "</wp:posOffset></wp:positionV><wp:extent cx=\"" +
          number(twips(std::atof(line.c_str())) * 635) +
          "\" cy=\"0\"/><wp:wrapNone/><wp:docPr id=\"" + id + "\" name=\"Line " + id +
          "\"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData "
          "uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><wps:wsp>"
          "<wps:cNvCnPr/><wps:spPr><a:prstGeom prst=\"line\"><a:avLst/></a:prstGeom>" +
          outline(style) +
          "</wps:spPr>"
          "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>";
    }
    return out;
  }

  // `style`: a value of dashstyle, with low lines for blanks, or "thinThin".
  std::string vml_line(double mm, std::string style) const {
    std::replace(style.begin(), style.end(), '_', ' ');
    std::string const name = style == "thinThin" ? "linestyle" : "dashstyle";
    double const left = (width_ - mm) / 2;
    auto const points = [](double value) { return number(static_cast<int>(value * 72 / 25.4)); };
    return "<w:r><w:pict><v:line style=\"position:absolute\" from=\"" + points(left) +
           "pt,17pt\" to=\"" + points(left + mm) + "pt,17pt\">" +
           (style.empty() ? std::string{} : "<v:stroke " + name + "=\"" + style + "\"/>") +
           "</v:line></w:pict></w:r>";
  }

  void paragraph(std::string_view format, std::string_view text) {
    Format const f = format_of(format);
    out_ += "<w:p>" + properties(f) + drawn(f.drawn);
    runs(f, text);
    out_ += "</w:p>";
  }

  static std::string properties(Format const& f) {
    std::string out = "<w:pPr>";
    out += f.breaks ? "<w:pageBreakBefore/>" : "";
    out += frame_of(f.frame);
    out += f.bullet ? "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>" : "";
    out += stops_of(f.stops);
    out += "<w:spacing w:before=\"" + number(static_cast<int>(f.before * 20)) + "\" w:after=\"" +
           number(static_cast<int>(f.after * 20)) + "\"";
    if (f.exact > 0) {
      out += " w:line=\"" + number(static_cast<int>(f.exact * 20)) + "\" w:lineRule=\"exact\"";
    } else if (f.lines > 0) {
      out += " w:line=\"" + number(static_cast<int>(f.lines * 240)) + "\" w:lineRule=\"auto\"";
    }
    out += "/><w:ind w:left=\"" + number(twips(f.left)) + "\" w:firstLine=\"" +
           number(twips(f.first)) + "\"/>";
    out += f.jc.empty() ? "" : "<w:jc w:val=\"" + f.jc + "\"/>";
    return out + "</w:pPr>";
  }

  void runs(Format const& f, std::string_view text) {
    Format now = f;
    while (!text.empty()) {
      std::size_t const first = text.starts_with("***") ? 3 : 0;  // three are what they are
      constexpr std::string_view kSize = "‹", kSizeEnd = "›";
      std::size_t const mark =
          std::min({text.find("**", first), text.find("^^", first), text.find(kSize, first)});
      run(now, text.substr(0, mark));
      if (mark == std::string_view::npos) {
        break;
      }
      if (text.substr(mark).starts_with(kSize)) {
        now.size = std::atof(text.data() + mark + kSize.size());
        text.remove_prefix(text.find(kSizeEnd, mark) + kSizeEnd.size());
        continue;
      }
      bool& is_on = text[mark] == '*' ? now.bold : now.italic;
      is_on = !is_on;
      text.remove_prefix(mark + 2);
    }
  }

  void run(Format const& f, std::string_view text) {
    if (text.empty()) {
      return;
    }
    out_ += "<w:r><w:rPr>";
    if (!f.font.empty()) {
      for (char const* slot : {"<w:rFonts w:ascii=\"", "\" w:hAnsi=\"", "\" w:cs=\""}) {
        out_ += slot + f.font;
      }
      out_ += "\"/>";
    }
    out_ += f.bold ? "<w:b/>" : "";
    out_ += f.italic ? "<w:i/>" : "";
    out_ += f.caps ? "<w:caps/>" : "";
    out_ += f.color.empty() ? "" : "<w:color w:val=\"" + f.color + "\"/>";
    std::string const size = number(static_cast<int>(std::lround(f.size * 2)));
    out_ += "<w:sz w:val=\"" + size + "\"/><w:szCs w:val=\"" + size + "\"/>";
    out_ += f.underline ? "<w:u w:val=\"single\"/>" : "";
    out_ += "</w:rPr><w:t xml:space=\"preserve\">";
    constexpr std::string_view kTab = "→", kBreak = "⏎";
    while (!text.empty()) {
      if (text.starts_with(kTab)) {
        out_ += "</w:t><w:tab/><w:t xml:space=\"preserve\">";
        text.remove_prefix(kTab.size());
      } else if (text.starts_with(kBreak)) {
        out_ += "</w:t><w:br/><w:t xml:space=\"preserve\">";
        text.remove_prefix(kBreak.size());
      } else {
        opc::append_escaped(out_, text.substr(0, 1));
        text.remove_prefix(1);
      }
    }
    out_ += "</w:t></w:r>";
  }

  std::string out_;
  std::string body_;  // while the header of the first page is written
  std::string first_header_;
  Section section_;
  NumberField field_;
  std::vector<double> columns_;
  std::size_t column_ = 0;
  double width_ = 160;
  int shapes_ = 0;
  std::size_t boxes_begin_ = 0;  // behind the start of the paragraph that they hang on
  Box box_;
  bool in_boxes_ = false;
  bool in_cell_ = false, has_page_ = false, has_header_ = false, has_footer_ = false,
       by_tab_ = false, shows_on_first_ = false, has_even_ = false, tells_even_ = false;
};

}  // namespace

std::string read_case(std::string_view name) {
  std::ifstream file{"tests/cases/rules/" + std::string{name} + ".txt", std::ios::binary};
  if (!file) {
    throw std::runtime_error("no case " + std::string{name});
  }
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::string changed(std::string text, std::string_view from, std::string_view to) {
  std::size_t const at = text.find(from);
  if (at == std::string::npos) {
    throw std::runtime_error("not in the document: " + std::string{from});
  }
  return text.replace(at, from.size(), to);
}

std::string docx_of(std::string_view text, std::vector<opc::Package::File> extra) {
  Writer writer;
  std::string const body = writer.body(text);
  std::vector<opc::Package::File> files{{"word/styles.xml", std::string{kStyles}},
                                        {"word/numbering.xml", std::string{kNumbering}}};
  if (writer.has_header()) {
    files.push_back({"word/header1.xml",
                     writer.has_number_by_tab()
                         ? page_number("hdr", "left", writer.field(), "<w:r><w:tab/></w:r>")
                         : page_number("hdr", "center", writer.field())});
  }
  if (writer.shows_on_first()) {
    files.push_back({"word/header2.xml", page_number("hdr", "center", writer.field())});
  }
  if (writer.has_footer()) {
    files.push_back({"word/footer1.xml", page_number("ftr", "right", writer.field())});
  }
  if (writer.has_even()) {
    files.push_back({"word/header3.xml", "<w:hdr" + std::string{namespaces()} + "><w:p/></w:hdr>"});
  }
  if (writer.tells_even()) {
    files.push_back(
        {"word/settings.xml",
         "<w:settings" + std::string{namespaces()} + "><w:evenAndOddHeaders/></w:settings>"});
  }
  if (!writer.first_header().empty()) {
    files.push_back(
        {"word/header4.xml",
         "<w:hdr" + std::string{namespaces()} + ">" + writer.first_header() +
             (writer.first_header().ends_with("</w:tbl>") ? "<w:p/></w:hdr>" : "</w:hdr>")});
  }
  for (opc::Package::File& file : extra) {
    files.push_back(std::move(file));
  }
  return make_docx(body, std::move(files));
}

}  // namespace thethuc::test
