// Any bytes as JSON: the fast reader and the slow one agree, and what is read can be written and
// reads as the same.

#include "base/text.h"
#include "data/json_check.h"
#include "data/json_text.h"
#include "fuzz/laws.h"

using namespace thethuc;

namespace {

std::string written(data::Value value) {
  std::string out;
  data::append_json(out, value);
  return out;
}

// The same value from JSON that we wrote.
void check_same(std::string const& json, std::string const& expected) {
  base::Diagnostics none;
  data::Document again;
  fuzz::law(again.parse(json, "", {}, none), "JSON that we write is JSON", json);
  fuzz::law(written(again.root()) == expected, "JSON that we write reads as the same", json);
}

void check_values(data::Value value, data::Document const& document) {
  fuzz::law(base::is_nfc(value.text()) && base::is_nfc(value.key()), "texts are in NFC");
  std::string const pointer = document.pointer(value);
  fuzz::law(pointer.empty() || pointer.front() == '/', "a value has a pointer", pointer);
  data::Value child = value.first();
  for (std::size_t i = 0; i < value.size(); ++i, child = child.next()) {
    if (value.kind() == data::Kind::object) {
      fuzz::law(!value.find(child.key()).is_missing() || child.is_missing() ||
                    value.find(child.key()).kind() == data::Kind::null,
                "a member is found by its name");
    }
    check_values(child, document);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const bytes = fuzz::text_of(data, size);
  base::Diagnostics found;
  data::Document document;
  bool const fast = document.parse(bytes, "a.json", {}, found);
  fuzz::check_findings(found, !fast);
  base::Diagnostics slow_found;
  bool const slow = data::check_json(
      bytes.substr(bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0), "a.json", {}, slow_found);
  fuzz::law(fast == slow, "both readers agree", slow_found.to_text(base::Language::en));
  if (fast) {
    check_values(document.root(), document);
    std::string const dense = written(document.root());
    check_same(dense, dense);
    check_same(data::pretty_json(dense), dense);
  }
  return 0;
}
