#include "rules/profile_choice.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "rules/recognised.h"
#include "rules/words.h"

namespace thethuc::rules {
namespace {

constexpr int kTt01Begins = 20110305;
constexpr int kNd30Begins = 20200305;
constexpr int kHd05Begins = 20260527;

// Types that only normative documents have.
bool is_normative_type(std::string_view text) {
  std::string const letters = letters_of(folded(text, 60));
  return is_upper(text) && (letters == "luat" || letters == "phaplenh" || letters == "nghidinh" ||
                            letters == "thongtu" || letters == "thongtulientich");
}

}  // namespace

std::shared_ptr<Profile const> choose_profile(Document const& document) {
  std::shared_ptr<Profile const> present = builtin_profile("nd30-2020");
  Recognised const r = recognise(document, *present);
  int const date = r.date.number();
  if (r.tieu_de_dang && !r.quoc_hieu) {
    return builtin_profile(date != 0 && date < kHd05Begins ? "hd36-vptw" : "hd05-vptw");
  }
  bool is_normative = r.number.year != 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(r.lines.size(), 30) && !is_normative; ++i) {
    is_normative = r.lines[i].component != Component::noi_dung &&
                   is_centred(document, r.lines[i]) && is_normative_type(r.lines[i].text);
  }
  if (is_normative) {
    return builtin_profile("qppl");
  }
  return date >= kTt01Begins && date < kNd30Begins ? builtin_profile("tt01-2011") : present;
}

}  // namespace thethuc::rules
