#include "bulk/name_survey.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "bulk/digest.h"
#include "bulk/named_records.h"

namespace thethuc::bulk {

namespace {

std::uint64_t hash_of(std::string const& name) {
  return std::hash<std::string>{}(name);
}

// The hashes that more than one record has, sorted; `all` is sorted.
std::vector<std::uint64_t> repeated(std::vector<std::uint64_t> const& all) {
  std::vector<std::uint64_t> twice;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i] == all[i - 1] && (twice.empty() || twice.back() != all[i])) {
      twice.push_back(all[i]);
    }
  }
  return twice;
}

struct First {
  std::uint64_t index = 0;
  base::Place place;
  std::uint64_t last_number = 1;
};

base::Diagnostic name_taken(NamedRecord const& named, First const& first) {
  base::Diagnostic d =
      base::diagnose(base::Id::record_name_taken,
                     named.record.place,
                     {},
                     {{"name", named.stem}, {"other", std::to_string(first.index + 1)}});
  d.related.push_back(first.place);
  return d;
}

}  // namespace

std::uint64_t Survey::number_of(std::uint64_t index) const {
  auto const found =
      std::lower_bound(numbers.begin(), numbers.end(), std::pair{index, std::uint64_t{0}});
  return found != numbers.end() && found->first == index ? found->second : 0;
}

Survey survey(OpenRecords const& open,
              FillRule const& rule,
              OnDuplicate on_duplicate,
              std::size_t threads,
              Stop const& stop,
              base::Diagnostics& out) {
  Survey made;
  Digest digest;
  std::vector<std::uint64_t> hashes;
  visit_named(open, rule, Naming::that_may_meet, threads, stop, out, [&](NamedRecord const& named) {
    ++made.records;
    digest.add_piece(named.record.mistakes.has_errors() ? std::string_view{} : named.record.json);
    if (!named.stem.empty()) {
      hashes.push_back(hash_of(named.folded));
    }
  });
  made.digest = digest.take();
  std::sort(hashes.begin(), hashes.end());
  std::vector<std::uint64_t> const twice = repeated(hashes);
  if (twice.empty() || out.has_errors() || stop.requested()) {
    return made;
  }

  // Two names may have one hash: now they are compared themselves.
  std::unordered_map<std::string, First> seen;
  std::unordered_set<std::uint64_t> given;
  auto const is_free = [&](std::string const& stem) {
    std::uint64_t const hash = hash_of(folded_name(stem));
    return !std::binary_search(hashes.begin(), hashes.end(), hash) && given.insert(hash).second;
  };
  visit_named(open, rule, Naming::that_may_meet, threads, stop, out, [&](NamedRecord const& named) {
    if (named.stem.empty() ||
        !std::binary_search(twice.begin(), twice.end(), hash_of(named.folded))) {
      return;
    }
    auto const [entry, is_first] = seen.try_emplace(named.folded);
    First& first = entry->second;
    if (is_first) {
      first.index = named.record.index;
      first.place = named.record.place;
    } else if (on_duplicate == OnDuplicate::error) {
      out.add(name_taken(named, first));
    } else {
      std::uint64_t number = first.last_number + 1;
      while (!is_free(numbered_name(named.stem, number))) {
        ++number;
      }
      first.last_number = number;
      made.numbers.emplace_back(named.record.index, number);
    }
  });
  return made;
}

}  // namespace thethuc::bulk
