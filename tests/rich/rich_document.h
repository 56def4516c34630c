#pragma once

// A document that rich content is written into: the owner of ids that a renderer would be.

#include <string>
#include <string_view>
#include <vector>

#include "rich/write.h"

namespace thethuc::test {

class RichDocument : public rich::Resources {
 public:
  std::uint32_t footnote(std::string_view body) override;
  std::string hyperlink(std::string_view target, rich::Story story) override;
  // Knows one picture, "anh.png", of 100 by 50 dots at 96 dpi.
  std::optional<rich::PlacedPicture> picture(rich::Picture const& picture,
                                             base::Twips most_width,
                                             rich::Origin const& origin,
                                             base::Diagnostics& out) override;

  // A context with all that a template of the decree has: styles "H1" to "H3" for headings (none
  // for level 4), the fixture's styles for notes and links, a paragraph style "Nội dung", and the
  // tag in a justified paragraph, in letters of 14 pt.
  rich::BlockContext context() const;
  // The whole document with these blocks.
  std::string docx(std::string_view body) const;

  std::vector<std::string> const& notes() const { return notes_; }

 private:
  std::vector<std::string> notes_;
  std::vector<std::pair<rich::Story, std::string>> links_;
  std::uint32_t drawings_ = 0;
};

}  // namespace thethuc::test
