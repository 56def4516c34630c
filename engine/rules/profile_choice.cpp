#include "rules/profile_choice.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "rules/words.h"

namespace thethuc::rules {
namespace {

constexpr std::string_view kPresent = "nd30-2020";
constexpr int kTt01Begins = 20110305;
constexpr int kNd30Begins = 20200305;
constexpr int kHd05Begins = 20260527;

// Types that only normative documents have.
bool is_normative_type(std::string_view text) {
  std::string const letters = letters_of(folded(text, 60));
  return is_upper(text) && (letters == "luat" || letters == "phaplenh" || letters == "nghidinh" ||
                            letters == "thongtu" || letters == "thongtulientich");
}

// Whether a symbol with a year ("78/2025/NĐ-CP") may be a normative document's: of a type that may
// be one (Law on the issuing of legal normative documents). In any other the year is a slip, SO-04.
bool is_normative_symbol(std::string_view symbol) {
  std::string const first = folded(symbol.substr(0, symbol.find_first_of("-/0123456789")));
  constexpr std::string_view kCodes[] = {
      "nd", "tt", "ttlt", "qd", "nq", "nqlt", "l", "pl", "qh", "ubtvqh"};
  return std::find(std::begin(kCodes), std::end(kCodes), first) != std::end(kCodes);
}

std::string_view chosen_id(Document const& document, Recognised const& r) {
  int const date = r.date.number();
  if (r.tieu_de_dang && !r.quoc_hieu) {
    return date != 0 && date < kHd05Begins ? "hd36-vptw" : "hd05-vptw";
  }
  bool is_normative = r.number.year != 0 && is_normative_symbol(r.number.symbol);
  for (std::size_t i = 0; i < std::min<std::size_t>(r.lines.size(), 30) && !is_normative; ++i) {
    is_normative = r.lines[i].component != Component::noi_dung &&
                   is_centred(document, r.lines[i]) && is_normative_type(r.lines[i].text);
  }
  if (is_normative) {
    return "qppl";
  }
  return date >= kTt01Begins && date < kNd30Begins ? "tt01-2011" : kPresent;
}

}  // namespace

ProfileChoice choose_profile(Document const& document) {
  ProfileChoice choice;
  choice.read_by = builtin_profile(kPresent);
  choice.recognised = recognise(document, *choice.read_by);
  choice.id = chosen_id(document, choice.recognised);
  return choice;
}

}  // namespace thethuc::rules
