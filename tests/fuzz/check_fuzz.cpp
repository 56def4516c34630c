// Any document, held against the layout, mended and annotated. An archive, or a body as text: block
// level XML, or the lines of a notation (support/notation.h); "=== name" begins a further file.

#include <string>

#include "data/value.h"
#include "fuzz/templates.h"
#include "opc/package.h"
#include "rules/check.h"
#include "rules/report.h"

using namespace thethuc;

namespace {

std::string archive_of(std::string_view input) {
  if (input.starts_with("PK")) {
    return std::string{input};
  }
  fuzz::TemplateText const text{input};
  return text.package ? opc::write_package(*text.package, 1) : std::string{};
}

void check_json(std::string const& json) {
  data::Document parsed;
  base::Diagnostics found;
  fuzz::law(parsed.parse(json, "ket-qua.json", {}, found), "findings are JSON", json);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string const docx = archive_of(fuzz::text_of(data, size));
  if (docx.empty()) {
    return 0;
  }
  rules::Options options;
  options.file_name = "van-ban.docx";
  base::Diagnostics found;
  auto const findings = rules::check(docx, options, found);
  fuzz::check_findings(found, !findings);
  if (!findings) {
    return 0;
  }
  rules::Checked const checked{"van-ban.docx", *findings};
  for (base::Language const language : {base::Language::vi, base::Language::en}) {
    check_json(rules::findings_json(checked, language, true));
    check_json(rules::findings_sarif({&checked, 1}, language, "0"));
    (void)rules::findings_text(checked, language, true);
    (void)rules::explained_text(checked, language);
  }
  base::Diagnostics out;
  auto const annotated = rules::annotate(docx, options, base::Language::vi, out);
  if (annotated) {
    fuzz::law(rules::check(*annotated, options, out).has_value(), "an annotated document is one");
  }
  auto const fixed = rules::fix(docx, options, out);
  if (fixed) {
    fuzz::law(rules::check(fixed->docx, options, out).has_value(), "a mended document is one");
    fuzz::law(!fixed->changes.empty() || fixed->docx == docx, "nothing mended, nothing changed");
    rules::Options same = options;
    same.profile = rules::builtin_profile(fixed->left.profile);
    auto const again = rules::fix(fixed->docx, same, out);
    fuzz::law(again && again->docx == fixed->docx, "mending again changes nothing more");
  }
  return 0;
}
