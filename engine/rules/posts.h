#pragma once

// Posts and bodies as signature blocks name them: "PHÓ GIÁM ĐỐC", "ỦY BAN NHÂN DÂN". Internal to
// the module.

#include <string>
#include <string_view>

namespace thethuc::rules {

struct Post {
  enum class Kind { none, head, deputy };
  Kind kind = Kind::none;
  // Of whom: "giam doc" of "GIÁM ĐỐC SỞ NỘI VỤ" and of "PHÓ GIÁM ĐỐC"; "" of a deputy whose head
  // the words do not tell.
  std::string_view head;
  // How far below the government, where the name alone tells it: a minister is 1, who heads a
  // department of a ministry 3; -1 where the same name stands high and low ("GIÁM ĐỐC").
  int level = -1;
};

// What a line begins with; none for what is no post, and for those that are not known.
Post read_post(std::string_view text);

// "QUYỀN GIÁM ĐỐC", "KÝ THAY BỘ TRƯỞNG": an authority that is not abbreviated, with the post or
// body behind it.
struct SpeltAuthority {
  std::string_view prefix;  // that stands for it: "Q."; "" for none
  std::string_view rest;
};
SpeltAuthority read_spelt_authority(std::string_view text);

// Whether a line begins with the name of a body or of a collective.
bool names_body(std::string_view text);

// Whether two names are surely those of two bodies: "Sở Tài chính" and "SỞ NỘI VỤ", "UBND huyện"
// and "ỦY BAN NHÂN DÂN TỈNH HÀ NAM". One may be shortened, and its head may stand for a body.
bool names_other_body(std::string_view one, std::string_view other);

// "PHÓ GIÁM ĐỐC" of "GIÁM ĐỐC", "THỨ TRƯỞNG" of "BỘ TRƯỞNG".
std::string deputy_of(std::string_view head);
// The other way: the post of whom a deputy signs for, in capitals; "" when the words do not tell.
std::string head_of(std::string_view deputy);

}  // namespace thethuc::rules
