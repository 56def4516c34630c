#include "bulk/workbook.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/text.h"
#include "bulk/sources.h"
#include "bulk/xml_slices.h"
#include "opc/file_kind.h"
#include "opc/package.h"
#include "opc/xml.h"

namespace thethuc::bulk {

namespace {

constexpr int kNoNumber = -1;

int int_of(std::string_view text) {
  int number = kNoNumber;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? number : kNoNumber;
}

// "worksheet" of ".../relationships/worksheet", be it transitional or strict.
std::string_view last_part(std::string_view type) {
  return type.substr(std::min(type.rfind('/') + 1, type.size()));
}

std::string folded(std::string_view name) {
  return base::to_lower(base::to_nfc(name));
}

class Reader {
 public:
  Reader(opc::ZipFile& archive,
         std::string const& file_name,
         opc::Limits const& limits,
         base::Diagnostics& out)
      : archive_(archive), file_name_(file_name), limits_(limits), out_(out) {}

  std::optional<Workbook> read() {
    std::size_t const errors_before = out_.error_count();
    auto const main = main_part();
    if (main) {
      read_workbook(*main);
    }
    return main && out_.error_count() == errors_before ? std::optional{std::move(workbook_)}
                                                       : std::nullopt;
  }

 private:
  // nullptr when it is missing (which is told unless `is_optional`) or broken.
  std::unique_ptr<pugi::xml_document> parse(std::string_view part, bool is_optional = false) {
    opc::ZipFile::Entry const* const entry = entry_of_part(archive_, part);
    if (!entry) {
      if (!is_optional) {
        tell_missing(part);
      }
      return nullptr;
    }
    auto const bytes = archive_.read(*entry, limits_.max_part_bytes, "part-bytes", out_);
    return bytes ? opc::parse_xml(*bytes, file_name_, part, limits_, out_) : nullptr;
  }

  void tell_missing(std::string_view part) {
    out_.add(not_readable(base::place_in_file(file_name_),
                          {"phần " + std::string{part} + " trong bảng tính",
                           "the part " + std::string{part} + " in the workbook"},
                          {"không có phần đó", "none"},
                          {"mở tệp bằng Excel hoặc LibreOffice rồi lưu lại",
                           "open the file in Excel or LibreOffice, and save it anew"}));
  }

  opc::Relationships relationships_of(std::string_view part) {
    opc::Relationships relationships;
    auto const document = parse("/" + opc::Package::relationships_name(part), true);
    if (!document) {
      return relationships;
    }
    for (pugi::xml_node const node : document->document_element().children()) {
      relationships.add({node.attribute("Id").value(),
                         node.attribute("Type").value(),
                         node.attribute("Target").value(),
                         std::string_view{node.attribute("TargetMode").value()} == "External"});
    }
    return relationships;
  }

  std::optional<std::string> main_part() {
    std::size_t const errors_before = out_.error_count();
    opc::Relationships const relationships = relationships_of("");
    for (opc::Relationship const& relationship : relationships.all()) {
      if (last_part(relationship.type) == "officeDocument" && !relationship.is_external) {
        std::string part = opc::Package::target_part("", relationship);
        bool const is_word = part.starts_with("/word/");
        bool const is_binary = part.ends_with(".bin");
        if (!is_word && !is_binary) {
          return part;
        }
        tell_kind(is_word ? base::Words{"văn bản Word (.docx)", "a Word document (.docx)"}
                          : base::Words{"bảng tính Excel nhị phân (.xlsb)",
                                        "an Excel binary workbook (.xlsb)"});
        return std::nullopt;
      }
    }
    if (out_.error_count() == errors_before) {
      tell_kind(kind_of_entries());
    }
    return std::nullopt;
  }

  base::Words kind_of_entries() {
    std::vector<std::string_view> names;
    for (opc::ZipFile::Entry const& entry : archive_.entries()) {
      names.push_back(entry.name);
    }
    opc::ZipFile::Entry const* const entry = archive_.find("mimetype");
    base::Diagnostics ignored;
    auto const type = entry ? archive_.read(*entry, 1000, "", ignored) : std::nullopt;
    opc::FileKind const kind = opc::kind_of_archive(names, type.value_or(""));
    return {kind.vi, kind.en};
  }

  void tell_kind(base::Words found) {
    out_.add(not_readable(
        base::place_in_file(file_name_),
        {"một bảng tính Excel (.xlsx)", "an Excel workbook (.xlsx)"},
        std::move(found),
        {"lưu lại dưới dạng .xlsx (Excel Workbook)", "save it as .xlsx (Excel Workbook)"}));
  }

  void read_workbook(std::string const& main) {
    auto const document = parse(main);
    opc::Relationships const relationships = relationships_of(main);
    if (!document) {
      return;
    }
    for (opc::Relationship const& relationship : relationships.all()) {
      std::string_view const kind = last_part(relationship.type);
      if (kind == "sharedStrings") {
        workbook_.shared_strings = opc::Package::target_part(main, relationship);
      } else if (kind == "styles") {
        read_styles(opc::Package::target_part(main, relationship));
      }
    }
    pugi::xml_node const root = document->document_element();
    std::string_view const counts_from_1904 =
        child_named(root, "workbookPr").attribute("date1904").value();
    workbook_.is_1904 = counts_from_1904 == "1" || counts_from_1904 == "true";
    for (pugi::xml_node const sheet : child_named(root, "sheets").children()) {
      read_sheet(sheet, main, relationships);
    }
  }

  void read_sheet(pugi::xml_node sheet,
                  std::string const& main,
                  opc::Relationships const& relationships) {
    std::string_view id;
    for (pugi::xml_attribute const attribute : sheet.attributes()) {
      if (std::string_view{attribute.name()}.ends_with(":id")) {
        id = attribute.value();
      }
    }
    opc::Relationship const* const relationship = relationships.by_id(id);
    if (relationship && last_part(relationship->type) == "worksheet") {
      workbook_.sheets.push_back({sheet.attribute("name").value(),
                                  opc::Package::target_part(main, *relationship),
                                  std::string_view{sheet.attribute("state").value()}.ends_with(
                                      "idden")});  // hidden, veryHidden
    }
  }

  void read_styles(std::string const& part) {
    auto const document = parse(part, true);
    if (!document) {
      return;
    }
    pugi::xml_node const root = document->document_element();
    std::map<int, NumberShape> own;
    for (pugi::xml_node const format : child_named(root, "numFmts").children()) {
      own[int_of(format.attribute("numFmtId").value())] =
          shape_of_format(format.attribute("formatCode").value());
    }
    for (pugi::xml_node const format : child_named(root, "cellXfs").children()) {
      int const id = int_of(format.attribute("numFmtId").value());
      auto const known = own.find(id);
      workbook_.formats.push_back(known == own.end() ? shape_of_builtin(id) : known->second);
    }
  }

  opc::ZipFile& archive_;
  std::string const& file_name_;
  opc::Limits const& limits_;
  base::Diagnostics& out_;
  Workbook workbook_;
};

}  // namespace

opc::ZipFile::Entry const* entry_of_part(opc::ZipFile const& archive, std::string_view part) {
  return archive.find(part.substr(part.starts_with('/') ? 1 : 0));
}

std::optional<Workbook> Workbook::read(opc::ZipFile& archive,
                                       std::string const& file_name,
                                       opc::Limits const& limits,
                                       base::Diagnostics& out) {
  return Reader{archive, file_name, limits, out}.read();
}

Workbook::Sheet const* Workbook::find(std::string_view name,
                                      std::string const& file_name,
                                      base::Diagnostics& out) const {
  std::vector<std::string> names;
  std::string known;
  for (Sheet const& sheet : sheets) {
    if (name.empty() ? !sheet.is_hidden : folded(sheet.name) == folded(name)) {
      return &sheet;
    }
    names.push_back(sheet.name);
    known.append(known.empty() ? "\"" : ", \"").append(sheet.name).append("\"");
  }
  if (name.empty()) {
    out.add(not_readable(base::place_in_file(file_name),
                         {"một trang tính không ẩn", "a sheet that is not hidden"},
                         {"không có trang nào", "none"}));
    return nullptr;
  }
  base::Diagnostic d = base::diagnose(base::Id::sheet_not_found,
                                      base::place_in_file(file_name),
                                      {},
                                      {{"name", std::string{name}}, {"known", known}});
  if (auto nearest = base::nearest_name(name, names)) {
    d.args.emplace_back("nearest", std::move(*nearest));
  }
  out.add(std::move(d));
  return nullptr;
}

NumberShape Workbook::format(std::string_view number) const {
  int const index = int_of(number);
  return index >= 0 && static_cast<std::size_t>(index) < formats.size()
             ? formats[static_cast<std::size_t>(index)]
             : NumberShape::number;
}

}  // namespace thethuc::bulk
