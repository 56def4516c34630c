// The order in which a document is understood: header, title, signature block, what lies between,
// appendices.

#include "rules/recognised.h"

namespace thethuc::rules {

Recognised recognise(Document const& document, Profile const& profile) {
  Recognised r;
  r.lines = read_lines(document);
  recognise_header(document, profile, r);
  recognise_title(document, profile, r);
  recognise_signature(document, r);
  recognise_appendices(document, profile, r);
  recognise_body(document, profile, r);
  return r;
}

}  // namespace thethuc::rules
