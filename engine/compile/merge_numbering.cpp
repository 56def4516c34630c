#include "compile/merge_numbering.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "wml/names.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

constexpr char kAbstractId[] = "w:abstractNumId";  // an attribute and an element
constexpr char kNumId[] = "w:numId";

constexpr std::size_t kListBytes = 1'000;  // about what an instance takes that begins anew

// In the order in which they stand in the part (ECMA-376 Part 1, 17.9.17).
struct Kind {
  char const* element;
  char const* id;
};
constexpr Kind kKinds[] = {
    {"w:numPicBullet", "w:numPicBulletId"}, {"w:abstractNum", kAbstractId}, {"w:num", kNumId}};

std::size_t rank_of(pugi::xml_node node) {
  auto const found = std::find_if(
      std::begin(kKinds), std::end(kKinds), [&](Kind const& k) { return is(node, k.element); });
  return static_cast<std::size_t>(found - std::begin(kKinds));
}

}  // namespace

void HostNumbering::load() {
  if (std::exchange(loaded_, true)) {
    return;
  }
  std::fill(std::begin(next_id_), std::end(next_id_), 0);
  next_id_[2] = 1;  // w:numId 0 is no list (17.9.18)
  for (pugi::xml_node child : host_.root(SharedPart::numbering).children()) {
    std::size_t const rank = rank_of(child);
    if (rank < std::size(kKinds)) {
      int const id = child.attribute(kKinds[rank].id).as_int();
      next_id_[rank] = std::max(next_id_[rank], id < (1 << 30) ? id + 1 : 0);
      last_[rank] = child;
    }
    if (pugi::xml_node const signature = child.child("w:nsid")) {
      signatures_.insert(base::to_upper(signature.attribute(w::val).value()));
    }
  }
}

// Eight hexadecimal digits (17.9.15). Two lists of one signature are one list to Word when it
// pastes.
std::string HostNumbering::fresh_signature(std::string const& wanted) {
  std::string out = base::to_upper(wanted);
  while (!signatures_.insert(out).second) {
    out = fmt::format("{:08X}", ++last_signature_);
  }
  return out;
}

pugi::xml_node HostNumbering::add(pugi::xml_node original) {
  if (!host_.charge(kListBytes)) {
    return {};
  }
  load();
  pugi::xml_node root = host_.root_to_change(SharedPart::numbering);
  std::size_t const rank = rank_of(original);
  // Behind the last of its kind, or of a kind that stands before it.
  pugi::xml_node before;
  for (std::size_t i = 0; i <= rank; ++i) {
    before = last_[i] ? last_[i] : before;
  }
  pugi::xml_node copy =
      before ? root.insert_copy_after(original, before) : root.prepend_copy(original);
  last_[rank] = copy;
  adopt_namespaces(original.parent(), copy);
  copy.attribute(kKinds[rank].id).set_value(next_id_[rank]++);
  copy.remove_attribute("w16cid:durableId");
  if (pugi::xml_attribute signature = copy.child("w:nsid").attribute(w::val)) {
    signature.set_value(fresh_signature(signature.value()).c_str());
  }
  return copy;
}

GuestNumbering::GuestNumbering(HostNumbering& host, pugi::xml_node root, bool styles_begin_anew)
    : host_(host), styles_begin_anew_(styles_begin_anew), lists_(root) {
  for (pugi::xml_node child : root.children()) {
    std::size_t const rank = rank_of(child);
    if (rank < std::size(kKinds) && child.attribute(kKinds[rank].id)) {
      auto& of_kind = rank == 0 ? bullets_ : rank == 1 ? abstracts_ : nums_;
      of_kind.emplace(child.attribute(kKinds[rank].id).value(), child);
    }
  }
}

void GuestNumbering::begin_fragment() {
  in_fragment_.clear();
  counted_.merge(begun_);
  begun_.clear();
}

pugi::xml_node GuestNumbering::add(pugi::xml_node original) {
  pugi::xml_node const copy = host_.add(original);
  if (copy) {
    added_.push_back(copy);
  }
  return copy;
}

std::string GuestNumbering::map_abstract(std::string const& id) {
  auto const [entry, is_new] = mapped_abstracts_.try_emplace(id);
  if (auto const found = abstracts_.find(id); is_new && found != abstracts_.end()) {
    entry->second = add(found->second).attribute(kAbstractId).value();
  }
  return entry->second;
}

std::string GuestNumbering::map_bullet(std::string const& id) {
  auto const [entry, is_new] = mapped_bullets_.try_emplace(id);
  if (auto const found = bullets_.find(id); is_new && found != bullets_.end()) {
    entry->second = add(found->second).attribute("w:numPicBulletId").value();
  }
  return entry->second;
}

// Null when the guest has no such list.
GuestNumbering::Instance* GuestNumbering::instance(std::string const& num_id) {
  auto const known = instances_.find(num_id);
  if (known != instances_.end()) {
    return &known->second;
  }
  auto const num = nums_.find(num_id);
  if (num == nums_.end()) {
    return nullptr;
  }
  std::string const abstract = num->second.child(kAbstractId).attribute(w::val).value();
  std::string const own_abstract = map_abstract(abstract);
  if (own_abstract.empty()) {
    return nullptr;
  }
  pugi::xml_node const copy = add(num->second);
  copy.child(kAbstractId).attribute(w::val).set_value(own_abstract.c_str());
  Instance own{copy.attribute(kNumId).value(), abstract, false};
  return &instances_.emplace(num_id, std::move(own)).first->second;
}

std::string GuestNumbering::map(std::string const& num_id) {
  if (auto const known = in_fragment_.find(num_id); known != in_fragment_.end()) {
    return known->second;
  }
  Instance* const own = instance(num_id);
  if (!own) {
    return "0";
  }
  // Instances of one definition count on from each other: the first of a fragment is enough.
  bool const begins = begun_.insert(own->abstract).second;
  bool const goes_on = own->of_style && !styles_begin_anew_;
  std::string id = own->id;
  if (!goes_on && counted_.count(own->abstract) > 0) {
    pugi::xml_node copy = add(nums_.find(num_id)->second);
    copy.child(kAbstractId).attribute(w::val).set_value(map_abstract(own->abstract).c_str());
    if (begins) {
      lists_.restart(copy, num_id, 0);
    }
    id = copy.attribute(kNumId).value();
  }
  in_fragment_.emplace(num_id, id);
  return id;
}

std::string GuestNumbering::map_of_style(std::string const& num_id) {
  Instance* const own = instance(num_id);
  if (!own) {
    return "0";
  }
  own->of_style = true;
  return own->id;
}

std::vector<pugi::xml_node> GuestNumbering::take_added() {
  return std::exchange(added_, {});
}

}  // namespace thethuc::compile
