// Mending what needs no judgement: the repairs that rules have attached to their findings.

#include <set>
#include <string>
#include <utility>

#include "opc/deflate.h"
#include "opc/xml.h"
#include "rules/check.h"
#include "rules/examination.h"
#include "rules/mend.h"

namespace thethuc::rules {

namespace {

constexpr int kMostPasses = 8;  // one mended thing may show another

// In the order in which they are carried out: formats before texts, which move what stands behind
// them in their paragraph, and new paragraphs last.
enum class Phase { format, text, line };

Phase phase_of(Repair::Kind kind) {
  switch (kind) {
    case Repair::Kind::replace:
    case Repair::Kind::upper:
    case Repair::Kind::compose:
    case Repair::Kind::indent:
      return Phase::text;
    case Repair::Kind::line_below:
      return Phase::line;
    default:
      return Phase::format;
  }
}

bool is_of_section(Repair::Kind kind) {
  switch (kind) {
    case Repair::Kind::paper:
    case Repair::Kind::margin:
    case Repair::Kind::page_number:
    case Repair::Kind::title_page:
    case Repair::Kind::page_start:
    case Repair::Kind::page_format:
      return true;
    default:
      return false;
  }
}

class Mender {
 public:
  explicit Mender(Examination& examination) : e_(examination), document_(*examination.document) {}

  // Applies all repairs.
  void mend(std::vector<Change>& changes) {
    std::set<std::size_t> done;  // findings that were mended, told of once
    for (Phase phase : {Phase::format, Phase::text, Phase::line}) {
      for (std::size_t i = e_.issues.size(); i-- > 0;) {
        for (Repair const& repair : e_.issues[i].repairs) {
          if (phase_of(repair.kind) == phase && apply(repair)) {
            changed_.insert(part_of(repair));
            done.insert(i);
          }
        }
      }
    }
    for (std::size_t i : done) {
      Finding const& f = e_.issues[i].finding;
      changes.push_back({f.rule,
                         f.place,
                         {f.about.vi + ": " + f.found.vi + " → " + f.expected.vi,
                          f.about.en + ": " + f.found.en + " → " + f.expected.en}});
    }
  }

  // The document with the parts that were changed written anew.
  opc::Package take_package() {
    for (std::string const& name : changed_) {
      if (opc::Part* const part = document_.package.find(name)) {
        part->bytes = opc::to_xml(document_.trees.at(name)->document_element());
      }
    }
    return std::move(document_.package);
  }

 private:
  Paragraph const* paragraph_of(Repair const& repair) const {
    if (repair.part.empty()) {
      return repair.paragraph < document_.paragraphs.size()
                 ? &document_.paragraphs[repair.paragraph]
                 : nullptr;
    }
    auto const edge = document_.edges.find(repair.part);
    if (edge == document_.edges.end()) {
      return nullptr;
    }
    for (Paragraph const& p : edge->second.paragraphs) {
      if (p.place.table == 0 && p.place.text_box == 0 &&
          p.place.paragraph == static_cast<int>(repair.paragraph)) {
        return &p;
      }
    }
    return nullptr;
  }

  std::string const& part_of(Repair const& repair) const {
    if (!repair.part.empty()) {
      return repair.part;
    }
    // The document's header may stand in a part of its own. Sections are the main one's.
    bool const is_of_text = !is_of_section(repair.kind);
    return is_of_text && repair.paragraph < document_.paragraphs.size()
               ? document_.paragraphs[repair.paragraph].place.part
               : document_.package.main_part();
  }

  bool apply(Repair const& repair) {
    if (repair.kind == Repair::Kind::none) {
      return false;
    }
    if (is_of_section(repair.kind)) {
      return mend_section(document_, *e_.profile, repair, changed_);
    }
    Paragraph const* const p = paragraph_of(repair);
    if (p == nullptr) {
      return false;
    }
    switch (repair.kind) {
      case Repair::Kind::replace:
      case Repair::Kind::upper:
      case Repair::Kind::compose:
      case Repair::Kind::indent:
        // Two texts of one paragraph: the second is mended in the next pass.
        return texts_.insert(p->node.hash_value()).second && mend_text(*p, repair);
      case Repair::Kind::line_below:
        return add_line_below(document_, *p, repair);
      case Repair::Kind::line_solid:
        return make_line_solid(*p);
      case Repair::Kind::line_length:
        return repair.paragraph > 0 &&
               set_line_length(
                   document_, *p, document_.paragraphs[repair.paragraph - 1], repair.value);
      case Repair::Kind::clear_number:
        return clear_page_number(*p);
      case Repair::Kind::plain_number:
        return plain_page_number(*p);
      default:
        return mend_format(p->node, repair);
    }
  }

  Examination& e_;
  Document& document_;
  std::set<std::string> changed_;  // parts
  std::set<std::size_t> texts_;    // paragraphs whose text was changed in this pass
};

}  // namespace

std::optional<Fixed> fix(std::string_view docx, Options const& options, base::Diagnostics& out) {
  Fixed fixed;
  fixed.docx = docx;
  Options same = options;
  for (int pass = 0;; ++pass) {
    base::Diagnostics again;  // what the first reading tells, the next would repeat
    std::optional<Examination> examination =
        Examination::make(fixed.docx, same, pass == 0 ? out : again, Purpose::mending);
    if (!examination) {
      out.add(std::move(again));
      return std::nullopt;
    }
    same.profile = examination->profile;  // what is mended does not change what it is measured by
    std::size_t const before = fixed.changes.size();
    fixed.left = examination->findings(options.limits.max_findings_per_rule);
    if (pass < kMostPasses) {
      Mender mender{*examination};
      mender.mend(fixed.changes);
      std::string next = fixed.changes.size() > before
                             ? opc::write_package(mender.take_package(), opc::kDefaultDeflateLevel)
                             : fixed.docx;
      if (next != fixed.docx) {
        fixed.docx = std::move(next);
        continue;
      }
      fixed.changes.resize(before);  // said again what the document says already, in vain
    }
    return fixed;
  }
}

}  // namespace thethuc::rules
