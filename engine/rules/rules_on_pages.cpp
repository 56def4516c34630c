// What only pages tell: a signature without its text, or parted. Where nobody has laid the document
// out, nothing.

#include <algorithm>
#include <optional>
#include <string>

#include "rules/check_context.h"
#include "rules/measured.h"
#include "rules/rule_functions.h"

namespace thethuc::rules {

using base::Words;

namespace {

// The lines of those who sign, from the authority to the name.
std::vector<std::size_t> signer_lines(Check& check) {
  std::vector<std::size_t> lines;
  std::size_t const end = std::min(check.recognised.signature_end, check.recognised.lines.size());
  for (std::size_t i = check.recognised.body_end; i < end; ++i) {
    Component const c = check.line(i).component;
    bool const is_signer = c == Component::quyen_han || c == Component::chuc_vu ||
                           c == Component::chuc_vu_khac || c == Component::ho_ten;
    if (is_signer && !shown_lines(check, i).empty()) {
      lines.push_back(i);
    }
  }
  return lines;
}

int first_page(Check& check, std::size_t line) {
  return shown_lines(check, line).front().page;
}

// The page on which the text that is signed ends; 0 when it is not known.
int last_page_of_text(Check& check) {
  for (std::size_t i = check.recognised.body_end; i-- > check.recognised.body_begin;) {
    std::vector<ShownLine> const shown = shown_lines(check, i);
    if (!shown.empty()) {
      return shown.back().page;
    }
  }
  return 0;
}

bool stands_alone(Check& check, int page) {
  Recognised const& r = check.recognised;
  for (std::size_t i = 0; i < r.lines.size(); ++i) {
    bool const is_block = i >= r.body_end && i < r.signature_end;
    std::vector<ShownLine> const shown = shown_lines(check, i);
    if (!is_block && std::any_of(shown.begin(), shown.end(), [page](ShownLine const& line) {
          return line.page == page;
        })) {
      return false;
    }
  }
  return true;
}

}  // namespace

void rule_PAGE_07(Check& check) {
  std::vector<std::size_t> const signers = signer_lines(check);
  int const text = last_page_of_text(check);
  if (signers.empty() || text == 0 || check.document.is_template) {
    return;
  }
  int const signature = first_page(check, signers.front());
  if (signature <= text) {
    return;
  }
  std::string const here = std::to_string(signature);
  std::string const there = std::to_string(text);
  bool const alone = stands_alone(check, signature);
  check.at_line(
      signers.front(),
      {.about = {"phần ký", "signature"},
       .expected = {"cùng trang với phần cuối nội dung", "on the page where the text ends"},
       .found = {
           (alone ? "một mình ở trang " : "ở trang ") + here + ", nội dung kết thúc ở trang " +
               there,
           (alone ? "alone on page " : "on page ") + here + ", the text ends on page " + there}});
}

void rule_PAGE_08(Check& check) {
  std::vector<std::size_t> const signers = signer_lines(check);
  if (signers.empty() || check.document.is_template) {
    return;
  }
  int first = first_page(check, signers.front());
  int last = first;
  for (std::size_t line : signers) {
    first = std::min(first, first_page(check, line));
    last = std::max(last, shown_lines(check, line).back().page);
  }
  if (first == last) {
    return;
  }
  check.at_line(
      signers.front(),
      {.about = {"phần ký", "signature"},
       .expected = {"trên một trang", "on one page"},
       .found = {"từ trang " + std::to_string(first) + " sang trang " + std::to_string(last),
                 "from page " + std::to_string(first) + " to page " + std::to_string(last)}});
}

}  // namespace thethuc::rules
