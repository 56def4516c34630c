#pragma once

// Rows of a CSV (RFC 4180). Internal to bulk.

#include <cstddef>
#include <string>
#include <string_view>

#include "bulk/cells.h"
#include "bulk/input.h"

namespace thethuc::bulk {

class CsvRows {
 public:
  // `input` is borrowed; of longer rows than `most_bytes` the rest is not kept.
  CsvRows(Input& input, std::size_t most_bytes) : input_(input), most_bytes_(most_bytes) {}

  // Tells comma, semicolon or tab by what the first line with text has most of; a line "sep=;" of
  // Excel says it, and is passed over.
  void find_delimiter();

  struct Row {
    Cells cells;
    int line = 0;         // where it begins
    int quote_line = 0;   // where its last quote opens
    bool is_cut = false;  // longer than is kept
    bool has_text_behind_quote = false;
    bool is_open = false;  // the input ends within quotes
  };
  // The next row that is not empty; false at the end.
  bool next(Row& row);

 private:
  enum class State { start, bare, quoted, behind_quote };

  bool read(Row& row);
  std::size_t count_plain(std::string_view text) const;
  bool take(Row& row, char c);
  void end_cell(Row& row);
  void keep(Row& row, std::string_view text);
  std::string_view first_line(bool& is_whole);

  Input& input_;
  std::size_t most_bytes_;
  char delimiter_ = ',';
  int line_ = 1;
  State state_ = State::start;
  std::string cell_;
};

}  // namespace thethuc::bulk
