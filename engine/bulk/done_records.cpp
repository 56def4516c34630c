#include "bulk/done_records.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <functional>
#include <optional>
#include <string>

#include "base/diagnostic.h"
#include "base/sha256.h"
#include "data/value.h"

namespace thethuc::bulk {

namespace {

using Digest16 = std::array<char, kRecordDigits / 2>;

struct Line {
  std::uint64_t index = 0;
  bool is_done = false;
  std::string_view digest;  // hexadecimal
};

// Calls `visit` with each line that says what became of a record, until it returns false.
void visit_lines(std::filesystem::path const& manifest,
                 std::function<bool(Line const&)> const& visit) {
  std::ifstream in{manifest, std::ios::binary};
  data::Document document;
  for (std::string text; std::getline(in, text) && !in.eof();) {  // one at the end is torn
    base::Diagnostics ignored;
    if (!document.parse(text, "", {}, ignored)) {
      continue;
    }
    data::Value const root = document.root();
    std::string_view const number = root.find("index").text();
    Line line;
    auto const [end, error] =
        std::from_chars(number.data(), number.data() + number.size(), line.index);
    if (number.empty() || error != std::errc{} || end != number.data() + number.size()) {
      continue;
    }
    line.is_done = root.find("status").text() == "done";
    line.digest = root.find("record").text();
    if (!visit(line)) {
      return;
    }
  }
}

Digest16 bytes_of(std::string_view digits) {
  Digest16 bytes{};
  for (std::size_t i = 0; digits.size() == kRecordDigits && i < bytes.size(); ++i) {
    unsigned byte = 0;
    std::from_chars(digits.data() + 2 * i, digits.data() + 2 * i + 2, byte, 16);
    bytes[i] = static_cast<char>(byte);
  }
  return bytes;
}

}  // namespace

EarlierWork earlier_work(std::filesystem::path const& manifest) {
  EarlierWork found = EarlierWork::nothing;
  visit_lines(manifest, [&](Line const& line) {
    found = line.is_done ? EarlierWork::some_done : EarlierWork::only_failed;
    return !line.is_done;
  });
  return found;
}

DoneRecords DoneRecords::read(std::filesystem::path const& manifest) {
  struct Entry {
    Done done;
    bool is_done;
  };
  std::vector<Entry> lines;
  visit_lines(manifest, [&](Line const& line) {
    lines.push_back({{line.index, bytes_of(line.digest)}, line.is_done});
    return true;
  });
  std::stable_sort(lines.begin(), lines.end(), [](Entry const& a, Entry const& b) {
    return a.done.index < b.done.index;
  });
  DoneRecords made;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    bool const is_last = i + 1 == lines.size() || lines[i + 1].done.index != lines[i].done.index;
    if (is_last && lines[i].is_done) {
      made.done_.push_back(lines[i].done);
    }
  }
  return made;
}

bool DoneRecords::is_same(Done const& done, std::string_view json) {
  return done.digest == bytes_of(digest_of_record(json));
}

}  // namespace thethuc::bulk
