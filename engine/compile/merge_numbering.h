#pragma once

// Lists of a guest in the host: definitions (w:abstractNum) and instances (w:num) are copied under
// ids of their own.

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <pugixml.hpp>

#include "compile/merge_host.h"
#include "wml/numbering.h"

namespace thethuc::compile {

// The numbering part of the host, made when there is none. Borrows the host.
class HostNumbering {
 public:
  explicit HostNumbering(MergeHost& host) : host_(host) {}

  // Adds a copy of a w:numPicBullet, w:abstractNum or w:num under an id that none of its kind has;
  // null when the host is full.
  pugi::xml_node add(pugi::xml_node original);

 private:
  void load();
  std::string fresh_signature(std::string const& wanted);

  MergeHost& host_;
  bool loaded_ = false;
  int next_id_[3] = {};     // by kind
  pugi::xml_node last_[3];  // of each kind
  std::uint32_t last_signature_ = 0;
  std::unordered_set<std::string> signatures_;  // w:nsid, by which Word knows a list again
};

// The lists of one guest, and what stands for them in the host. Borrows both.
//
// A list that paragraphs name themselves begins anew in each fragment: the first has the copied
// instance, later ones an instance that sets all levels back. A list that belongs to a style goes
// on through the document, as numbered headings do in Word; where each fragment is a document of
// its own, it begins anew as well wherever a paragraph names it.
class GuestNumbering {
 public:
  // `root` is the guest's w:numbering, null when it has none.
  GuestNumbering(HostNumbering& host, pugi::xml_node root, bool styles_begin_anew = false);

  // From now on paragraphs are those of another fragment.
  void begin_fragment();
  // The host's w:numId for that of a paragraph, or of a style; "0", which is no list, when the
  // guest has none of the id.
  std::string map(std::string const& num_id);
  std::string map_of_style(std::string const& num_id);
  // The host's id of a picture for bullets (w:lvlPicBulletId); "" when there is none.
  std::string map_bullet(std::string const& id);
  // The copies that were added since the last call: they still refer to the guest's styles,
  // bullets and pictures.
  std::vector<pugi::xml_node> take_added();

 private:
  struct Instance {
    std::string id;        // in the host
    std::string abstract;  // in the guest
    bool of_style = false;
  };

  Instance* instance(std::string const& num_id);
  std::string map_abstract(std::string const& id);
  pugi::xml_node add(pugi::xml_node original);

  HostNumbering& host_;
  bool styles_begin_anew_;
  wml::Numbering lists_;
  std::unordered_map<std::string, pugi::xml_node> nums_;
  std::unordered_map<std::string, pugi::xml_node> abstracts_;
  std::unordered_map<std::string, pugi::xml_node> bullets_;
  std::unordered_map<std::string, Instance> instances_;  // by the guest's w:numId
  std::unordered_map<std::string, std::string> mapped_abstracts_;
  std::unordered_map<std::string, std::string> mapped_bullets_;
  std::unordered_map<std::string, std::string> in_fragment_;
  std::set<std::string> begun_;    // the guest's definitions that the fragment has begun to count
  std::set<std::string> counted_;  // those that fragments before it have begun
  std::vector<pugi::xml_node> added_;
};

}  // namespace thethuc::compile
