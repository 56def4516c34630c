#include "rules/profile.h"

#include <algorithm>
#include <charconv>
#include <mutex>
#include <utility>

#include "data/limits.h"
#include "data/value.h"
#include "rules/embedded_profiles.h"
#include "rules/profile_shape.h"
#include "rules/words.h"

namespace thethuc::rules {

using data::Value;

namespace {

double number(Value value, double otherwise = 0) {
  double out = otherwise;
  if (value.kind() == data::Kind::number) {
    std::from_chars(value.text().data(), value.text().data() + value.text().size(), out);
  }
  return out;
}

bool is_true(Value value) {
  return value.kind() == data::Kind::boolean && value.text() == "true";
}

std::optional<bool> maybe_bool(Value value) {
  return value.kind() == data::Kind::boolean ? std::optional{value.text() == "true"} : std::nullopt;
}

std::string string(Value value) {
  return value.kind() == data::Kind::string ? std::string{value.text()} : std::string{};
}

// "" is practice; what a profile of somebody's own does not say is in its document somewhere.
Clause clause(Value value) {
  std::string text = string(value);
  return value.kind() == data::Kind::string && text.empty() ? Clause{} : Clause{std::move(text)};
}

std::optional<Range> range(Value value) {
  if (value.kind() != data::Kind::object) {
    return std::nullopt;
  }
  Range out{number(value.find("min")), number(value.find("max")), 0, clause(value.find("clause"))};
  out.preferred = number(value.find("default"), out.min);
  return out;
}

Confidence confidence(Value value) {
  return value.text() == "uncertain"   ? Confidence::uncertain
         : value.text() == "knowledge" ? Confidence::knowledge
                                       : Confidence::confirmed;
}

LetterCase letter_case(std::string_view name) {
  return name == "upper"         ? LetterCase::upper
         : name == "sentence"    ? LetterCase::sentence
         : name == "title"       ? LetterCase::title
         : name == "lower_first" ? LetterCase::lower_first
                                 : LetterCase::any;
}

Placing placing(std::string_view name) {
  return name == "left"      ? Placing::left
         : name == "center"  ? Placing::center
         : name == "right"   ? Placing::right
         : name == "justify" ? Placing::justify
                             : Placing::any;
}

template <class Visit>
void each(Value list, Visit const& visit) {
  Value child = list.first();
  for (std::size_t i = 0; i < list.size(); ++i, child = child.next()) {
    visit(child);
  }
}

Spacing spacing(Value v) {
  Spacing out;
  out.paragraph_min_pt = number(v.find("paragraph_min_pt"));
  out.line_min_multiple = number(v.find("line_min_multiple"));
  out.line_max_multiple = number(v.find("line_max_multiple"));
  out.line_exact_min_pt = number(v.find("line_exact_pt_min"));
  out.line_exact_max_pt = number(v.find("line_exact_pt_max"));
  each(v.find("first_line_indent_mm_allowed"),
       [&](Value mm) { out.first_line_mm.push_back(number(mm)); });
  Value const between = v.find("first_line_indent_mm_range");
  if (between.size() == 2) {
    out.first_line_range_mm = Range{number(between.item(0)), number(between.item(1)), 0};
  }
  return out;
}

// "always", or "conditional" with "named_types", "always_except_bien_ban" or
// "nghi_quyet,quyet_dinh; optional elsewhere". Other conditions are for people to read.
Requirement requirement(Value v) {
  using When = Requirement::When;
  constexpr std::string_view kExcept = "always_except_";
  Requirement out;
  std::string const when = string(v.find("required_when"));
  if (v.find("required").text() == "always") {
    out.when = When::always;
  } else if (when.starts_with(kExcept)) {
    out.when = When::always;
    out.except = when.substr(kExcept.size());
  } else if (when == "named_types") {
    out.when = When::named_types;
  } else if (!when.empty()) {
    out.when = When::of_types;
    for (std::string_view id : split(std::string_view{when}.substr(0, when.find(';')), ',')) {
      out.types.emplace_back(id);
    }
  }
  return out;
}

ComponentSpec component_spec(Value v) {
  ComponentSpec out;
  out.requirement = requirement(v);
  out.size_pt = range(v.find("size_pt"));
  out.bold = maybe_bool(v.find("bold"));
  out.italic = maybe_bool(v.find("italic"));
  out.underline = maybe_bool(v.find("underline"));
  out.letter_case = letter_case(v.find("case").text());
  if (is_true(v.find("alignment_mandated"))) {
    out.placing = placing(v.find("alignment").text());
  }
  Value const line = v.find("line_below");
  out.line_below = {is_true(line.find("required")),
                    number(line.find("length_ratio_min")),
                    number(line.find("length_ratio_max"))};
  // "forms only": what the decree's prose does not ask for is not asked for.
  if (!line.find("source").is_missing()) {
    out.line_below.required = false;
  }
  out.spacing = spacing(v.find("spacing"));
  // What is said of none is null.
  std::string_view const texts =
      v.find("text").kind() == data::Kind::string ? v.find("text").text() : std::string_view{};
  for (std::string_view text : split(texts, '|')) {
    if (!text.empty()) {
      out.texts.emplace_back(text);
    }
  }
  out.last_end_punct = string(v.find("last_end_punct"));
  out.is_in_footer = v.find("region").text() == "page_footer";
  out.confidence = confidence(v.find("confidence"));
  out.clause = clause(v.find("clause"));
  return out;
}

PageSpec page_spec(Value v) {
  PageSpec out;
  Value const paper = v.find("paper");
  out.width_twips = static_cast<int>(number(paper.find("width_twips"), 11906));
  out.height_twips = static_cast<int>(number(paper.find("height_twips"), 16838));
  Value const margins = v.find("margins_mm");
  out.top_mm = range(margins.find("top")).value_or(Range{});
  out.bottom_mm = range(margins.find("bottom")).value_or(Range{});
  out.left_mm = range(margins.find("left")).value_or(Range{});
  out.right_mm = range(margins.find("right")).value_or(Range{});
  out.mirror = is_true(v.find("duplex_mirror"));
  out.back_left_mm = number(v.find("duplex_back_mm").find("left"));
  out.back_right_mm = number(v.find("duplex_back_mm").find("right"));
  out.font = string(v.find("font").find("family"));
  out.paper_clause = clause(paper.find("clause"));
  out.orientation_clause = clause(v.find("orientation").find("clause"));
  out.font_clause = clause(v.find("font").find("clause"));
  out.color_clause = clause(v.find("text_color_clause"));
  out.font_mandatory = is_true(v.find("font").find("family_mandatory"));
  each(v.find("a5_allowed_for"), [&](Value id) { out.a5_types.push_back(string(id)); });
  out.confidence = confidence(v.find("confidence"));
  return out;
}

// "Nghị quyết (cá biệt)" is printed NGHỊ QUYẾT.
std::string without_remark(std::string name) {
  std::size_t const remark = name.find(" (");
  return remark == std::string::npos ? name : name.substr(0, remark);
}

DocumentType state_type(Value v) {
  DocumentType type;
  type.id = string(v.find("id"));
  type.name = without_remark(string(v.find("ten")));
  type.printed = string(v.find("ten_in"));
  type.code = string(v.find("viet_tat"));
  type.wants_kinh_gui = v.find("kinh_gui").text() == "required";
  type.may_have_kinh_gui = v.find("kinh_gui").text() == "if_to_superior";
  type.wants_can_cu = is_true(v.find("can_cu_required"));
  type.has_form = v.find("mau_phu_luc_iii").kind() == data::Kind::string;
  return type;
}

}  // namespace

struct ProfileReader {
  Profile profile;

  void read(Value root, Value v) {
    profile.id_ = std::string{v.key()};
    profile.title_ = string(v.find("title"));
    profile.from_ = string(v.find("effective_from"));
    profile.to_ = string(v.find("effective_to"));
    bool const is_party = !v.find("components").find("tieu_de_dang").is_missing();
    profile.family_ = is_party                ? Family::party
                      : profile.id_ == "qppl" ? Family::qppl
                                              : Family::state;
    // "Nghị định 30/2020/NĐ-CP, Phụ lục I-III (văn bản hành chính)" → "Nghị định 30/2020/NĐ-CP"
    std::size_t const begin =
        profile.family_ == Family::qppl ? profile.title_.find(": ") + 2 : std::size_t{0};
    profile.short_title_ = profile.title_.substr(begin);
    for (std::string_view cut : {", ", " (", " ngày "}) {
      profile.short_title_ = profile.short_title_.substr(0, profile.short_title_.find(cut));
    }
    profile.page_ = page_spec(v.find("page"));
    each(v.find("components"), [&](Value c) {
      if (auto const id = component_from_id(c.key())) {
        profile.components_[static_cast<std::size_t>(*id)] =
            std::make_unique<ComponentSpec>(component_spec(c));
      }
    });
    each(v.find("rules"), [&](Value r) {
      std::string_view const severity = r.find("severity").text();
      profile.rules_.emplace_back(string(r.find("id")),
                                  RuleSpec{severity == "error"     ? base::Severity::error
                                           : severity == "warning" ? base::Severity::warning
                                                                   : base::Severity::info,
                                           confidence(r.find("confidence")),
                                           clause(r.find("clause"))});
    });
    each(v.find("signature_prefixes"), [&](Value p) { profile.prefixes_.emplace_back(p.key()); });
    each(v.find("point_letters"), [&](Value p) { profile.letters_.push_back(string(p)); });
    each(root.find("copy_types"),
         [&](Value c) { profile.copy_codes_.push_back(string(c.find("viet_tat"))); });
    read_types(root);
    for (std::unique_ptr<ComponentSpec> const& component : profile.components_) {
      if (component) {
        keep_types(component->requirement);
      }
    }
  }

  // "copies", "if_used": words for people, where ids of types would stand.
  void keep_types(Requirement& requirement) const {
    bool const are_types =
        std::all_of(requirement.types.begin(), requirement.types.end(), [&](std::string const& id) {
          return std::any_of(profile.types_.begin(),
                             profile.types_.end(),
                             [&](DocumentType const& type) { return type.id == id; });
        });
    if (requirement.when == Requirement::When::of_types && !are_types) {
      requirement = {};
    }
  }

  void read_types(Value root) {
    if (profile.family_ == Family::party) {
      each(root.find("document_types_dang"), [&](Value t) {
        DocumentType type;
        type.name = string(t.find("ten"));
        type.code = string(t.find("viet_tat"));
        type.id = type.code == "CV" ? "cong_van" : std::string{};
        type.printed = type.code == "CV" ? "" : type.name;
        type.wants_kinh_gui = type.code == "CV";
        type.may_have_kinh_gui = true;
        type.code_confidence = confidence(t.find("confidence"));
        profile.types_.push_back(std::move(type));
      });
      return;
    }
    Value const older = root.find("document_types_tt01");
    Value const codes = older.find("codes_that_differ_from_nd30");
    each(root.find("document_types"), [&](Value t) {
      DocumentType type = state_type(t);
      Value const other = codes.find(type.id);
      if (!other.is_missing()) {
        type.code = string(other);
        type.code_confidence = confidence(older.find("codes_confidence"));
      }
      profile.types_.push_back(std::move(type));
    });
    each(older.find("plus"), [&](Value t) {
      DocumentType type = state_type(t);
      type.printed = type.name;
      type.code_confidence = confidence(older.find("codes_confidence"));
      profile.types_.push_back(std::move(type));
    });
  }
};

RuleSpec const* Profile::rule(std::string_view id) const {
  for (auto const& [known, spec] : rules_) {
    if (known == id) {
      return &spec;
    }
  }
  return nullptr;
}

std::vector<std::string> Profile::rule_ids() const {
  std::vector<std::string> ids;
  for (auto const& rule : rules_) {
    ids.push_back(rule.first);
  }
  return ids;
}

std::shared_ptr<Profile const> Profile::parse(std::string_view json,
                                              std::string_view file_name,
                                              base::Diagnostics& out) {
  data::Document document;
  data::Limits limits;
  limits.max_bytes = 4u << 20;
  limits.subject = "";
  if (!document.parse(json, file_name, limits, out)) {
    return nullptr;
  }
  base::Diagnostics faults;
  check_profile_shape(document, file_name, faults);
  bool const is_sound = !faults.has_errors();
  out.add(std::move(faults));
  if (!is_sound) {
    return nullptr;
  }
  ProfileReader reader{Profile{}};
  reader.read(document.root(), document.root().find("profiles").first());
  return std::make_shared<Profile const>(std::move(reader.profile));
}

std::vector<std::string_view> profile_ids() {
  std::vector<std::string_view> ids;
  for (EmbeddedProfile const& profile : embedded_profiles()) {
    ids.push_back(profile.id);
  }
  return ids;
}

std::shared_ptr<Profile const> builtin_profile(std::string_view id) {
  struct Slot {
    std::once_flag once;
    std::shared_ptr<Profile const> profile;
  };
  // Each is read when it is first asked for: a document wants one or two of them.
  static std::vector<Slot> slots(embedded_profiles().size());
  for (std::size_t i = 0; i < slots.size(); ++i) {
    EmbeddedProfile const& embedded = embedded_profiles()[i];
    if (embedded.id == id) {
      std::call_once(slots[i].once, [&] {
        base::Diagnostics none;
        slots[i].profile = Profile::parse(embedded.json, embedded.id, none);
      });
      return slots[i].profile;
    }
  }
  return nullptr;
}

}  // namespace thethuc::rules
