#include "opc/file_kind.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.h"

namespace thethuc::opc {

namespace {

struct Words {
  std::string_view en;
  std::string_view vi;
};

FileKind kind(Words words, Words remedy = {}) {
  return {
      std::string{words.en}, std::string{words.vi}, std::string{remedy.en}, std::string{remedy.vi}};
}

struct Known {
  std::string_view key;
  Words words;
};

constexpr std::array<Known, 13> kMagicBytes = {{
    {"{\\rtf", {"a Rich Text file (.rtf)", "tệp Rich Text (.rtf)"}},
    {"%PDF-", {"a PDF", "tệp PDF"}},
    {"\x89PNG", {"a PNG picture", "ảnh PNG"}},
    {"\xFF\xD8\xFF", {"a JPEG picture", "ảnh JPEG"}},
    {"GIF8", {"a GIF picture", "ảnh GIF"}},
    {"Rar!", {"a RAR archive", "kho nén RAR"}},
    {"7z\xBC\xAF\x27\x1C", {"a 7z archive", "kho nén 7z"}},
    {"\x1F\x8B", {"a gzip archive", "kho nén gzip"}},
    {"MZ", {"a Windows program", "chương trình Windows"}},
    {"{", {"JSON or plain text", "JSON hoặc chữ thuần"}},
    {"[", {"JSON or plain text", "JSON hoặc chữ thuần"}},
    {"<?mso-application", {"a Word XML file (.xml)", "tệp Word XML (.xml)"}},
    {"From:", {"a mail or web archive (.mht)", "thư hoặc trang lưu (.mht)"}},
}};

constexpr std::array<Known, 5> kOpenDocument = {{
    {"application/vnd.oasis.opendocument.text",
     {"an OpenDocument text (.odt)", "văn bản OpenDocument (.odt)"}},
    {"application/vnd.oasis.opendocument.spreadsheet",
     {"an OpenDocument spreadsheet (.ods)", "bảng tính OpenDocument (.ods)"}},
    {"application/vnd.oasis.opendocument.presentation",
     {"an OpenDocument presentation (.odp)", "trình chiếu OpenDocument (.odp)"}},
    {"application/vnd.oasis.opendocument", {"an OpenDocument file", "tệp OpenDocument"}},
    {"application/epub+zip", {"an e-book (.epub)", "sách điện tử (.epub)"}},
}};

constexpr std::array<Known, 5> kMainTypes = {{
    {"spreadsheetml", {"an Excel workbook (.xlsx)", "bảng tính Excel (.xlsx)"}},
    {"ms-excel", {"an Excel workbook (.xlsb, .xlsm)", "bảng tính Excel (.xlsb, .xlsm)"}},
    {"presentationml", {"a PowerPoint presentation (.pptx)", "bản trình chiếu PowerPoint (.pptx)"}},
    {"ms-powerpoint", {"a PowerPoint presentation (.pptm)", "bản trình chiếu PowerPoint (.pptm)"}},
    {"visio", {"a Visio drawing (.vsdx)", "bản vẽ Visio (.vsdx)"}},
}};

// The name of a stream as an OLE2 directory holds it: UTF-16LE.
bool has_stream(std::string_view bytes, std::string_view name) {
  std::string wide;
  for (char const c : name) {
    wide.push_back(c);
    wide.push_back('\0');
  }
  return bytes.find(wide) != std::string_view::npos;
}

FileKind kind_of_ole(std::string_view bytes) {
  constexpr Words kRemedy = {
      "remove the password (File > Info > Protect Document) and save it as .docx",
      "bỏ mật khẩu (Tệp > Thông tin > Bảo vệ tài liệu) rồi lưu lại dưới dạng .docx"};
  if (has_stream(bytes, "EncryptedPackage")) {
    return kind({"a document encrypted with a password", "văn bản được mã hóa bằng mật khẩu"},
                kRemedy);
  }
  if (has_stream(bytes, "WordDocument")) {
    return kind({"a Word 97-2003 document (.doc)", "văn bản Word 97-2003 (.doc)"});
  }
  if (has_stream(bytes, "Workbook")) {
    return kind({"an Excel 97-2003 workbook (.xls)", "bảng tính Excel 97-2003 (.xls)"});
  }
  return kind(
      {"an OLE2 file (a legacy .doc, or a document with a password)",
       "tệp OLE2 (.doc đời cũ, hoặc văn bản có mật khẩu)"},
      {"save the document as .docx (Word Document); when it has a password, remove it first",
       "lưu văn bản dưới dạng .docx (Word Document); nếu có mật khẩu thì bỏ mật khẩu trước"});
}

std::string lower_start(std::string_view bytes) {
  return base::ascii_lower(bytes.substr(0, 1024));
}

bool ends_with_docx(std::string_view name) {
  return name.size() > 5 && lower_start(name.substr(name.size() - 5)) == ".docx";
}

}  // namespace

FileKind kind_of_bytes(std::string_view bytes) {
  if (bytes.empty()) {
    return kind({"an empty file", "tệp trống"});
  }
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) {
    return kind_of_ole(bytes);
  }
  if (bytes.starts_with("PK")) {
    return kind({"a zip archive that is cut off or damaged", "kho nén zip bị cắt cụt hoặc bị hỏng"},
                {"get the file again from where it came", "lấy lại tệp từ nơi gửi"});
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.remove_prefix(3);
  }
  std::size_t const text = std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size());
  for (Known const& known : kMagicBytes) {
    if (bytes.substr(text).starts_with(known.key)) {
      return kind(known.words);
    }
  }
  std::string const start = lower_start(bytes.substr(text));
  if (start.starts_with("<!doctype html") || start.find("<html") != std::string::npos) {
    return kind({"a web page (HTML)", "trang web (HTML)"});
  }
  if (start.starts_with("mime-version:")) {
    return kind({"a mail or web archive (.mht)", "thư hoặc trang lưu (.mht)"});
  }
  if (start.starts_with("<?xml") || start.starts_with("<")) {
    bool const is_word = start.find("mso-application") != std::string::npos ||
                         start.find("schemas.microsoft.com/office") != std::string::npos;
    return is_word ? kind({"a Word XML file (.xml)", "tệp Word XML (.xml)"})
                   : kind({"an XML file", "tệp XML"});
  }
  if (start.find('\0') == std::string::npos) {
    return kind({"plain text", "chữ thuần"});
  }
  return kind({"a file of unknown kind", "tệp không rõ loại"});
}

FileKind kind_of_archive(std::vector<std::string_view> const& names, std::string_view mimetype) {
  for (Known const& known : kOpenDocument) {
    if (mimetype.starts_with(known.key)) {
      return kind(known.words);
    }
  }
  for (std::string_view const name : names) {
    if (name.ends_with("/[Content_Types].xml")) {
      return kind({"a zip archive with the document's parts in a folder",
                   "kho nén zip có các phần của văn bản nằm trong một thư mục"},
                  {"zip the contents of the folder, not the folder itself",
                   "nén các tệp bên trong thư mục, đừng nén cả thư mục"});
    }
  }
  for (std::string_view const name : names) {
    if (ends_with_docx(name)) {
      return kind({"a zip archive that holds .docx files", "kho nén zip chứa các tệp .docx"},
                  {"unzip it and give the .docx itself", "giải nén rồi dùng chính tệp .docx"});
    }
  }
  for (std::string_view const name : names) {
    if (name == "Index/Document.iwa" || name == "Index.zip") {
      return kind({"an Apple Pages document (.pages)", "văn bản Apple Pages (.pages)"});
    }
    if (name == "META-INF/MANIFEST.MF") {
      return kind({"a Java archive (.jar)", "kho Java (.jar)"});
    }
  }
  return kind(
      {"a zip archive that is no Office document", "kho nén zip không phải văn bản Office"});
}

FileKind kind_of_package(std::string_view main_content_type) {
  for (Known const& known : kMainTypes) {
    if (main_content_type.find(known.key) != std::string_view::npos) {
      return kind(known.words);
    }
  }
  if (main_content_type.empty()) {
    return kind(
        {"an Office package without a main document", "gói Office không có phần văn bản chính"});
  }
  std::string const quoted{main_content_type};
  return kind(
      {"an Office package whose main part is " + quoted, "gói Office có phần chính là " + quoted});
}

}  // namespace thethuc::opc
