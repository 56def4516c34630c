#pragma once

// Of which records the documents of an earlier run were made.

#include <array>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include "bulk/digest.h"

namespace thethuc::bulk {

// What a manifest says of an earlier run, as far as another run must know before it writes.
enum class EarlierWork : std::uint8_t {
  nothing,      // no record is done, and none has failed
  only_failed,  // records have failed, none is done
  some_done,
};
EarlierWork earlier_work(std::filesystem::path const& manifest);

// The digests of the records that a manifest says are done: 24 bytes each.
class DoneRecords {
 public:
  struct Done {
    std::uint64_t index = 0;
    std::array<char, kRecordDigits / 2> digest{};  // zeros: its line has none
  };

  // Lines that say nothing, as a torn last one, are passed over; of several lines of one record the
  // last counts.
  static DoneRecords read(std::filesystem::path const& manifest);

  std::vector<Done> const& in_order() const { return done_; }
  // Whether the record is the one that the documents were made of.
  static bool is_same(Done const& done, std::string_view json);

 private:
  std::vector<Done> done_;  // sorted by index
};

}  // namespace thethuc::bulk
