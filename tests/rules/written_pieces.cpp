#include "rules/written_pieces.h"

#include <cmath>
#include <sstream>

namespace thethuc::test {

int twips(double mm) {
  return static_cast<int>(std::lround(mm * 1440 / 25.4));
}

std::string number(int value) {
  return std::to_string(value);
}

// The words of a line, "top=20" as pairs.
std::vector<std::pair<std::string, std::string>> tokens(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> out;
  std::istringstream words{std::string{text}};
  for (std::string word; words >> word;) {
    std::size_t const equals = word.find('=');
    out.emplace_back(word.substr(0, equals),
                     equals == std::string::npos ? std::string{} : word.substr(equals + 1));
  }
  return out;
}

std::string vml_box(Box const& b) {
  auto const mm = [](double value) { return number(static_cast<int>(std::lround(value))) + "mm"; };
  return "<w:r><w:pict><v:shape style=\"position:absolute;margin-left:" + mm(b.x) +
         ";margin-top:" + mm(b.y) + ";width:" + mm(b.width) + ";height:15mm\"><v:textbox" +
         (b.inset < 0 ? std::string{} : " inset=\"" + mm(b.inset) + ",0," + mm(b.inset) + ",0\"") +
         "><w:txbxContent>";
}

std::string drawn_box(Box const& b, int shape) {
  auto const emu = [](double mm) { return number(static_cast<int>(std::lround(mm * 36000))); };
  std::string const id = number(shape);
  return "<w:r><w:drawing><wp:anchor distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\" "
         "simplePos=\"0\" relativeHeight=\"1\" behindDoc=\"0\" locked=\"0\" layoutInCell=\"1\" "
         "allowOverlap=\"1\"><wp:simplePos x=\"0\" y=\"0\"/><wp:positionH "
         "relativeFrom=\"column\"><wp:posOffset>" +
         emu(b.x) +
         "</wp:posOffset></wp:positionH><wp:positionV relativeFrom=\"paragraph\"><wp:posOffset>" +
         emu(b.y) + "</wp:posOffset></wp:positionV><wp:extent cx=\"" + emu(b.width) +
         "\" cy=\"540000\"/><wp:wrapNone/><wp:docPr id=\"" + id + "\" name=\"Box " + id +
         "\"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData "
         "uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><wps:wsp>"
         "<wps:cNvSpPr txBox=\"1\"/><wps:spPr><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>"
         "</wps:spPr><wps:txbx><w:txbxContent>";
}

std::string end_of_box(Box const& b) {
  if (b.is_vml) {
    return "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>";
  }
  std::string const emu = number(static_cast<int>(std::lround(b.inset * 36000)));
  std::string const insets =
      b.inset < 0 ? std::string{} : " lIns=\"" + emu + "\" rIns=\"" + emu + "\"";
  return "</w:txbxContent></wps:txbx><wps:bodyPr" + insets +
         "/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>";
}

// "30,20,58": a frame so far from the left and upper edge of the page, and so wide.
std::string frame_of(std::string const& text) {
  std::string out = text.empty() ? "" : "<w:framePr w:hAnchor=\"page\" w:vAnchor=\"page\"";
  std::istringstream list{text};
  for (char const* name : {" w:x=\"", " w:y=\"", " w:w=\""}) {
    if (std::string mm; std::getline(list, mm, ',')) {
      out += name + number(twips(std::atof(mm.c_str()))) + "\"";
    }
  }
  return out.empty() ? out : out + "/>";
}

// "c30,l80": tab stops, centred at 30 mm and left at 80 mm.
std::string stops_of(std::string const& text) {
  std::string out;
  std::istringstream list{text};
  for (std::string stop; std::getline(list, stop, ',');) {
    out += "<w:tab w:val=\"" + std::string{stop[0] == 'c' ? "center" : "left"} + "\" w:pos=\"" +
           number(twips(std::atof(stop.c_str() + 1))) + "\"/>";
  }
  return out.empty() ? out : "<w:tabs>" + out + "</w:tabs>";
}

std::string outline(std::string const& style) {
  return style.empty()     ? std::string{}
         : style == "none" ? "<a:ln><a:noFill/></a:ln>"
         : style == "dbl"  ? "<a:ln cmpd=\"dbl\"/>"
                           : "<a:ln><a:prstDash val=\"" + style + "\"/></a:ln>";
}

std::string page_number(std::string_view root,
                        std::string_view jc,
                        NumberField const& field,
                        std::string_view before) {
  std::string const half_points = number(static_cast<int>(std::lround(field.size * 2)));
  std::string const own = (field.is_bold ? std::string{"<w:b/>"} : std::string{}) +
                          (field.size > 0 ? "<w:sz w:val=\"" + half_points + "\"/>" : "");
  std::string const format = own.empty() ? own : "<w:rPr>" + own + "</w:rPr>";
  std::string const code =
      field.number_switch.empty() ? " PAGE " : " PAGE \\* " + field.number_switch + " ";
  auto const run = [&](std::string_view content) {
    return "<w:r>" + format + std::string{content} + "</w:r>";
  };
  auto const character = [&](std::string_view type) {
    return run("<w:fldChar w:fldCharType=\"" + std::string{type} + "\"/>");
  };
  auto const text = [&](std::string const& words) {
    return words.empty() ? std::string{} : run("<w:t xml:space=\"preserve\">" + words + "</w:t>");
  };
  std::string const result = field.has_result ? run("<w:t>2</w:t>") : std::string{};
  std::string out = "<w:" + std::string{root} +
                    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
                    "<w:p><w:pPr><w:jc w:val=\"" +
                    std::string{jc} + "\"/></w:pPr>" + std::string{before} + text(field.before);
  if (field.is_simple) {
    out += "<w:fldSimple w:instr=\"" + code + "\">" + result + "</w:fldSimple>";
  } else {
    out += character("begin") +
           run("<w:instrText xml:space=\"preserve\">" + code + "</w:instrText>") +
           (field.has_result ? character("separate") + result : std::string{}) + character("end");
  }
  return out + text(field.behind) + "</w:p></w:" + std::string{root} + ">";
}

}  // namespace thethuc::test
