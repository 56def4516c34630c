#include "bulk/name_survey.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "bulk/digest.h"
#include "bulk/ordered.h"

namespace thethuc::bulk {

namespace {

constexpr std::size_t kChunk = 32;

struct NamedRecord {
  Record record;
  std::string stem;    // "": cannot be named
  std::string folded;  // as names are compared
};

struct NamedChunk {
  std::vector<NamedRecord> records{kChunk};
  std::size_t count = 0;
  std::size_t bytes() const { return 0; }
};

// Reads all records, names them on many threads, and gives them to `visit` in their order.
void walk(OpenRecords const& open,
          FillRule const& rule,
          std::size_t threads,
          Stop const& stop,
          base::Diagnostics& out,
          std::function<void(NamedRecord const&)> const& visit) {
  std::unique_ptr<RecordSource> const source = open(out);
  if (!source || out.has_errors()) {
    return;
  }
  std::vector<std::unique_ptr<Filler>> fillers;
  for (std::size_t i = 0; i < threads; ++i) {
    fillers.push_back(std::make_unique<Filler>(rule));
  }
  bool more = true;
  Ordered<NamedChunk>::Steps steps;
  steps.produce = [&](NamedChunk& chunk) {
    chunk.count = 0;
    while (more && chunk.count < kChunk && !stop.requested()) {
      more = source->next(chunk.records[chunk.count].record, out);
      chunk.count += more ? 1u : 0u;
    }
    return chunk.count > 0;
  };
  steps.work = [&](std::size_t thread, NamedChunk& chunk) {
    for (std::size_t i = 0; i < chunk.count; ++i) {
      NamedRecord& named = chunk.records[i];
      named.stem.clear();
      base::Diagnostics ignored;  // told when the record is filled
      if (!rule.name.is_unique() && fillers[thread]->read(named.record, ignored)) {
        named.stem = fillers[thread]->stem(named.record.index, ignored);
      }
      named.folded = folded_name(named.stem);
    }
  };
  steps.consume = [&](NamedChunk& chunk) {
    for (std::size_t i = 0; i < chunk.count; ++i) {
      visit(chunk.records[i]);
    }
    return true;
  };
  Ordered<NamedChunk>{{threads, 8 * threads, 1}, std::move(steps)}.run();
}

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
  walk(open, rule, threads, stop, out, [&](NamedRecord const& named) {
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
  walk(open, rule, threads, stop, out, [&](NamedRecord const& named) {
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
