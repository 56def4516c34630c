#include "bulk/csv_rows.h"

#include <algorithm>

#include "base/text.h"

namespace thethuc::bulk {

namespace {

constexpr std::size_t kBytesOfCell = 16;
constexpr std::size_t kFewCells = 100;

}  // namespace

// The first line that is not blank, line breaks within quotes included; blank ones are passed over.
std::string_view CsvRows::first_line(bool& is_whole) {
  bool is_quoted = false;
  std::size_t i = 0;
  while (true) {
    for (; i < input_.view().size(); ++i) {
      char const c = input_.view()[i];
      is_quoted = is_quoted != (c == '"');
      if (c != '\n' || is_quoted) {
        continue;
      }
      std::string_view const line = input_.view().substr(0, i);
      if (!base::trim(line).empty()) {
        is_whole = true;
        return line;
      }
      input_.use(i + 1);
      ++line_;
      i = static_cast<std::size_t>(-1);  // the loop begins anew
    }
    if (input_.view().size() > most_bytes_ || !input_.more()) {
      is_whole = false;
      return input_.view();
    }
  }
}

void CsvRows::find_delimiter() {
  bool is_whole = false;
  std::string_view const line = first_line(is_whole);
  if (std::string_view const text = base::trim(line);
      text.size() == 5 && text.starts_with("sep=")) {
    delimiter_ = text.back();
    input_.use(line.size() + (is_whole ? 1 : 0));
    ++line_;
    return;
  }
  std::ptrdiff_t most = 0;
  for (char const candidate : {'\t', ';', ','}) {
    std::ptrdiff_t count = 0;
    bool is_quoted = false;
    for (char const c : line) {
      is_quoted = is_quoted != (c == '"');
      count += c == candidate && !is_quoted ? 1 : 0;
    }
    if (count > most) {
      most = count;
      delimiter_ = candidate;
    }
  }
}

bool CsvRows::next(Row& row) {
  while (read(row)) {
    if (row.cells.used() > 0 || row.is_cut || row.is_open) {
      return true;
    }
  }
  return false;
}

bool CsvRows::read(Row& row) {
  row.cells.clear();
  row.line = line_;
  row.is_cut = row.has_text_behind_quote = row.is_open = false;
  state_ = State::start;
  cell_.clear();
  bool is_begun = false;
  while (!input_.view().empty() || input_.more()) {
    is_begun = true;
    std::string_view const view = input_.view();
    for (std::size_t i = 0; i < view.size();) {
      if (std::size_t const count = count_plain(view.substr(i)); count > 0) {
        keep(row, view.substr(i, count));
        state_ = state_ == State::start ? State::bare : state_;
        i += count;
      } else if (take(row, view[i++])) {
        input_.use(i);
        return true;
      }
    }
    input_.use(view.size());
  }
  row.is_open = state_ == State::quoted;
  if (is_begun) {
    end_cell(row);
  }
  return is_begun;
}

// How many bytes at the beginning are text of the cell in hand.
std::size_t CsvRows::count_plain(std::string_view text) const {
  if (state_ == State::behind_quote || (state_ == State::start && text.front() == '"')) {
    return 0;
  }
  char const end = state_ == State::quoted ? '"' : delimiter_;
  std::size_t count = 0;
  while (count < text.size() && text[count] != end && text[count] != '\n') {
    ++count;
  }
  return count;
}

// Takes a byte that is not plain. True when the row ends.
bool CsvRows::take(Row& row, char c) {
  line_ += c == '\n' ? 1 : 0;
  if (state_ == State::quoted) {
    if (c == '"') {
      state_ = State::behind_quote;
    } else if (cell_.ends_with('\r')) {
      cell_.back() = '\n';
    } else {
      keep(row, "\n");
    }
    return false;
  }
  if (c == delimiter_ || c == '\n') {
    end_cell(row);
    return c == '\n';
  }
  if (c == '"') {
    if (state_ == State::behind_quote) {  // two quotes are one
      keep(row, "\"");
    } else {
      row.quote_line = line_;
    }
    state_ = State::quoted;
    return false;
  }
  row.has_text_behind_quote = row.has_text_behind_quote || (c != ' ' && c != '\r');
  return false;
}

void CsvRows::keep(Row& row, std::string_view text) {
  std::size_t const room =
      most_bytes_ - std::min(most_bytes_, row.cells.bytes().size() + cell_.size());
  row.is_cut = row.is_cut || text.size() > room;
  cell_.append(text.substr(0, room));
}

void CsvRows::end_cell(Row& row) {
  if (state_ == State::bare && cell_.ends_with('\r')) {
    cell_.pop_back();
  }
  // An empty cell takes no byte of the input but its delimiter, and more memory than that.
  if (row.cells.size() >= std::max(most_bytes_ / kBytesOfCell, kFewCells)) {
    row.is_cut = true;
  } else {
    row.cells.add(cell_);
  }
  cell_.clear();
  state_ = State::start;
}

}  // namespace thethuc::bulk
