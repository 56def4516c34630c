// The library's own documents are mended back when somebody has spoilt them.

#include <string>

#include <catch2/catch.hpp>

#include "opc/package.h"
#include "rendered_sample.h"
#include "support/mended.h"

using namespace thethuc;

namespace {

// The document with `from` everywhere in a part as `to`.
std::string spoilt(std::string const& docx,
                   char const* part,
                   std::string_view from,
                   std::string_view to) {
  base::Diagnostics out;
  auto package = opc::Package::read(docx, "mau.docx", {}, out);
  REQUIRE(package);
  std::string& bytes = package->find(part)->bytes;
  for (std::size_t at = bytes.find(from); at != std::string::npos; at = bytes.find(from, at)) {
    bytes.replace(at, from.size(), to);
    at += to.size();
  }
  return opc::write_package(*package, 1);
}

struct Spoil {
  char const* part;
  char const* from;
  char const* to;
};

constexpr char kDocument[] = "/word/document.xml";
constexpr char kStyles[] = "/word/styles.xml";

// clang-format off
constexpr Spoil kSpoils[] = {
      {kDocument, "w:left=\"1701\"", "w:left=\"1440\""},
      {kDocument, "w:w=\"11906\" w:h=\"16838\"", "w:w=\"12240\" w:h=\"15840\""},
      {kStyles, "w:sz w:val=\"28\"", "w:sz w:val=\"24\""},
      {kStyles, "Times New Roman", "Arial"},
      {kStyles, "w:jc w:val=\"both\"", "w:jc w:val=\"left\""},
      {kStyles, "w:jc w:val=\"center\"", "w:jc w:val=\"left\""},
      {kStyles, "<w:b/>", "<w:b w:val=\"0\"/>"},
      {kStyles, "<w:i/>", "<w:i w:val=\"0\"/>"},
      {kStyles, "w:firstLine=\"567\"", "w:firstLine=\"0\""},
      {kStyles, "w:before=\"120\"", "w:before=\"0\""},
      {kStyles, "w:lineRule=\"auto\"", "w:lineRule=\"exact\""},
      {kDocument, "<w:titlePg/>", ""},
      {kDocument, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Cộng hòa Xã hội chủ nghĩa Việt Nam"},
      {kDocument, "Số: ", "Số "},
      {kDocument, "w:start=\"1\"", ""},
};
// clang-format on

}  // namespace

TEST_CASE("the laws of mending hold for every sample, and for each when all is spoilt", "[mend]") {
  for (test::Sample const& sample : test::all_samples()) {
    DYNAMIC_SECTION(sample.file) {
      std::string docx = test::rendered(sample);
      (void)test::mended(docx);
      for (Spoil const& spoil : kSpoils) {
        docx = spoilt(docx, spoil.part, spoil.from, spoil.to);
      }
      CHECK(!test::mended(docx).changes.empty());
    }
  }
}
