#include <string>
#include <vector>

#include "base/text.h"
#include "data/json_text.h"
#include "rules/report.h"

namespace thethuc::rules {

using base::Language;

namespace {

// Members of an object, in order.
class Members {
 public:
  explicit Members(std::string& out) : out_(out) { out_ += '{'; }
  ~Members() { out_ += '}'; }
  Members(Members const&) = delete;
  Members& operator=(Members const&) = delete;

  void key(std::string_view name) {
    out_ += first_ ? "" : ",";
    first_ = false;
    data::append_json_string(out_, name);
    out_ += ':';
  }
  void text(std::string_view name, std::string_view value) {
    key(name);
    data::append_json_string(out_, value);
  }
  void text_if(std::string_view name, std::string_view value) {
    if (!value.empty()) {
      text(name, value);
    }
  }
  void number(std::string_view name, std::size_t value) {
    key(name);
    out_ += std::to_string(value);
  }
  void number_if(std::string_view name, int value) {
    if (value > 0) {
      number(name, static_cast<std::size_t>(value));
    }
  }

 private:
  std::string& out_;
  bool first_ = true;
};

void append_place(std::string& out, base::Place const& place) {
  Members m{out};
  m.text_if("part", place.part);
  m.number_if("text_box", place.text_box);
  m.number_if("table", place.table);
  m.number_if("row", place.row);
  m.number_if("cell", place.cell);
  m.number_if("paragraph", place.paragraph);
  m.text_if("text", place.text);
  if (place.mark_end > place.mark_begin) {
    m.key("mark");
    out += '[' +
           std::to_string(
               base::code_point_count(std::string_view{place.text}.substr(0, place.mark_begin))) +
           ',' +
           std::to_string(
               base::code_point_count(std::string_view{place.text}.substr(0, place.mark_end))) +
           ']';
  }
}

void append_finding(std::string& out, Finding const& f, Language language) {
  bool const vi = language == Language::vi;
  Members m{out};
  m.text("rule", f.rule);
  m.text("severity", base::severity_name(f.severity));
  m.text("component", component_id(f.component));
  m.text("message", f.message(language));
  m.text("about", vi ? f.about.vi : f.about.en);
  m.text("expected", vi ? f.expected.vi : f.expected.en);
  m.text("found", vi ? f.found.vi : f.found.en);
  m.text("hint", vi ? f.hint.vi : f.hint.en);
  m.text("clause", vi ? f.clause.vi : f.clause.en);
  m.number_if("page", f.page);
  m.key("place");
  append_place(out, f.place);
  m.key("can_fix");
  out += f.can_fix ? "true" : "false";
}

void append_changes(std::string& out, std::vector<Change> const& changes, Language language) {
  out += '[';
  for (std::size_t i = 0; i < changes.size(); ++i) {
    out += i == 0 ? "" : ",";
    Members m{out};
    m.text("rule", changes[i].rule);
    m.text("message", language == Language::vi ? changes[i].what.vi : changes[i].what.en);
    m.key("place");
    append_place(out, changes[i].place);
  }
  out += ']';
}

}  // namespace

std::string findings_json(Checked const& checked, Language language, bool with_explained) {
  Findings const& f = checked.findings;
  std::string out;
  {
    Members m{out};
    m.text("file", checked.file);
    m.text("profile", f.profile);
    m.text("profile_title", f.profile_title);
    m.text("type", f.type);
    m.text("header", f.header);
    m.key("findings");
    out += '[';
    for (std::size_t i = 0; i < f.entries.size(); ++i) {
      out += i == 0 ? "" : ",";
      append_finding(out, f.entries[i], language);
    }
    out += ']';
    m.key("omitted");
    {
      Members omitted{out};
      for (auto const& [rule, count] : f.omitted) {
        omitted.number(rule, count);
      }
    }
    m.key("counts");
    {
      Members counts{out};
      counts.number("error", f.count(base::Severity::error));
      counts.number("warning", f.count(base::Severity::warning));
      counts.number("info", f.count(base::Severity::info));
    }
    if (checked.changes) {
      m.key("changes");
      append_changes(out, *checked.changes, language);
    }
    if (with_explained) {
      m.key("recognised");
      out += '[';
      for (std::size_t i = 0; i < f.explained.size(); ++i) {
        Explained const& e = f.explained[i];
        out += i == 0 ? "" : ",";
        Members line{out};
        line.text("component", component_id(e.component));
        line.text("text", e.text);
        line.text("format", e.format);
        line.number_if("page", e.page);
        line.key("place");
        append_place(out, e.place);
      }
      out += ']';
    }
  }
  return data::pretty_json(out) + "\n";
}

}  // namespace thethuc::rules
