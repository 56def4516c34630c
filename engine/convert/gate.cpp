#include "convert/gate.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "opc/package.h"
#include "opc/part_types.h"
#include "opc/xml.h"

namespace thethuc::convert {

namespace {

// As quickly as can be: nobody but LibreOffice reads it, once.
constexpr int kDeflateLevel = 1;

constexpr std::string_view kCoreType = "application/vnd.openxmlformats-package.core-properties+xml";
constexpr std::string_view kCoreRelationship = "metadata/core-properties";

struct Shape {
  std::size_t paragraphs = 0;
  std::size_t table_depth = 0;  // the deepest
};

// Counts start tags by their local names, whatever prefixes the document has. The XML is known to
// be well-formed and without DOCTYPE.
class ShapeReader {
 public:
  explicit ShapeReader(std::string_view xml) : rest_(xml) {}

  Shape read() {
    while (next_tag()) {
      bool const is_end = tag_.starts_with('/');
      bool const is_empty = tag_.ends_with('/');
      std::string_view const name = local_name(tag_.substr(is_end ? 1 : 0));
      if (name == "tbl" && !is_empty) {
        depth_ = is_end ? depth_ - std::min<std::size_t>(depth_, 1) : depth_ + 1;
        shape_.table_depth = std::max(shape_.table_depth, depth_);
      } else if (name == "p" && !is_end) {
        ++shape_.paragraphs;
      }
    }
    return shape_;
  }

 private:
  // The next element's tag, between "<" and ">"; comments, CDATA and instructions are passed over.
  bool next_tag() {
    while (true) {
      std::size_t const begin = rest_.find('<');
      if (begin == std::string_view::npos) {
        return false;
      }
      rest_.remove_prefix(begin + 1);
      if (rest_.starts_with("!--")) {
        skip_past("-->");
      } else if (rest_.starts_with("![CDATA[")) {
        skip_past("]]>");
      } else if (rest_.starts_with("?")) {
        skip_past("?>");
      } else {
        std::size_t const end = end_of_tag();
        tag_ = rest_.substr(0, end);
        rest_.remove_prefix(end);
        return true;
      }
    }
  }

  void skip_past(std::string_view end) {
    std::size_t const at = rest_.find(end);
    rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at + end.size());
  }

  // A ">" may stand in the value of an attribute.
  std::size_t end_of_tag() const {
    std::size_t at = 0;
    while (true) {
      at = rest_.find_first_of(">\"'", at);
      if (at == std::string_view::npos) {
        return rest_.size();
      }
      if (rest_[at] == '>') {
        return at;
      }
      at = rest_.find(rest_[at], at + 1);
      if (at == std::string_view::npos) {
        return rest_.size();
      }
      ++at;
    }
  }

  static std::string_view local_name(std::string_view tag) {
    std::string_view const name = tag.substr(0, tag.find_first_of(" \t\r\n/"));
    std::size_t const colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
  }

  std::string_view rest_;
  std::string_view tag_;
  std::size_t depth_ = 0;
  Shape shape_;
};

struct Bound {
  std::size_t limit;
  char const* limit_name;
  base::Words what;
};

base::Diagnostic too_large(Bound const& bound, base::Place place, base::Words found) {
  return base::diagnose(base::Id::convert_too_large,
                        std::move(place),
                        {},
                        {{"limit", std::to_string(bound.limit)},
                         {"what.vi", bound.what.vi},
                         {"what.en", bound.what.en},
                         {"found.vi", std::move(found.vi)},
                         {"found.en", std::move(found.en)},
                         {base::kLimitName, bound.limit_name}});
}

void check_shape(opc::Package const& package,
                 std::string_view file_name,
                 Limits const& limits,
                 base::Diagnostics& out) {
  std::size_t bytes = 0;
  std::size_t paragraphs = 0;
  for (opc::Part const& part : package.parts()) {
    if (!part.content_type.ends_with("xml")) {
      continue;
    }
    bytes += part.bytes.size();
    Shape const shape = ShapeReader{part.bytes}.read();
    paragraphs += shape.paragraphs;
    if (shape.table_depth > limits.max_table_depth) {
      base::Place place = base::place_in_file(std::string{file_name});
      place.part = part.name;
      out.add(too_large({limits.max_table_depth,
                         "convert-table-depth",
                         {"cấp bảng lồng nhau", "levels of tables within each other"}},
                        std::move(place),
                        base::same(std::to_string(shape.table_depth))));
    }
  }
  base::Place const place = base::place_in_file(std::string{file_name});
  if (paragraphs > limits.max_paragraphs) {
    out.add(too_large({limits.max_paragraphs, "convert-paragraphs", {"đoạn văn", "paragraphs"}},
                      place,
                      base::same(std::to_string(paragraphs))));
  }
  if (bytes > limits.max_xml_bytes) {
    out.add(too_large({limits.max_xml_bytes, "convert-bytes", {"byte XML", "bytes of XML"}},
                      place,
                      base::same(std::to_string(bytes))));
  }
}

void set_title(opc::Package& package, std::string_view title) {
  std::string const type = std::string{opc::kPackageRelationships} + std::string{kCoreRelationship};
  opc::Relationships& relationships = package.relationships("");
  opc::Relationship const* const known = relationships.by_type(type);
  opc::Part* const core =
      known != nullptr ? package.find(opc::Package::target_part("", *known)) : nullptr;
  if (core != nullptr) {
    base::Diagnostics ignored;
    auto const document = opc::parse_xml(core->bytes, "", core->name, opc::Limits{}, ignored);
    if (document) {
      pugi::xml_node root = document->document_element();
      pugi::xml_node node = root.child("dc:title");
      if (!node) {
        node = root.append_child("dc:title");
      }
      node.text().set(std::string{title}.c_str());
      core->bytes = opc::to_xml(root);
      return;
    }
  }
  std::string xml{opc::kXmlDeclaration};
  xml +=
      "<cp:coreProperties "
      "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>";
  opc::append_escaped(xml, title);
  xml += "</dc:title></cp:coreProperties>";
  constexpr char const* kName = "/docProps/core.xml";
  package.add({kName, std::string{kCoreType}, std::move(xml)});
  if (known == nullptr) {
    relationships.add({"thethucTitle", type, "docProps/core.xml", false});
  }
}

}  // namespace

std::optional<std::string> admit(std::string_view docx,
                                 std::string_view file_name,
                                 Limits const& limits,
                                 std::string_view title,
                                 base::Diagnostics& out) {
  base::Diagnostics found;
  auto package = opc::Package::read(docx, file_name, limits.package, found);
  if (package) {
    check_shape(*package, file_name, limits, found);
  }
  if (!package || found.has_errors()) {
    for (base::Diagnostic const& d : found.entries()) {
      if (d.severity == base::Severity::error) {
        out.add(d);
      }
    }
    return std::nullopt;
  }
  if (!title.empty()) {
    set_title(*package, title);
  }
  return opc::write_package(*package, kDeflateLevel);
}

}  // namespace thethuc::convert
