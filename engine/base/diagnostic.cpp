#include "base/diagnostic.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <unordered_map>

#include "base/diagnostic_catalogue.h"

namespace thethuc::base {

namespace {

constexpr CatalogueEntry kCatalogue[] = {
#define THETHUC_DIAGNOSTIC(id, severity, en, en_hint, vi, vi_hint) \
  {Id::id, #id, Severity::severity, {vi, vi_hint}, {en, en_hint}},
#include "base/diagnostics.def"
#undef THETHUC_DIAGNOSTIC
};

}  // namespace

CatalogueEntry const& catalogue_entry(Id id) {
  return kCatalogue[static_cast<std::size_t>(id)];
}

std::string_view Diagnostic::arg(std::string_view name) const {
  for (auto const& [key, value] : args) {
    if (key == name) {
      return value;
    }
  }
  return {};
}

Diagnostic diagnose(Id id,
                    Place place,
                    std::string tag,
                    std::initializer_list<std::pair<std::string, std::string>> args) {
  Diagnostic d;
  d.id = id;
  d.severity = default_severity(id);
  d.place = std::move(place);
  d.tag = std::move(tag);
  d.args = args;
  return d;
}

std::string_view id_name(Id id) {
  return catalogue_entry(id).name;
}

std::optional<Id> id_from_name(std::string_view name) {
  static auto const ids = [] {
    std::unordered_map<std::string_view, Id> map;
    for (CatalogueEntry const& entry : kCatalogue) {
      map.emplace(entry.name, entry.id);
    }
    return map;
  }();
  auto const found = ids.find(name);
  return found == ids.end() ? std::nullopt : std::optional{found->second};
}

Severity default_severity(Id id) {
  return catalogue_entry(id).severity;
}

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::info:
      return "info";
  }
  return {};
}

std::vector<Id> all_ids() {
  std::vector<Id> ids;
  ids.reserve(std::size(kCatalogue));
  for (CatalogueEntry const& entry : kCatalogue) {
    ids.push_back(entry.id);
  }
  return ids;
}

void Diagnostics::add(Diagnostic d) {
  if (d.severity == Severity::error) {
    ++errors_;
  }
  if (++counts_[d.id] > kMostPerId) {
    ++omitted_[d.id];
  } else {
    entries_.push_back(std::move(d));
  }
}

bool Diagnostics::is_full(Id id) const {
  auto const count = counts_.find(id);
  return count != counts_.end() && count->second >= kMostPerId;
}

void Diagnostics::add(Diagnostics other) {
  std::size_t const errors = errors_ + other.errors_;  // those of `other` that were not kept, too
  for (Diagnostic& d : other.entries_) {
    add(std::move(d));
  }
  for (auto const& [id, count] : other.omitted_) {
    counts_[id] += count;
    omitted_[id] += count;
  }
  errors_ = errors;
}

Place marked(Place place, std::string_view text, std::size_t begin, std::size_t end) {
  // More than the line of a message shows.
  constexpr std::size_t kAround = 400;
  auto const is_inside_character = [&](std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
  };
  std::size_t first = begin - std::min(begin, kAround);
  while (first < begin && is_inside_character(first)) {
    ++first;
  }
  std::size_t last = std::min(text.size(), std::min(end, begin + kAround) + kAround);
  while (last < text.size() && is_inside_character(last)) {
    ++last;
  }
  place.text = text.substr(first, last - first);
  place.mark_begin = begin - first;
  place.mark_end = std::min(end, last) - first;
  return place;
}

void Diagnostics::relocate(std::function<void(Diagnostic&)> const& change) {
  for (Diagnostic& d : entries_) {
    change(d);
  }
}

void Diagnostics::drop_repeats() {
  std::set<std::string> told;
  std::vector<Diagnostic> kept;
  for (Diagnostic& d : entries_) {
    if (told.insert(thethuc::base::to_json(d, Language::en)).second) {
      kept.push_back(std::move(d));
    } else {
      errors_ -= d.severity == Severity::error ? 1 : 0;
      --counts_[d.id];
    }
  }
  entries_ = std::move(kept);
}

}  // namespace thethuc::base
