#pragma once

// A library of templates in a folder of the test's own, removed at its end.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace thethuc::library::testing {

namespace fs = std::filesystem;

inline constexpr std::string_view kWordNamespace =
    R"(xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main")";

// A document of one paragraph, pretty-printed as people keep it.
inline std::string document_xml(std::string_view text) {
  return "<w:document " + std::string{kWordNamespace} +
         ">\n  <w:body>\n    <w:p>\n      <w:r>\n        <w:t>" + std::string{text} +
         "</w:t>\n      </w:r>\n    </w:p>\n  </w:body>\n</w:document>\n";
}

class TemplateFolders {
 public:
  // _base/toi-gian with styles, and the template `thu` of one tag.
  TemplateFolders() {
    std::string pattern = (fs::temp_directory_path() / "thethuc-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
    write("_base/toi-gian/[Content_Types].xml", R"(<?xml version="1.0"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
  <Default Extension="xml" ContentType="application/xml"/>
  <Override PartName="/word/document.xml"
    ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
  <Override PartName="/word/styles.xml"
    ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
</Types>)");
    write("_base/toi-gian/_rels/.rels", R"(<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Id="rId1" Target="word/document.xml"
    Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
</Relationships>)");
    write("_base/toi-gian/word/_rels/document.xml.rels", R"(<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Id="rId1" Target="styles.xml"
    Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/>
</Relationships>)");
    write("_base/toi-gian/word/styles.xml", "<w:styles " + std::string{kWordNamespace} + R"(>
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal">
    <w:name w:val="Normal"/>
  </w:style>
</w:styles>)");
    write("thu/template.json",
          R"({"id":"thu","name":"Thư mời","abbreviation":"TM","profile":"toi-gian"})");
    write("thu/document.xml", document_xml("Kính gửi {{ho_ten}}"));
  }
  ~TemplateFolders() { fs::remove_all(path_); }
  TemplateFolders(TemplateFolders const&) = delete;
  TemplateFolders& operator=(TemplateFolders const&) = delete;

  void write(std::string const& name, std::string_view text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream{path_ / name, std::ios::binary} << text;
  }
  void remove(std::string const& name) const { fs::remove_all(path_ / name); }
  fs::path const& path() const { return path_; }

 private:
  fs::path path_;
};

}  // namespace thethuc::library::testing
