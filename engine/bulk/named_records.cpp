#include "bulk/named_records.h"

#include <memory>
#include <utility>
#include <vector>

#include "bulk/ordered.h"

namespace thethuc::bulk {

namespace {

// Records of a chunk: so many, or so many as have so many bytes.
constexpr std::size_t kChunk = 32;
constexpr std::size_t kChunkBytes = 256u << 10;

struct NamedChunk {
  std::vector<NamedRecord> records{kChunk};
  std::size_t count = 0;
  std::size_t held = 0;  // bytes of records
  std::size_t bytes() const { return held; }
};

}  // namespace

void visit_named(OpenRecords const& open,
                 FillRule const& rule,
                 Naming naming,
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
    chunk.held = 0;
    while (more && chunk.count < kChunk && chunk.held < kChunkBytes && !stop.requested()) {
      Record& record = chunk.records[chunk.count].record;
      more = source->next(record, out);
      chunk.count += more ? 1u : 0u;
      chunk.held += more ? record.json.size() : 0u;
    }
    return chunk.count > 0;
  };
  steps.work = [&](std::size_t thread, NamedChunk& chunk) {
    for (std::size_t i = 0; i < chunk.count; ++i) {
      NamedRecord& named = chunk.records[i];
      named.stem.clear();
      base::Diagnostics ignored;  // told when the record is filled
      bool const is_named = rule.name.is_unique() ? naming == Naming::all  // without its data
                                                  : fillers[thread]->read(named.record, ignored);
      if (is_named) {
        named.stem = fillers[thread]->stem(named.record.index, ignored);
      }
      named.folded = folded_name(named.stem);
    }
  };
  steps.consume = [&](NamedChunk& chunk) {
    for (std::size_t i = 0; i < chunk.count; ++i) {
      visit(chunk.records[i]);
      release_if_large(chunk.records[i].record);
    }
    return true;
  };
  OrderedLimits limits;
  limits.threads = threads;
  limits.chunks_ahead = 8 * threads;
  Ordered<NamedChunk>{limits, std::move(steps)}.run();
}

}  // namespace thethuc::bulk
