#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "opc/namespaces.h"

namespace thethuc::opc {

namespace {

struct Known {
  std::string_view prefix;
  std::string_view uri;
};

#define OOXML(path) "http://schemas.openxmlformats.org/" path
#define MICROSOFT(path) "http://schemas.microsoft.com/office/" path

// The prefixes of Word 365; each is here once.
constexpr std::array kKnown = {
    Known{"w", OOXML("wordprocessingml/2006/main")},
    Known{"r", OOXML("officeDocument/2006/relationships")},
    Known{"a", OOXML("drawingml/2006/main")},
    Known{"wp", OOXML("drawingml/2006/wordprocessingDrawing")},
    Known{"pic", OOXML("drawingml/2006/picture")},
    Known{"c", OOXML("drawingml/2006/chart")},
    Known{"cdr", OOXML("drawingml/2006/chartDrawing")},
    Known{"dgm", OOXML("drawingml/2006/diagram")},
    Known{"lc", OOXML("drawingml/2006/lockedCanvas")},
    Known{"m", OOXML("officeDocument/2006/math")},
    Known{"b", OOXML("officeDocument/2006/bibliography")},
    Known{"ds", OOXML("officeDocument/2006/customXml")},
    Known{"vt", OOXML("officeDocument/2006/docPropsVTypes")},
    Known{"sl", OOXML("schemaLibrary/2006/main")},
    Known{"mc", OOXML("markup-compatibility/2006")},
    Known{"cp", OOXML("package/2006/metadata/core-properties")},
    Known{"", OOXML("package/2006/content-types")},
    Known{"", OOXML("package/2006/relationships")},
    Known{"", OOXML("officeDocument/2006/extended-properties")},
    Known{"", OOXML("officeDocument/2006/custom-properties")},
    Known{"dc", "http://purl.org/dc/elements/1.1/"},
    Known{"dcterms", "http://purl.org/dc/terms/"},
    Known{"dcmitype", "http://purl.org/dc/dcmitype/"},
    Known{"xsi", "http://www.w3.org/2001/XMLSchema-instance"},
    Known{"v", "urn:schemas-microsoft-com:vml"},
    Known{"o", "urn:schemas-microsoft-com:office:office"},
    Known{"w10", "urn:schemas-microsoft-com:office:word"},
    Known{"x", "urn:schemas-microsoft-com:office:excel"},
    Known{"wne", MICROSOFT("word/2006/wordml")},
    Known{"w14", MICROSOFT("word/2010/wordml")},
    Known{"w15", MICROSOFT("word/2012/wordml")},
    Known{"w16", MICROSOFT("word/2018/wordml")},
    Known{"w16cex", MICROSOFT("word/2018/wordml/cex")},
    Known{"w16cid", MICROSOFT("word/2016/wordml/cid")},
    Known{"w16du", MICROSOFT("word/2023/wordml/word16du")},
    Known{"w16sdtdh", MICROSOFT("word/2020/wordml/sdtdatahash")},
    Known{"w16sdtfl", MICROSOFT("word/2024/wordml/sdtformatlock")},
    Known{"w16se", MICROSOFT("word/2015/wordml/symex")},
    Known{"wp14", MICROSOFT("word/2010/wordprocessingDrawing")},
    Known{"wpc", MICROSOFT("word/2010/wordprocessingCanvas")},
    Known{"wpg", MICROSOFT("word/2010/wordprocessingGroup")},
    Known{"wpi", MICROSOFT("word/2010/wordprocessingInk")},
    Known{"wps", MICROSOFT("word/2010/wordprocessingShape")},
    Known{"a14", MICROSOFT("drawing/2010/main")},
    Known{"a16", MICROSOFT("drawing/2014/main")},
    Known{"asvg", MICROSOFT("drawing/2016/SVG/main")},
    Known{"am3d", MICROSOFT("drawing/2017/model3d")},
    Known{"aink", MICROSOFT("drawing/2016/ink")},
    Known{"adec", MICROSOFT("drawing/2017/decorative")},
    Known{"c14", MICROSOFT("drawing/2007/8/2/chart")},
    Known{"c15", MICROSOFT("drawing/2012/chart")},
    Known{"c16", MICROSOFT("drawing/2014/chart")},
    Known{"c16r2", MICROSOFT("drawing/2015/06/chart")},
    Known{"cx", MICROSOFT("drawing/2014/chartex")},
    Known{"dsp", MICROSOFT("drawing/2008/diagram")},
    Known{"oel", MICROSOFT("2019/extlst")},
    Known{"thm15", MICROSOFT("thememl/2012/main")},
};

#undef OOXML
#undef MICROSOFT

constexpr std::string_view kStrict = "http://purl.oclc.org/ooxml/";

}  // namespace

bool is_strict(std::string_view uri) {
  return uri.starts_with(kStrict);
}

std::string transitional(std::string_view uri) {
  if (!is_strict(uri)) {
    return std::string{uri};
  }
  // …/ooxml/drawingml/chart is …/drawingml/2006/chart: the year stands after the first segment. Two
  // names changed their spelling as well (ISO 29500-4, annex A).
  std::string_view const rest = uri.substr(kStrict.size());
  std::size_t const slash = std::min(rest.find('/'), rest.size());
  std::string out = "http://schemas.openxmlformats.org/";
  out.append(rest.substr(0, slash)).append("/2006").append(rest.substr(slash));
  for (auto const& [from, to] : {std::pair{"extendedProperties", "extended-properties"},
                                 std::pair{"customProperties", "custom-properties"}}) {
    if (out.ends_with(from)) {
      out.replace(out.rfind(from), std::string::npos, to);
    }
  }
  return out;
}

std::optional<std::string_view> usual_prefix(std::string_view uri) {
  static auto const by_uri = [] {
    std::unordered_map<std::string_view, std::string_view> map;
    for (Known const& known : kKnown) {
      map.emplace(known.uri, known.prefix);
    }
    return map;
  }();
  auto const found = by_uri.find(uri);
  return found == by_uri.end() ? std::nullopt : std::optional{found->second};
}

bool is_usual_prefix(std::string_view prefix) {
  static auto const prefixes = [] {
    std::unordered_set<std::string_view> set;
    for (Known const& known : kKnown) {
      set.insert(known.prefix);
    }
    return set;
  }();
  return !prefix.empty() && prefixes.count(prefix) > 0;
}

bool is_usual_declaration(std::string_view prefix, std::string_view uri) {
  if (is_strict(uri)) {
    return false;
  }
  if (auto const usual = usual_prefix(uri)) {
    return *usual == prefix;
  }
  return !is_usual_prefix(prefix);
}

}  // namespace thethuc::opc
