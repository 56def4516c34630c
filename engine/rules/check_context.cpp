#include "rules/check_context.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "rules/shown_text.h"
#include "rules/words.h"

namespace thethuc::rules {

using base::Severity;
using base::Words;

namespace {

bool names_family(std::string_view families, Family family) {
  char const wanted = family == Family::party ? 'd' : family == Family::qppl ? 'q' : 'n';
  return families.find(wanted) != std::string_view::npos;
}

// What holds although the sources of normative documents were not read in the original.
bool is_sure_for_qppl(std::string_view id) {
  constexpr std::string_view kSure[] = {
      "PAGE-01", "PAGE-03", "HDR-01", "HDR-02", "CC-01", "HEAD-01", "HEAD-02", "HEAD-03"};
  return std::find(std::begin(kSure), std::end(kSure), id) != std::end(kSure);
}

Severity capped(Severity severity, Severity most) {
  return std::max(severity, most);  // error < warning < info
}

// How a rule holds under a profile; nullopt when it does not.
std::optional<Severity> severity_under(RuleRow const& row, Profile const& profile) {
  if (RuleSpec const* const spec = profile.rule(row.id)) {
    return spec->confidence == Confidence::uncertain ? capped(spec->severity, Severity::info)
                                                     : spec->severity;
  }
  if (!names_family(row.families, profile.family())) {
    return std::nullopt;
  }
  std::shared_ptr<Profile const> const present = builtin_profile("nd30-2020");
  RuleSpec const* const known = present ? present->rule(row.id) : nullptr;
  if (profile.family() == Family::state && known != nullptr) {
    return std::nullopt;  // the profile leaves it out on purpose
  }
  if (profile.family() == Family::qppl && !is_sure_for_qppl(row.id)) {
    return capped(row.severity, Severity::warning);
  }
  return row.severity;
}

}  // namespace

void Check::run() {
  for (RuleRow const& row : rule_table()) {
    std::optional<Severity> const severity = severity_under(row, profile);
    if (!severity) {
      continue;
    }
    row_ = &row;
    row_severity_ = *severity;
    row.check(*this);
  }
  // Tables and text boxes are told where they stand; the order of the document is that of reading.
  std::stable_sort(issues_.begin(), issues_.end(), [](Issue const& a, Issue const& b) {
    auto const key = [](Issue const& issue) {
      base::Place const& p = issue.finding.place;
      return std::pair{p.line, issue.finding.severity};
    };
    return key(a).first < key(b).first;
  });
  for (Issue& issue : issues_) {
    issue.finding.place.line = 0;  // served as the order only
  }
}

std::vector<std::size_t> Check::lines_of(Component component) const {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < recognised.lines.size(); ++i) {
    if (recognised.lines[i].component == component) {
      out.push_back(i);
    }
  }
  return out;
}

Severity Check::severity_of(Told const& told) const {
  Severity severity = capped(row_severity_, told.severity.value_or(Severity::error));
  return told.confidence == Confidence::uncertain ? capped(severity, Severity::info) : severity;
}

bool Check::is_kept(Told const& told) {
  bool const is_mended = told.repair.kind != Repair::Kind::none || !told.more.empty();
  if (++counts_[row_->id] <= kept_.per_rule || (kept_.all_repairs && is_mended)) {
    return true;
  }
  ++omitted_[row_->id];
  return false;
}

// What the profile says of the value that was compared, or of the rule. A rule that it does not
// name asks for what its component does, unless it is practice alone.
Words Check::clause_of(Told const& told) const {
  Clause clause;
  if (told.clause != nullptr) {
    clause = *told.clause;
  } else if (RuleSpec const* const rule = profile.rule(row_->id)) {
    clause = rule->clause;
  } else if (!row_->clause.empty()) {
    ComponentSpec const* const component = profile.component(row_->component);
    clause = component != nullptr ? component->clause : Clause{std::string{}};
  }
  if (!clause) {
    return {"thông lệ trình bày", "good practice"};
  }
  return base::same(profile.short_title() + (clause->empty() ? "" : ", " + *clause));
}

void Check::add(base::Place place, int page, pugi::xml_node node, Told told) {
  Severity const severity = severity_of(told);
  Issue issue;
  Finding& f = issue.finding;
  f.rule = row_->id;
  f.severity = severity;
  f.component = told.component.value_or(row_->component);
  place.file = document.file_name;
  f.place = std::move(place);
  f.page = page;
  f.about = told.about.vi.empty()
                ? Words{std::string{component_name(f.component, base::Language::vi)},
                        std::string{component_name(f.component, base::Language::en)}}
                : std::move(told.about);
  f.expected = std::move(told.expected);
  f.found = std::move(told.found);
  f.hint = told.hint ? std::move(*told.hint) : row_->hint;
  f.clause = clause_of(told);
  if (told.repair.kind != Repair::Kind::none) {
    issue.repairs.push_back(std::move(told.repair));
  }
  for (Repair& repair : told.more) {
    issue.repairs.push_back(std::move(repair));
  }
  f.can_fix = !issue.repairs.empty();
  issue.paragraph = node;
  issues_.push_back(std::move(issue));
}

// In a template, lines of nothing but tags say neither what they will be nor, where conditions
// choose among several, which of them will be there: what is told of them would be guessed.
bool Check::is_unsaid(std::string_view text) const {
  return document.is_template && !has_letter(replaced(std::string{text}, kTag, ""));
}

void Check::at_line(std::size_t index, Told told) {
  Line const& where = line(index);
  if (is_unsaid(where.text) || !is_kept(told)) {
    return;
  }
  Paragraph const& p = paragraph(index);
  std::size_t begin = where.begin, end = where.end;
  if (told.mark_end > told.mark_begin) {
    // Offsets of the line's text are the paragraph's while nothing was composed or left out.
    std::size_t const shift = where.label_size;
    if (where.is_verbatim && told.mark_begin >= shift) {
      begin = where.begin + told.mark_begin - shift;
      end = where.begin + told.mark_end - shift;
    }
  }
  base::Place place = base::marked(p.place, p.text, begin, std::min(end, p.text.size()));
  place.line = static_cast<int>(where.paragraph) + 1;
  add(std::move(place), page_at(p, begin), p.node, std::move(told));
}

void Check::at_paragraph(std::size_t index, Told told) {
  Paragraph const& p = document.paragraphs[index];
  if (is_unsaid(normal_text(p.text)) || !is_kept(told)) {
    return;
  }
  base::Place place = base::marked(p.place, p.text, 0, p.text.size());
  place.line = static_cast<int>(index) + 1;
  add(std::move(place), p.page, p.node, std::move(told));
}

void Check::at_edge(Paragraph const& p, Told told) {
  if (!is_kept(told)) {
    return;
  }
  add(base::marked(p.place, p.text, 0, p.text.size()), 0, p.node, std::move(told));
}

void Check::at_section(std::size_t index, Told told) {
  if (!is_kept(told)) {
    return;
  }
  Section const& section = document.sections[index];
  base::Place place;
  place.part = document.package.main_part();
  pugi::xml_node node;
  int page = 0;
  if (section.first < document.paragraphs.size()) {
    Paragraph const& p = document.paragraphs[section.first];
    node = p.node;
    page = p.page;
    place.line = static_cast<int>(section.first) + 1;
  }
  if (document.sections.size() > 1) {
    std::string const number = std::to_string(index + 1);
    Words const name = told.about.vi.empty()
                           ? Words{std::string{component_name(Component::page, base::Language::vi)},
                                   std::string{component_name(Component::page, base::Language::en)}}
                           : told.about;
    told.about = {name.vi + " (section " + number + ")", name.en + " (section " + number + ")"};
  }
  add(std::move(place), page, node, std::move(told));
}

void Check::at_document(Told told) {
  if (!is_kept(told)) {
    return;
  }
  base::Place place;
  place.part = document.package.main_part();
  add(std::move(place), 0, {}, std::move(told));
}

void Gathered::add(std::string key, std::size_t paragraph, Check::Told told) {
  auto const [at, is_new] = by_key_.try_emplace(std::move(key), groups_.size());
  if (is_new) {
    groups_.push_back({paragraph, std::move(told), 1});
    return;
  }
  Group& group = groups_[at->second];
  ++group.count;
  if (told.repair.kind != Repair::Kind::none) {
    group.told.more.push_back(std::move(told.repair));
  }
}

void Gathered::tell(Check& check) {
  for (Group& group : groups_) {
    if (group.count > 1) {
      std::string const n = std::to_string(group.count);
      group.told.found.vi += " (" + n + " đoạn)";
      group.told.found.en += " (" + n + " paragraphs)";
    }
    check.at_paragraph(group.paragraph, std::move(group.told));
  }
  groups_.clear();
  by_key_.clear();
}

std::string Finding::message(base::Language language) const {
  bool const vi = language == base::Language::vi;
  std::string const& what = vi ? about.vi : about.en;
  std::string const& wanted = vi ? expected.vi : expected.en;
  std::string const& there = vi ? found.vi : found.en;
  // "nhưng đây là không có" is no Vietnamese.
  if (vi && there.starts_with("không có")) {
    return fmt::format("{}: cần {}, nhưng {}", what, wanted, there);
  }
  return vi ? fmt::format("{}: cần {}, nhưng đây là {}", what, wanted, there)
            : fmt::format("{}: expected {}, found {}", what, wanted, there);
}

std::size_t Findings::count(Severity severity) const {
  return static_cast<std::size_t>(
      std::count_if(entries.begin(), entries.end(), [severity](Finding const& f) {
        return f.severity == severity;
      }));
}

double mm_of(int twips) {
  return twips * 25.4 / 1440.0;
}
double pt_of(int twips) {
  return twips / 20.0;
}

Words number_words(double value, std::string_view unit) {
  double const rounded = std::round(value * 10) / 10;
  std::string const en = rounded == std::floor(rounded) ? fmt::format("{:.0f}", rounded)
                                                        : fmt::format("{:.1f}", rounded);
  std::string const blank = unit.empty() || unit == "%" ? "" : " ";
  return {replaced(en, ".", ",") + blank + std::string{unit}, en + blank + std::string{unit}};
}

Words range_words(Range const& range, std::string_view unit) {
  if (range.min == range.max) {
    return number_words(range.min, unit);
  }
  Words const from = number_words(range.min, "");
  Words const to = number_words(range.max, unit);
  return {from.vi + " đến " + to.vi, from.en + " to " + to.en};
}

}  // namespace thethuc::rules
