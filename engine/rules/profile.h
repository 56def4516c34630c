#pragma once

// Layout profiles: the decree as data. profiles/<id>.json holds what a profile asks of the page, of
// each component and of each rule, with the clause and how sure the fact is.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "rules/components.h"

namespace thethuc::rules {

// How sure a fact is. What is uncertain never fails a document.
enum class Confidence : std::uint8_t { confirmed, knowledge, uncertain };

enum class LetterCase : std::uint8_t { any, upper, sentence, title, lower_first };
enum class Placing : std::uint8_t { any, left, center, right, justify };

// Where the document that a profile is of says something: "Phụ lục I, Phần I, Mục II, 3". "" where
// it is known that the document does, but not where; nullopt for what is practice only.
using Clause = std::optional<std::string>;

struct Range {
  double min = 0;
  double max = 0;
  double preferred = 0;
  Clause clause{};  // of margins; components have one for all their values
  bool contains(double value, double tolerance) const {
    return value >= min - tolerance && value <= max + tolerance;
  }
};

struct LineBelow {
  bool required = false;
  double min_ratio = 0;  // of the width of the text above; 0: any length
  double max_ratio = 0;
};

// How lines and paragraphs of running text are spaced. Zero: the profile does not say.
struct Spacing {
  double paragraph_min_pt = 0;
  double line_min_multiple = 0;
  double line_max_multiple = 0;
  double line_exact_min_pt = 0;  // of exact spacing
  double line_exact_max_pt = 0;
  std::vector<double> first_line_mm;  // the indents that are allowed
  std::optional<Range> first_line_range_mm;
};

// Whether a document must have a component.
struct Requirement {
  enum class When : std::uint8_t {
    as_needed,    // what no program can know: a superior body, an urgency, an appendix
    always,       // but for the type `except`
    named_types,  // the types that print their names
    of_types      // those of `types`
  };
  When when = When::as_needed;
  std::string except;              // id of a type; "" for none
  std::vector<std::string> types;  // ids
};

struct ComponentSpec {
  Requirement requirement;
  std::optional<Range> size_pt;
  std::optional<bool> bold;
  std::optional<bool> italic;
  std::optional<bool> underline;
  LetterCase letter_case = LetterCase::any;
  Placing placing = Placing::any;  // any: not prescribed
  LineBelow line_below;
  Spacing spacing;
  std::vector<std::string> texts;  // of which it has one: "HỎA TỐC"; none: any text
  std::string last_end_punct;
  bool is_in_footer = false;  // so_trang
  Confidence confidence = Confidence::confirmed;
  Clause clause;
};

struct RuleSpec {
  base::Severity severity = base::Severity::error;
  Confidence confidence = Confidence::confirmed;
  Clause clause;
};

// A type of document: "Quyết định", QĐ.
struct DocumentType {
  std::string id;
  std::string name;     // "Quyết định"
  std::string printed;  // "QUYẾT ĐỊNH"; "" when the type prints no name (công văn)
  std::string code;     // "QĐ"; "" when it has none
  bool wants_kinh_gui = false;
  bool may_have_kinh_gui = false;  // where it goes to a superior body
  bool wants_can_cu = false;
  bool has_form = true;  // Phụ lục III prints one, so that its components are known
  Confidence code_confidence = Confidence::confirmed;
};

enum class Family : std::uint8_t { state, party, qppl };

struct PageSpec {
  int width_twips = 11906;
  int height_twips = 16838;
  Range top_mm, bottom_mm, left_mm, right_mm;
  bool mirror = false;  // back pages have `back_left_mm`, `back_right_mm`
  double back_left_mm = 0;
  double back_right_mm = 0;
  std::string font;
  bool font_mandatory = true;
  Clause paper_clause, orientation_clause, font_clause, color_clause;
  std::vector<std::string> a5_types;  // ids of types that may be printed on A5
  Confidence confidence = Confidence::confirmed;
};

// Immutable; any number of threads may read one.
class Profile {
 public:
  // Of the text of profiles/<id>.json. Null, with diagnostics, when it is no profile
  // (profile_value, or that it is no JSON); names that the checker does not know are warnings.
  static std::shared_ptr<Profile const> parse(std::string_view json,
                                              std::string_view file_name,
                                              base::Diagnostics& out);

  std::string const& id() const { return id_; }
  std::string const& title() const { return title_; }
  std::string const& short_title() const { return short_title_; }  // "NĐ 30/2020"
  Family family() const { return family_; }
  std::string const& effective_from() const { return from_; }  // "2020-03-05"
  std::string const& effective_to() const { return to_; }      // "" while in force
  PageSpec const& page() const { return page_; }
  // Null when the profile has no such component.
  ComponentSpec const* component(Component component) const {
    return components_[static_cast<std::size_t>(component)].get();
  }
  // Null when the profile says nothing of that rule; rule ids are those of the profiles: "SO-01".
  RuleSpec const* rule(std::string_view id) const;
  std::vector<std::string> rule_ids() const;  // all that it names
  std::vector<DocumentType> const& types() const { return types_; }
  std::vector<std::string> const& signature_prefixes() const { return prefixes_; }  // "TM."
  std::vector<std::string> const& point_letters() const { return letters_; }
  std::vector<std::string> const& copy_codes() const { return copy_codes_; }  // "SY"

 private:
  friend struct ProfileReader;
  Profile() = default;

  std::string id_, title_, short_title_, from_, to_;
  Family family_ = Family::state;
  PageSpec page_;
  std::array<std::unique_ptr<ComponentSpec>, kComponents> components_;
  std::vector<std::pair<std::string, RuleSpec>> rules_;
  std::vector<DocumentType> types_;
  std::vector<std::string> prefixes_, letters_, copy_codes_;
};

// The profiles that are built in, by id: "nd30-2020" first.
std::vector<std::string_view> profile_ids();
// One of them, parsed once; null for an unknown id.
std::shared_ptr<Profile const> builtin_profile(std::string_view id);

}  // namespace thethuc::rules
