// Where sections do not pair, or pair across structure, they are not lowered. Names and loop
// variables are looked at all the same, so that one run tells of all mistakes. What is reported
// must still be there when the sections are mended: so an unclosed section reaches to the end of
// its part, one that is never opened begins where its part begins, and notes, which see what their
// reference sees, are left alone. What is looked at here need not be when the rest is lowered.

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compile/source.h"
#include "compile/uses.h"
#include "wml/names.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;

class RoughCheck {
 public:
  RoughCheck(Source& source, Program& program) : source_(source), program_(program) {}

  void run() {
    for (SourcePart const& part : source_.parts) {
      pugi::xml_node const root = part.document->document_element();
      if (!wml::is(root, w::footnotes) && !wml::is(root, w::endnotes)) {
        check(part);
      }
    }
    check_against_schema(program_, uses_, source_.diagnostics);
  }

 private:
  struct Open {
    std::uint32_t tag;
    std::uint32_t scope;  // outside of it
    std::uint32_t name;   // that a closing tag without a partner may ask for, or kNone
    bool inverted;
  };

  void check(SourcePart const& part) {
    open_.clear();
    scope_ = 0;
    assume_unopened(part);
    for (std::uint32_t i = part.first_tag; i < part.last_tag; ++i) {
      SourceTag& tag = source_.tags[i];
      if (tag.string != kNone) {
        continue;  // texts of their own, which pair among themselves
      }
      tag.doubts.told = true;
      switch (tag.tag.kind) {
        case TagKind::variable:
        case TagKind::rich_variable:
          use(i, false);
          break;
        case TagKind::section:
        case TagKind::inverted_section:
          use(i, false);
          open(i, tag.tag.kind == TagKind::inverted_section);
          break;
        case TagKind::closing:
          close(i);
          break;
        case TagKind::comment:
        case TagKind::partial:
        case TagKind::delimiters:
          break;
      }
    }
  }

  void assume_unopened(SourcePart const& part) {
    for (std::uint32_t i = part.last_tag; i > part.first_tag; --i) {
      SourceTag const& tag = source_.tags[i - 1];
      if (tag.string == kNone && tag.tag.kind == TagKind::closing && tag.partner == kNone) {
        use(i - 1, true);
        open(i - 1, false);
      }
    }
  }

  void use(std::uint32_t index, bool assumed) {
    Path const& path = source_.tags[index].body.path;
    if (path.root == Path::Root::loop && !in_loop(path)) {
      base::Diagnostic d = base::diagnose(base::Id::loop_variable_outside,
                                          source_.tags[index].tag.place,
                                          source_.tags[index].tag.text,
                                          {{"name", path.text}});
      source_.diagnostics.add(std::move(d));
    }
    Use out{index, static_cast<std::uint32_t>(program_.paths.size()), scope_};
    out.assumed = assumed || !source_.tags[index].body.readable;
    program_.paths.push_back(path);
    uses_.uses.push_back(out);
  }

  bool in_loop(Path const& path) const {
    std::string const name = path.text.substr(0, path.text.rfind(".@"));
    return std::any_of(open_.begin(), open_.end(), [&](Open const& o) {
      return !o.inverted && (path.segments.empty() || source_.tags[o.tag].tag.name == name);
    });
  }

  // Texts as numbers: thousands of sections that cross are each looked for among all others.
  std::uint32_t number_of(std::string_view name) {
    return names_.try_emplace(name, static_cast<std::uint32_t>(names_.size())).first->second;
  }

  void open(std::uint32_t index, bool inverted) {
    SourceTag const& tag = source_.tags[index];
    bool const waits = tag.partner == kNone && tag.tag.kind != TagKind::closing;
    open_.push_back({index, scope_, waits ? number_of(tag.tag.name) : kNone, inverted});
    if (!inverted) {
      uses_.scopes.push_back({index, scope_});
      scope_ = static_cast<std::uint32_t>(uses_.scopes.size() - 1);
    }
  }

  // A section goes with all that was opened in it. A closing tag without a partner ends what was
  // assumed to begin for it, and a section of its name that has none either; those that pair stay
  // as they are.
  void close(std::uint32_t index) {
    SourceTag const& tag = source_.tags[index];
    if (tag.partner != kNone) {
      auto const match = std::find_if(
          open_.begin(), open_.end(), [&](Open const& o) { return o.tag == tag.partner; });
      if (match != open_.end()) {
        scope_ = match->scope;
        open_.erase(match, open_.end());
      }
      return;
    }
    std::uint32_t const name = number_of(tag.tag.name);
    auto const namesake =
        std::find_if(open_.rbegin(), open_.rend(), [&](Open const& o) { return o.name == name; });
    if (namesake != open_.rend()) {
      take_out(std::prev(namesake.base()));
    }
    take_out(
        std::find_if(open_.begin(), open_.end(), [&](Open const& o) { return o.tag == index; }));
  }

  // Leaves those open that were opened later, in scopes that no longer stand within this one; of
  // more sections than there may be, not looked at so closely: names that may be theirs pass.
  void take_out(std::vector<Open>::iterator one) {
    if (one == open_.end()) {
      return;
    }
    if (std::next(one) == open_.end()) {
      scope_ = one->scope;
      open_.pop_back();
      return;
    }
    bool const few = open_.size() <= source_.options.limits.max_section_depth;
    std::uint32_t around = one->scope;
    one = open_.erase(one);
    for (; few && one != open_.end(); ++one) {
      one->scope = around;
      if (!one->inverted) {
        uses_.scopes.push_back({one->tag, around});
        around = static_cast<std::uint32_t>(uses_.scopes.size() - 1);
      }
      scope_ = around;
    }
  }

  Source& source_;
  Program& program_;
  Uses uses_;
  std::vector<Open> open_;
  std::unordered_map<std::string_view, std::uint32_t> names_;
  std::uint32_t scope_ = 0;
};

}  // namespace

void check_names_roughly(Source& source, Program& program) {
  RoughCheck{source, program}.run();
}

}  // namespace thethuc::compile
