// Every entry of diagnostics.def is well-formed.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "base/diagnostic.h"
#include "base/diagnostic_catalogue.h"
#include "base/text.h"

using namespace thethuc::base;

namespace {

constexpr std::string_view kBar = "¦";

std::vector<std::string_view> wordings(std::string_view hint) {
  std::vector<std::string_view> parts;
  for (std::size_t bar = hint.find(kBar); bar != std::string_view::npos; bar = hint.find(kBar)) {
    parts.push_back(hint.substr(0, bar));
    hint.remove_prefix(bar + kBar.size());
  }
  parts.push_back(hint);
  return parts;
}

// The names between braces; "{{" is two braces. A '{' that opens no placeholder gives the name "?".
std::set<std::string> placeholders(std::string_view text) {
  std::set<std::string> names;
  for (std::size_t pos = text.find('{'); pos != std::string_view::npos; pos = text.find('{', pos)) {
    if (text.substr(pos).starts_with("{{")) {
      pos += 2;
      continue;
    }
    std::size_t const end = text.find('}', pos);
    std::string_view const name =
        end == std::string_view::npos ? std::string_view{} : text.substr(pos + 1, end - pos - 1);
    bool const good =
        !name.empty() &&
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
    names.insert(good ? std::string{name} : "?");
    ++pos;
  }
  return names;
}

// What is wrong with the look of one text; "" when nothing.
std::string fault(std::string_view text) {
  if (text.empty()) {
    return "empty";
  }
  if (!is_valid_utf8(text) || !is_nfc(text)) {
    return "not UTF-8 in NFC";
  }
  if (trim(text) != text) {
    return "white space at an end";
  }
  if (text.find("  ") != std::string_view::npos) {
    return "two spaces";
  }
  for (char const c : text) {
    if (static_cast<unsigned char>(c) < 0x20) {
      return "control character";
    }
  }
  if (text.back() == '.' || text.back() == '!' || text.back() == ':' || text.back() == ',') {
    return "punctuation at the end";
  }
  if (placeholders(text).count("?") > 0) {
    return "a brace that opens no placeholder";
  }
  return "";
}

}  // namespace

TEST_CASE("the checks of this test see what they are for", "[base][catalogue]") {
  CHECK(fault("cần {a}, gặp {{/{b}}}") == "");
  CHECK(fault("") != "");
  CHECK(fault("a  b") != "");
  CHECK(fault("a ") != "");
  CHECK(fault("a.") != "");
  CHECK(fault("{a b}") != "");
  CHECK(fault("{a") != "");
  CHECK(fault("{}") != "");
  CHECK(fault("e\u0323") != "");
  CHECK(placeholders("{a} {{ten}} {{/{b}}} {a}") == std::set<std::string>{"a", "b"});
  CHECK(wordings("a¦b") == std::vector<std::string_view>{"a", "b"});
}

TEST_CASE("ids and names belong together", "[base][catalogue]") {
  std::vector<Id> const ids = all_ids();
  REQUIRE_FALSE(ids.empty());
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    std::string_view const name = id_name(ids[i]);
    CAPTURE(name);
    CHECK(static_cast<std::size_t>(ids[i]) == i);
    CHECK(catalogue_entry(ids[i]).id == ids[i]);
    CHECK(id_from_name(name) == ids[i]);
    CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") ==
          std::string_view::npos);
    CHECK(names.insert(name).second);
    CHECK(diagnose(ids[i]).severity == default_severity(ids[i]));
  }
  CHECK_FALSE(id_from_name("").has_value());
  CHECK_FALSE(id_from_name("no_such_id").has_value());
}

TEST_CASE("names of severities", "[base][catalogue]") {
  CHECK(severity_name(Severity::error) == "error");
  CHECK(severity_name(Severity::warning) == "warning");
  CHECK(severity_name(Severity::info) == "info");
}

TEST_CASE("messages are well-formed in both languages", "[base][catalogue]") {
  for (Id const id : all_ids()) {
    CatalogueEntry const& entry = catalogue_entry(id);
    CAPTURE(entry.name);
    CHECK(fault(entry.en.message) == "");
    CHECK(fault(entry.vi.message) == "");
    CHECK(entry.en.message.find(kBar) == std::string_view::npos);
    CHECK(entry.vi.message.find(kBar) == std::string_view::npos);
    CHECK(placeholders(entry.en.message) == placeholders(entry.vi.message));
  }
}

TEST_CASE("hints are well-formed in both languages", "[base][catalogue]") {
  for (Id const id : all_ids()) {
    CatalogueEntry const& entry = catalogue_entry(id);
    CAPTURE(entry.name, entry.en.hint, entry.vi.hint);
    CHECK(entry.en.hint.empty() == entry.vi.hint.empty());
    if (entry.en.hint.empty()) {
      continue;
    }
    auto const en = wordings(entry.en.hint);
    auto const vi = wordings(entry.vi.hint);
    REQUIRE(en.size() == vi.size());
    REQUIRE(en.size() <= 2);
    for (std::size_t i = 0; i < en.size(); ++i) {
      CHECK(fault(en[i]) == "");
      CHECK(fault(vi[i]) == "");
      CHECK(placeholders(en[i]) == placeholders(vi[i]));
    }
    // The first wording needs something the second does without, else the second is never seen.
    if (en.size() == 2) {
      CHECK(placeholders(en[0]) != placeholders(en[1]));
      CHECK_FALSE(placeholders(en[0]).empty());
    }
  }
}

TEST_CASE("each message says what its arguments say", "[base][catalogue]") {
  for (Id const id : all_ids()) {
    CatalogueEntry const& entry = catalogue_entry(id);
    for (Language const language : {Language::vi, Language::en}) {
      Diagnostic d = diagnose(id, {}, "{{#thẻ}}");
      for (std::string const& name : placeholders(entry.texts(language).message)) {
        if (name != "tag") {
          d.args.emplace_back(name, "«" + name + "»");
        }
      }
      std::string const text = message(d, language);
      CAPTURE(entry.name, text);
      for (std::string const& name : placeholders(entry.texts(language).message)) {
        CHECK_THAT(text, Catch::Contains(name == "tag" ? d.tag : "«" + name + "»"));
      }
    }
  }
}
