#pragma once

// Values that are more than text, written into the output: rich text, pictures, QR codes, links.
// Internal to render.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "compile/program.h"
#include "data/filters.h"
#include "media/picture.h"
#include "render/budget.h"
#include "render/new_parts.h"
#include "render/render.h"
#include "rich/write.h"

namespace thethuc::render {

// A picture that was read, as it is in the package.
struct StoredPicture {
  media::Picture picture;  // without its bytes
  std::string part;        // of an SVG: that of the SVG itself
  std::map<std::pair<std::int64_t, std::int64_t>, std::string> drawn;  // of an SVG: by size
};

// Pictures of one render by the key of what the value says.
using PictureCache = std::map<std::string, StoredPicture>;

class Inserts : public rich::Resources {
 public:
  // `next_ids` and `next_note_id` are counters of the walk.
  Inserts(compile::Program const& program,
          Options const& options,
          NewParts& parts,
          PictureCache& pictures,
          Budget& budget,
          std::uint32_t& next_drawing_id,
          std::uint32_t& next_note_id,
          base::Diagnostics& diagnostics)
      : program_(program),
        options_(options),
        parts_(parts),
        pictures_(pictures),
        budget_(budget),
        next_drawing_id_(next_drawing_id),
        next_note_id_(next_note_id),
        diagnostics_(diagnostics) {}

  // Appends what the value becomes. True when it changed the section that its place stands in.
  bool write(compile::Insert const& insert,
             data::Item const& item,
             rich::Origin const& origin,
             std::string& out);
  // Plain text in the place of a value that is missing.
  void write_text(compile::Insert const& insert,
                  std::string_view text,
                  rich::Origin const& origin,
                  std::string& out);
  // The picture that takes the place of one of the template's; nullopt after a diagnostic.
  std::optional<rich::PlacedPicture> replace(compile::Image const& image,
                                             data::Item const& item,
                                             rich::Origin const& origin);

  std::uint32_t footnote(std::string_view body) override;
  std::string hyperlink(std::string_view target, rich::Story story) override;
  std::optional<rich::PlacedPicture> picture(rich::Picture const& picture,
                                             base::Twips most_width,
                                             rich::Origin const& origin,
                                             base::Diagnostics& out) override;
  bool go_on(std::size_t written) override { return budget_.go_on(written, 1); }

 private:
  void write_link(compile::Insert const& insert,
                  data::Item const& item,
                  rich::Origin const& origin,
                  std::string& out);
  StoredPicture* store(std::string_view source,
                       std::optional<base::Emu> qr_side,
                       rich::Origin const& origin,
                       base::Diagnostics& out);
  bool draw(StoredPicture& stored,
            rich::PlacedPicture& placed,
            rich::Origin const& origin,
            base::Diagnostics& out);
  data::FilterCall const* call_of(std::uint32_t chain) const;

  compile::Program const& program_;
  Options const& options_;
  NewParts& parts_;
  PictureCache& pictures_;
  Budget& budget_;
  std::uint32_t& next_drawing_id_;
  std::uint32_t& next_note_id_;
  base::Diagnostics& diagnostics_;
  compile::Insert const* insert_ = nullptr;  // that is being written
  std::uint32_t gathering_ = 0;
};

}  // namespace thethuc::render
