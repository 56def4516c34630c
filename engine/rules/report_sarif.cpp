// SARIF 2.1.0 (OASIS): what editors and code hosts show findings from.

#include <cstdio>
#include <string>

#include "base/text.h"
#include "data/json_text.h"
#include "rules/report.h"
#include "rules/rule_table.h"

namespace thethuc::rules {

using base::Language;
using data::json_string;

namespace {

std::string_view level_of(base::Severity severity) {
  return severity == base::Severity::error     ? "error"
         : severity == base::Severity::warning ? "warning"
                                               : "note";
}

// A relative reference (RFC 3986): what is no unreserved character and no "/" is escaped.
std::string uri_of(std::string_view path) {
  std::string out;
  for (char c : path) {
    bool const plain = base::is_ascii_letter(c) || base::is_ascii_digit(c) || c == '-' ||
                       c == '.' || c == '_' || c == '~' || c == '/';
    if (plain) {
      out += c;
    } else {
      char escaped[4];
      std::snprintf(
          escaped, sizeof escaped, "%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
      out += escaped;
    }
  }
  return out;
}

std::string rules_json(Language language) {
  bool const vi = language == Language::vi;
  std::string out;
  for (RuleRow const& row : rule_table()) {
    out += out.empty() ? "" : ",";
    out +=
        "{\"id\":" + json_string(row.id) + ",\"name\":" + json_string(component_id(row.component)) +
        ",\"shortDescription\":{\"text\":" + json_string(vi ? row.title.vi : row.title.en) +
        "},\"help\":{\"text\":" + json_string(vi ? row.hint.vi : row.hint.en) +
        "},\"defaultConfiguration\":{\"level\":\"" + std::string{level_of(row.severity)} + "\"}}";
  }
  return out;
}

std::size_t index_of(std::string_view rule) {
  std::size_t at = 0;
  for (RuleRow const& row : rule_table()) {
    if (row.id == rule) {
      return at;
    }
    ++at;
  }
  return 0;
}

std::string result_json(std::string const& file, Finding const& f, Language language) {
  bool const vi = language == Language::vi;
  base::Place place = f.place;
  place.file.clear();
  std::string where = base::place_text(place, language);
  while (where.ends_with(' ') || where.ends_with(':')) {
    where.pop_back();
  }
  std::string out = "{\"ruleId\":" + json_string(f.rule) +
                    ",\"ruleIndex\":" + std::to_string(index_of(f.rule)) + ",\"level\":\"" +
                    std::string{level_of(f.severity)} +
                    "\",\"message\":{\"text\":" + json_string(f.message(language)) +
                    "},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":" +
                    json_string(uri_of(file)) +
                    "}},\"logicalLocations\":[{\"fullyQualifiedName\":" + json_string(where) +
                    ",\"kind\":\"element\"}]}],\"properties\":{\"component\":" +
                    json_string(component_id(f.component)) +
                    ",\"clause\":" + json_string(vi ? f.clause.vi : f.clause.en) +
                    ",\"canFix\":" + (f.can_fix ? "true" : "false");
  if (f.page > 0) {
    out += ",\"page\":" + std::to_string(f.page);
  }
  if (!f.place.text.empty()) {
    out += ",\"text\":" + json_string(f.place.text);
  }
  return out + "}}";
}

}  // namespace

std::string findings_sarif(std::span<Checked const> files,
                           Language language,
                           std::string_view version) {
  std::string results;
  for (Checked const& checked : files) {
    for (Finding const& finding : checked.findings.entries) {
      results += results.empty() ? "" : ",";
      results += result_json(checked.file, finding, language);
    }
  }
  std::string const out =
      "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
      "\"runs\":[{\"tool\":{\"driver\":{\"name\":\"thethuc\",\"version\":" +
      json_string(version) + ",\"rules\":[" + rules_json(language) +
      "]}},\"language\":" + json_string(language == Language::vi ? "vi-VN" : "en-US") +
      ",\"columnKind\":\"unicodeCodePoints\",\"results\":[" + results + "]}]}";
  return data::pretty_json(out) + "\n";
}

}  // namespace thethuc::rules
