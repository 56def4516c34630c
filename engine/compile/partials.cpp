#include "compile/partials.h"

#include <algorithm>
#include <set>
#include <string>

#include "base/text.h"
#include "opc/xml.h"
#include "wml/names.h"

namespace thethuc::compile {

namespace w = wml::w;
using wml::is;

Partials::Partials(Source& source, PartialResolver const& resolver)
    : source_(source),
      resolver_(resolver),
      target_(source.package,
              source.options.file_name,
              source.options.limits.package,
              source.options.limits.max_partial_bytes,
              source.diagnostics) {}

std::string Partials::key(std::string_view name) {
  std::string key{name};
  std::replace(key.begin(), key.end(), '-', '_');
  return key;
}

Partials::Found Partials::open(std::string const& name) {
  auto const [entry, is_new] = opened_.try_emplace(key(name));
  if (is_new && resolver_) {
    if (std::optional<PartialSource> found = resolver_(name)) {
      open(entry->second, std::move(*found));
    }
  }
  return entry->second.found;
}

void Partials::open(Opened& opened, PartialSource source) {
  opened.found = Found::broken;
  bool const is_broken = source.diagnostics.has_errors();
  source_.diagnostics.add(std::move(source.diagnostics));
  if (is_broken) {
    return;
  }
  bool is_readable = false;
  if (source.package) {
    opened.document =
        std::make_unique<Merger>(target_, std::move(*source.package), source.file_name);
    is_readable = opened.document->is_readable();
  } else {
    opened.bytes = source.xml.size();
    opened.file_name = source.file_name;
    opened.fragment = opc::parse_xml(
        source.xml, source.file_name, "", source_.options.limits.package, source_.diagnostics);
    is_readable = opened.fragment != nullptr;
  }
  if (is_readable) {
    opened.found = Found::yes;
  }
}

bool Partials::put(std::string const& name,
                   pugi::xml_node holder,
                   Site const& site,
                   base::Place const& where,
                   std::string const& tag) {
  Opened const& opened = opened_.find(key(name))->second;
  if (target_.host.is_full()) {
    return false;  // told already
  }
  if (opened.document && opened.document->has_notes() && !site.is_body) {
    source_.diagnostics.add(
        base::diagnose(base::Id::partial_notes_misplaced, where, tag, {{"name", name}}));
    return false;
  }
  if (opened.document) {
    for (MergedNote& note :
         opened.document->append_body(holder, {site.part, site.may_end_sections})) {
      notes_.emplace(std::pair{std::move(note.part), std::move(note.id)}, name);
    }
  } else if (target_.host.charge(opened.bytes)) {
    put_fragment(opened, holder);
    check_styles(holder, base::place_in_file(opened.file_name));
  }
  if (target_.host.is_full()) {
    source_.diagnostics.add(
        base::diagnose(base::Id::partials_too_large,
                       where,
                       tag,
                       {{"limit", base::bytes_text(source_.options.limits.max_partial_bytes)},
                        {base::kLimitName, target_.host.reached_limit()}}));
    return false;
  }
  return true;
}

void Partials::put_fragment(Opened const& opened, pugi::xml_node holder) {
  pugi::xml_node const body = opened.fragment->document_element();
  for (pugi::xml_node block : body.children()) {
    if (!is(block, w::sectPr)) {
      holder.append_copy(block);
    }
  }
  adopt_namespaces_of_children(body, holder);
  remove_comments(holder);
  target_.ids.renumber({holder});
}

void Partials::check_styles(pugi::xml_node blocks, base::Place const& place) {
  pugi::xml_node const styles = target_.host.root(SharedPart::styles);
  if (!styles) {
    return;
  }
  std::vector<std::string> ids;
  for (pugi::xml_node style : styles.children(w::style)) {
    ids.emplace_back(style.attribute(w::styleId).value());
  }
  std::set<std::string> seen;
  blocks.find_node([&](pugi::xml_node node) {
    bool const names = is(node, w::pStyle) || is(node, w::rStyle) || is(node, "w:tblStyle");
    std::string const id = names ? node.attribute(w::val).value() : "";
    bool const is_new = !id.empty() && seen.insert(id).second;
    if (is_new && std::find(ids.begin(), ids.end(), id) == ids.end()) {
      base::Diagnostic d = base::diagnose(base::Id::style_missing, place, {}, {{"name", id}});
      if (std::optional<std::string> const nearest = base::nearest_name(id, ids)) {
        d.args.emplace_back("nearest", *nearest);
      }
      source_.diagnostics.add(std::move(d));
    }
    return false;
  });
}

std::string Partials::partial_of_note(std::string const& part, std::string const& id) const {
  auto const found = notes_.find({part, id});
  return found == notes_.end() ? std::string{} : found->second;
}

}  // namespace thethuc::compile
