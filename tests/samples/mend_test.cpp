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
  char const* name;
  char const* part;
  char const* from;
  char const* to;
};

constexpr char kDocument[] = "/word/document.xml";
constexpr char kStyles[] = "/word/styles.xml";

}  // namespace

TEST_CASE("every sample is as it should be, spoilt or not", "[mend]") {
  // clang-format off
  auto const spoil = GENERATE(values<Spoil>({
      {"nothing", kDocument, "<w:p>", "<w:p>"},
      {"margins of an inch", kDocument, "w:left=\"1701\"", "w:left=\"1440\""},
      {"paper", kDocument, "w:w=\"11906\" w:h=\"16838\"", "w:w=\"12240\" w:h=\"15840\""},
      {"sizes", kStyles, "w:sz w:val=\"28\"", "w:sz w:val=\"24\""},
      {"fonts", kStyles, "Times New Roman", "Arial"},
      {"justified", kStyles, "w:jc w:val=\"both\"", "w:jc w:val=\"left\""},
      {"centred", kStyles, "w:jc w:val=\"center\"", "w:jc w:val=\"left\""},
      {"bold", kStyles, "<w:b/>", "<w:b w:val=\"0\"/>"},
      {"italic", kStyles, "<w:i/>", "<w:i w:val=\"0\"/>"},
      {"indents", kStyles, "w:firstLine=\"567\"", "w:firstLine=\"0\""},
      {"no space", kStyles, "w:before=\"120\"", "w:before=\"0\""},
      {"wide lines", kStyles, "w:lineRule=\"auto\"", "w:lineRule=\"exact\""},
      {"no first page", kDocument, "<w:titlePg/>", ""},
      {"small letters", kDocument, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Cộng hòa Xã hội chủ nghĩa Việt Nam"},
      {"no colon", kDocument, "Số: ", "Số "},
      {"numbered anew", kDocument, "w:start=\"1\"", ""},
  }));
  // clang-format on
  for (test::Sample const& sample : test::all_samples()) {
    DYNAMIC_SECTION(spoil.name << ", " << sample.file) {
      std::string const docx = test::rendered(sample);
      (void)test::mended(spoilt(docx, spoil.part, spoil.from, spoil.to));
    }
  }
}
