#pragma once

// What a rule sees, and how it tells what it found. Internal to the module.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/geometry.h"
#include "rules/citations.h"
#include "rules/finding.h"
#include "rules/recognised.h"
#include "rules/repair.h"
#include "rules/rule_table.h"

namespace thethuc::rules {

// A finding with what mending and annotating need.
struct Issue {
  Finding finding;
  std::vector<Repair> repairs;
  pugi::xml_node paragraph;  // null: of the document as a whole
};

// What is kept of what the rules find; the rest is only counted. A stranger's document may hold
// tens of thousands of slips, and each that is kept costs its place and its words.
struct Kept {
  std::size_t per_rule = 0;
  bool all_repairs = false;  // also beyond that what can be mended
};

class Check {
 public:
  Check(Document const& of_document,
        Recognised const& of_recognised,
        Profile const& of_profile,
        base::Geometry const* of_geometry,
        Kept kept)
      : document(of_document),
        recognised(of_recognised),
        profile(of_profile),
        geometry(of_geometry),
        kept_(kept) {}

  Document const& document;
  Recognised const& recognised;
  Profile const& profile;
  base::Geometry const* geometry;  // null: nobody has laid the document out

  // Runs all rules of the table that hold for the profile.
  void run();
  std::vector<Issue> take_issues() { return std::move(issues_); }
  std::map<std::string_view, std::size_t> const& omitted() const { return omitted_; }

  Line const& line(std::size_t i) const { return recognised.lines[i]; }
  Paragraph const& paragraph(std::size_t i) const { return document.paragraphs[line(i).paragraph]; }
  ComponentSpec const* spec(Component component) const { return profile.component(component); }
  // Lines of a component, in order.
  std::vector<std::size_t> lines_of(Component component) const;
  // All citations of the text itself: bases, body, appendices; not of the header and reference
  // lines.
  std::vector<Citation> const& citations();
  int document_date() const { return recognised.date.number(); }  // 20210914; 0

  // --- telling. What is told with a lower `severity` than the rule's own stays lower.
  struct Told {
    base::Words about{};  // "": the component's name
    base::Words expected{};
    base::Words found{};
    Repair repair{};
    std::vector<Repair> more{};  // further repairs, of a finding that stands for many places
    std::optional<base::Severity> severity{};
    std::optional<Component> component{};
    Confidence confidence = Confidence::confirmed;  // of the value that was compared
    std::optional<base::Words> hint{};              // instead of the rule's own
    Clause const* clause = nullptr;                 // of that value; null: the rule's
    // What is marked of the line, in bytes of its text (not of the paragraph's); all when empty.
    std::size_t mark_begin = 0;
    std::size_t mark_end = 0;
  };
  void at_line(std::size_t line, Told told);
  void at_paragraph(std::size_t paragraph, Told told);
  void at_edge(Paragraph const& paragraph, Told told);  // in a header or footer
  void at_section(std::size_t section, Told told);
  void at_document(Told told);

 private:
  bool is_unsaid(std::string_view text) const;
  // Counts one more finding of the rule that runs.
  bool is_kept(Told const& told);
  void add(base::Place place, int page, pugi::xml_node node, Told told);
  base::Severity severity_of(Told const& told) const;
  base::Words clause_of(Told const& told) const;

  Kept kept_;
  std::optional<std::vector<Citation>> citations_;  // read once, when a rule wants them
  RuleRow const* row_ = nullptr;
  base::Severity row_severity_ = base::Severity::error;
  std::vector<Issue> issues_;
  std::map<std::string_view, std::size_t> counts_;
  std::map<std::string_view, std::size_t> omitted_;
};

// Gathers what is the same in many paragraphs into one finding at the first of them: a document in
// the wrong size is one mistake, not fifty.
class Gathered {
 public:
  // `key`: what makes findings the same.
  void add(std::string key, std::size_t paragraph, Check::Told told);
  void tell(Check& check);

 private:
  struct Group {
    std::size_t paragraph = 0;
    Check::Told told;
    std::size_t count = 0;
  };
  std::vector<Group> groups_;  // in order of the document
  std::map<std::string, std::size_t, std::less<>> by_key_;
};

// --- what many rules look at (format_checks.cpp)

enum Aspect : unsigned {
  kSize = 1,
  kBold = 2,
  kItalic = 4,
  kUnderline = 8,
  kCase = 16,
  kPlacing = 32,
  kAllAspects = 63
};
// Compares the format of a line with the profile's component.
void check_format(Check& check, std::size_t line, Component component, unsigned aspects);
// The same of a paragraph of a header or footer.
void check_edge_format(Check& check,
                       Paragraph const& paragraph,
                       Component component,
                       unsigned aspects);
// A line below the last line of `lines`, as the component wants it.
void check_line_below(Check& check, std::vector<std::size_t> const& lines, Component component);
// Whether a line is drawn or typed above a paragraph: its own upper border, or what the first with
// text, or `most` blank ones, above it hold.
bool has_line_above(std::vector<Paragraph> const& paragraphs, std::size_t index, std::size_t most);

// --- words for messages
base::Words number_words(double value, std::string_view unit);  // "12,7 mm", "12.7 mm"
base::Words placing_words(wml::Alignment alignment);            // "canh giữa", "centred"
base::Words range_words(Range const& range, std::string_view unit);
double mm_of(int twips);
double pt_of(int twips);

}  // namespace thethuc::rules
