#include "library/import_parts.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "library/normal_form.h"
#include "opc/part_types.h"
#include "opc/xml.h"
#include "wml/names.h"
#include "wml/paragraph_text.h"

namespace thethuc::library {

namespace {

namespace w = wml::w;
using wml::is;

constexpr char kMainPart[] = "/word/document.xml";
constexpr char kMainRelationships[] = "word/_rels/document.xml.rels";
constexpr std::size_t kMostNames = 6;  // of styles in a message

bool ends_in_any(std::string_view text, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](auto end) { return text.ends_with(end); });
}

// Parts that are the profile's: what an edited document has of them is the word processor's.
bool is_of_the_profile(opc::Part const& part) {
  return ends_in_any(part.content_type,
                     {".settings+xml",
                      ".theme+xml",
                      ".fontTable+xml",
                      ".webSettings+xml",
                      ".styles+xml",
                      ".stylesWithEffects+xml",
                      "customXmlProperties+xml"}) ||
         part.name.starts_with("/customXml/") || part.name.starts_with("/docProps/app") ||
         part.name.starts_with("/docProps/core") || part.name.starts_with("/docProps/thumbnail");
}

template <class F>
void for_each_node(pugi::xml_node root, F f) {
  root.find_node([&](pugi::xml_node node) {
    f(node);
    return false;
  });
}

bool names_style(pugi::xml_node node) {
  return is(node, w::pStyle) || is(node, w::rStyle) || is(node, "w:tblStyle");
}

bool has_stories(opc::Part const& part) {
  return ends_in_any(part.content_type,
                     {".main+xml",
                      ".header+xml",
                      ".footer+xml",
                      ".footnotes+xml",
                      ".endnotes+xml",
                      ".numbering+xml",
                      ".comments+xml"});
}

// Of a style: what it is called, with its kind. Ids are a program's own affair.
std::string key_of(pugi::xml_node style) {
  return std::string{style.attribute(w::type).value()} + " " +
         base::to_lower(style.child("w:name").attribute(w::val).value());
}

// "{{#a}}{{^b}}", and nothing else.
bool holds_only_section_tags(std::string_view text) {
  bool has_tag = false;
  for (text = base::trim(text); text.starts_with("{{"); text = base::trim(text)) {
    std::size_t const end = text.find("}}");
    if (end == std::string_view::npos || text.find_first_of("#^/") != 2) {
      return false;
    }
    has_tag = true;
    text.remove_prefix(end + 2);
  }
  return has_tag && text.empty();
}

std::string file_name(std::string_view part_name) {
  return std::string{part_name.substr(1)};
}

}  // namespace

PartsImport::PartsImport(Base base,
                         opc::Package& package,
                         std::string profile,
                         std::string file_name,
                         opc::Limits const& limits,
                         base::Diagnostics& out)
    : base_(std::move(base)),
      package_(package),
      profile_(std::move(profile)),
      file_name_(std::move(file_name)),
      limits_(limits),
      out_(out) {
  SourceFolder document{"", {{"document.xml", package.find(package.main_part())->bytes}}};
  base::Diagnostics found;
  skeleton_ = opc::Package::from_files(lay_over(base_.folder, std::move(document), limits, found),
                                       base_.folder.display,
                                       limits,
                                       found);
  out_.add(std::move(found));
}

PartsImport::Tree PartsImport::parsed(std::string_view bytes) const {
  base::Diagnostics ignored;
  return opc::parse_xml(bytes, "", "", limits_, ignored);
}

opc::Part const* PartsImport::base_part(std::string_view name) const {
  return skeleton_ ? skeleton_->find(name) : nullptr;
}

opc::Part const* PartsImport::related(opc::Package const& package, std::string_view type) const {
  opc::Relationship const* const found =
      package.relationships(package.main_part())
          .by_type(std::string{opc::kOfficeRelationships}.append(type));
  return found ? package.find(opc::Package::target_part(package.main_part(), *found)) : nullptr;
}

bool PartsImport::was_edited() const {
  opc::Part const* const mine = package_.find("/docProps/app.xml");
  opc::Part const* const theirs = base_part("/docProps/app.xml");
  return (mine ? mine->bytes : "") != (theirs ? theirs->bytes : "");
}

bool PartsImport::is_of_libreoffice() const {
  opc::Part const* const app = package_.find("/docProps/app.xml");
  return app && app->bytes.find("LibreOffice") != std::string::npos;
}

bool PartsImport::is_the_bases(opc::Part const& part) const {
  opc::Part const* const other = base_part(part.name);
  return other && other->bytes == part.bytes;
}

// The profile's styles count; what the document uses beyond them comes along.
void PartsImport::adopt_styles(bool own_styles) {
  std::vector<File>& files = style_files_;
  opc::Part const* const mine = related(package_, "styles");
  opc::Part const* const theirs = skeleton_ ? related(*skeleton_, "styles") : nullptr;
  if (!mine || !theirs || mine->bytes == theirs->bytes) {
    return;
  }
  if (own_styles || !was_edited()) {
    files.push_back({file_name(theirs->name), mine->bytes});
    return;
  }
  Tree const own = parsed(mine->bytes);
  Tree const bases = parsed(theirs->bytes);
  if (!own || !bases) {
    return;
  }
  std::map<std::string, pugi::xml_node> known;
  for (pugi::xml_node const style : bases->document_element().children(w::style)) {
    known.emplace(key_of(style), style);
  }
  std::map<std::string, std::string> renamed;
  std::map<std::string, pugi::xml_node> further;  // by id
  std::vector<std::string> changed;
  for (pugi::xml_node const style : own->document_element().children(w::style)) {
    std::string const id = style.attribute(w::styleId).value();
    auto const found = known.find(key_of(style));
    if (found == known.end()) {
      further.emplace(id, style);
      continue;
    }
    if (id != found->second.attribute(w::styleId).value()) {
      renamed.emplace(id, found->second.attribute(w::styleId).value());
    }
    if (normal_form(style, style, Closeness::exact) !=
        normal_form(found->second, found->second, Closeness::exact)) {
      changed.emplace_back(style.child("w:name").attribute(w::val).value());
    }
  }
  rename_styles(renamed);
  std::set<std::string> wanted;
  for (opc::Part const& part : package_.parts()) {
    Tree const tree = has_stories(part) ? parsed(part.bytes) : nullptr;
    if (tree) {
      for_each_node(*tree, [&](pugi::xml_node node) {
        for (std::string id = names_style(node) ? node.attribute(w::val).value() : "";
             further.contains(id) && wanted.insert(id).second;) {
          id = further[id].child(w::basedOn).attribute(w::val).value();
        }
      });
    }
  }
  for (std::string const& id : wanted) {
    pugi::xml_node const copy = bases->document_element().append_copy(further[id]);
    pugi::xml_node based = copy.child(w::basedOn);
    if (auto const other = renamed.find(based.attribute(w::val).value()); other != renamed.end()) {
      based.attribute(w::val).set_value(other->second.c_str());
    }
  }
  if (!wanted.empty()) {
    files.push_back({file_name(theirs->name), opc::to_xml(*bases)});
  }
  if (!changed.empty()) {
    bool const many = changed.size() > kMostNames;
    changed.resize(std::min(changed.size(), kMostNames));
    out_.add(base::diagnose(
        base::Id::import_styles_changed,
        base::place_in_file(file_name_),
        {},
        {{"profile", profile_},
         {"names", fmt::format("{}{}", fmt::join(changed, ", "), many ? " …" : "")}}));
  }
}

void PartsImport::rename_styles(std::map<std::string, std::string> const& names) {
  if (names.empty()) {
    return;
  }
  for (opc::Part& part : package_.parts()) {
    Tree const tree = has_stories(part) ? parsed(part.bytes) : nullptr;
    if (!tree) {
      continue;
    }
    for_each_node(*tree, [&](pugi::xml_node node) {
      auto const found =
          names_style(node) ? names.find(node.attribute(w::val).value()) : names.end();
      if (found != names.end()) {
        node.attribute(w::val).set_value(found->second.c_str());
      }
    });
    part.bytes = opc::to_xml(*tree);
  }
}

void PartsImport::part_section_ends() {
  constexpr char kStyle[] = "NgatPhan";
  opc::Part const* const styles = skeleton_ ? related(*skeleton_, "styles") : nullptr;
  opc::Part& main = *package_.find(package_.main_part());
  Tree const tree = parsed(main.bytes);
  if (!styles || !tree || styles->bytes.find(fmt::format("\"{}\"", kStyle)) == std::string::npos) {
    return;
  }
  std::vector<pugi::xml_node> mixed;
  for_each_node(*tree, [&](pugi::xml_node node) {
    if (is(node, w::p) && node.child(w::pPr).child(w::sectPr) &&
        holds_only_section_tags(wml::paragraph_text(node).text)) {
      mixed.push_back(node);
    }
  });
  for (pugi::xml_node const paragraph : mixed) {
    pugi::xml_node const section = paragraph.child(w::pPr).child(w::sectPr);
    pugi::xml_node properties =
        paragraph.parent().insert_child_after(w::p, paragraph).append_child(w::pPr);
    properties.append_child(w::pStyle).append_attribute(w::val).set_value(kStyle);
    properties.append_copy(section);
    paragraph.child(w::pPr).remove_child(section);
  }
  if (!mixed.empty()) {
    main.bytes = opc::to_xml(*tree);
  }
}

// LibreOffice loses the one end of bookmarks that begin where another paragraph vanished.
void PartsImport::drop_unpaired_bookmarks() {
  opc::Part& main = *package_.find(package_.main_part());
  Tree const tree = parsed(main.bytes);
  std::map<std::string, std::vector<pugi::xml_node>> marks;  // by id
  if (tree) {
    for_each_node(*tree, [&](pugi::xml_node node) {
      if (is(node, w::bookmarkStart) || is(node, "w:bookmarkEnd")) {
        marks[node.attribute(w::id).value()].push_back(node);
      }
    });
  }
  bool changed = false;
  for (auto const& [id, nodes] : marks) {
    if (nodes.size() == 1) {
      pugi::xml_node node = nodes[0];
      node.parent().remove_child(node);
      changed = true;
    }
  }
  if (changed) {
    main.bytes = opc::to_xml(*tree);
  }
}

void PartsImport::reduce_sections() {
  opc::Part& main = *package_.find(package_.main_part());
  Tree const tree = parsed(main.bytes);
  if (!base_.section || !tree || !skeleton_) {
    return;
  }
  auto const content = [this](opc::Package const& package, std::string const& id) -> std::string {
    opc::Relationship const* const r = package.relationships(package.main_part()).by_id(id);
    opc::Part const* const part =
        r ? package.find(opc::Package::target_part(package.main_part(), *r)) : nullptr;
    Tree const story = part ? parsed(part->bytes) : nullptr;
    pugi::xml_node const root = story ? story->document_element() : pugi::xml_node{};
    return root ? normal_form(root.first_child(),
                              root.last_child(),
                              is_of_libreoffice() ? Closeness::loose : Closeness::exact)
                : "";
  };
  base_.section->reduce(
      tree->document_element(),
      [&](pugi::xml_node reference) {
        // The profile's own reference of that type, by filling an empty section in.
        std::string fragment =
            "<w:body xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
            "<w:sectPr/></w:body>";
        base_.section->fill(fragment, limits_);
        Tree const filled = parsed(fragment);
        pugi::xml_node const section = filled->document_element().child(w::sectPr);
        pugi::xml_node const theirs = section.find_child([&](pugi::xml_node other) {
          return is(other, reference.name()) &&
                 std::string_view{other.attribute(w::type).value()} ==
                     reference.attribute(w::type).value();
        });
        return content(package_, reference.attribute("r:id").value()) !=
               content(*skeleton_, theirs.attribute("r:id").value());
      },
      was_edited());
  main.bytes = opc::to_xml(*tree);
}

// The parts that the profile does not have. Of an edited document those that the body refers to.
void PartsImport::take_parts(std::vector<File>& files) {
  std::set<std::string> used;
  bool const edited = was_edited();
  if (edited) {
    Tree const tree = parsed(package_.find(package_.main_part())->bytes);
    for_each_node(*tree, [&](pugi::xml_node node) {
      for (pugi::xml_attribute const attribute : node.attributes()) {
        if (std::string_view{attribute.name()}.starts_with("r:")) {
          used.insert(attribute.value());
        }
      }
    });
    auto const holds = [&](std::initializer_list<char const*> names) {
      return static_cast<bool>(tree->find_node([&](pugi::xml_node n) {
        return std::any_of(names.begin(), names.end(), [&](auto name) { return is(n, name); });
      }));
    };
    opc::Relationships& own = package_.relationships(package_.main_part());
    std::vector<std::string> unwanted;
    for (opc::Relationship const& r : own.all()) {
      bool const is_implied = (r.type.ends_with("/numbering") && holds({"w:numPr"})) ||
                              (r.type.ends_with("/footnotes") && holds({w::footnoteReference})) ||
                              (r.type.ends_with("/endnotes") && holds({w::endnoteReference})) ||
                              (r.type.ends_with("/comments") && holds({"w:commentReference"}));
      if (!is_implied && !used.contains(r.id)) {
        unwanted.push_back(r.id);
      }
    }
    for (std::string const& id : unwanted) {
      own.remove(id);
    }
  }
  // What is reached from the main part.
  std::vector<std::string> open{package_.main_part()};
  std::set<std::string> reached{package_.main_part()};
  while (!open.empty()) {
    std::string const owner = std::move(open.back());
    open.pop_back();
    for (opc::Relationship const& r : package_.relationships(owner).all()) {
      std::string target = r.is_external ? "" : opc::Package::target_part(owner, r);
      if (!target.empty() && reached.insert(target).second) {
        open.push_back(std::move(target));
      }
    }
  }
  for (opc::Part const& part : package_.parts()) {
    bool const is_property = part.name.starts_with("/docProps/");
    if (part.name == package_.main_part() || is_the_bases(part) ||
        (edited && is_of_the_profile(part)) || part.content_type.ends_with(".styles+xml") ||
        (!reached.contains(part.name) && !is_property)) {
      continue;
    }
    files.push_back({file_name(part.name), part.bytes});
    if (auto const& own = package_.relationships(part.name); !own.all().empty()) {
      files.push_back(
          {opc::Package::relationships_name(part.name), opc::Package::relationships_xml(own)});
    }
  }
}

// Word processors number headers and footers as they come: where the profile has another part of
// that name, whatever refers to the profile's would show the document's.
void PartsImport::rename_clashing_parts() {
  std::vector<opc::Relationship> const all =
      package_.relationships(package_.main_part()).all();  // changed below
  for (opc::Relationship r : all) {
    if (r.is_external || !ends_in_any(r.type, {"/header", "/footer"})) {
      continue;
    }
    std::string const name = opc::Package::target_part(package_.main_part(), r);
    opc::Part const* const mine = package_.find(name);
    if (!mine || !base_part(name) || is_the_bases(*mine)) {
      continue;
    }
    std::string const kind = r.type.substr(r.type.rfind('/') + 1);
    std::string free;
    for (int i = 1; free.empty() || package_.find(free) || base_part(free); ++i) {
      free = fmt::format("/word/{}{}.xml", kind, i);
    }
    opc::Part renamed = *mine;
    renamed.name = free;
    opc::Relationships of_part = package_.relationships(name);
    package_.remove(name);
    package_.add(std::move(renamed));
    package_.relationships(free) = std::move(of_part);
    package_.relationships(package_.main_part()).remove(r.id);
    r.target = file_name(free).substr(std::string_view{"word/"}.size());
    package_.relationships(package_.main_part()).add(std::move(r));
  }
}

// Relationships and content types, where the profile's and those of usual parts do not make them.
void PartsImport::take_indexes(std::vector<File>& files) {
  base::Diagnostics ignored;
  if (was_edited() && skeleton_) {
    opc::Relationships& own = package_.relationships(package_.main_part());
    opc::Relationships all = skeleton_->relationships(kMainPart);
    opc::Part& main = *package_.find(package_.main_part());
    Tree const tree = parsed(main.bytes);
    std::size_t const of_the_base = all.all().size();
    std::map<std::string, std::string> renamed;
    for (opc::Relationship r : own.all()) {
      // Of which a document has one: the file itself has taken the place of the profile's.
      if (ends_in_any(r.type, {"/numbering", "/footnotes", "/endnotes", "/comments"}) &&
          all.by_type(r.type)) {
        continue;
      }
      std::string const id = r.id;
      for (int i = 1; all.by_id(r.id); ++i) {
        r.id = fmt::format("{}_{}", id, i);
      }
      if (r.id != id) {
        renamed.emplace(id, r.id);
      }
      all.add(std::move(r));
    }
    for_each_node(*tree, [&](pugi::xml_node node) {
      for (pugi::xml_attribute attribute : node.attributes()) {
        auto const found = std::string_view{attribute.name()}.starts_with("r:")
                               ? renamed.find(attribute.value())
                               : renamed.end();
        if (found != renamed.end()) {
          attribute.set_value(found->second.c_str());
        }
      }
    });
    main.bytes = opc::to_xml(*tree);
    if (all.all().size() > of_the_base) {
      files.push_back({kMainRelationships, opc::Package::relationships_xml(all)});
    }
    return;
  }
  SourceFolder own{"", files};
  own.files.push_back({"document.xml", package_.find(package_.main_part())->bytes});
  auto const laid = opc::Package::from_files(
      lay_over(base_.folder, std::move(own), limits_, ignored), "", limits_, ignored);
  std::string const relationships =
      opc::Package::relationships_xml(package_.relationships(package_.main_part()));
  if (!laid || opc::Package::relationships_xml(laid->relationships(kMainPart)) != relationships) {
    files.push_back({kMainRelationships, relationships});
  }
  if (!laid || laid->content_types_xml() != package_.content_types_xml()) {
    files.push_back({"[Content_Types].xml", package_.content_types_xml()});
  }
}

std::vector<PartsImport::File> PartsImport::files(File const* core) {
  std::vector<File> files = style_files_;
  if (!skeleton_) {
    return files;
  }
  reduce_sections();
  if (was_edited()) {
    drop_unpaired_bookmarks();
    rename_clashing_parts();
  }
  take_parts(files);
  if (core && was_edited()) {
    files.push_back(*core);
  }
  take_indexes(files);
  files.push_back({"document.xml", package_.find(package_.main_part())->bytes});
  for (File& file : files) {
    bool const is_xml = file.name.ends_with(".xml") || file.name.ends_with(".rels");
    if (Tree const tree = is_xml ? parsed(file.bytes) : nullptr) {
      file.bytes = opc::to_pretty_xml(*tree);
    }
  }
  return files;
}

}  // namespace thethuc::library
