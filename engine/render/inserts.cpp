#include "render/inserts.h"

#include <utility>
#include <variant>

#include "base/link.h"
#include "base/sha256.h"
#include "base/text.h"
#include "base/units.h"
#include "media/qr.h"
#include "media/svg_raster.h"
#include "opc/xml.h"
#include "rich/blocks.h"
#include "rich/markdown.h"

namespace thethuc::render {

using compile::Insert;

namespace {

constexpr double kEmuPerMm = 36'000;

std::int64_t scaled(std::int64_t value, std::int64_t by, std::int64_t of) {
  return of <= 0 ? value
                 : std::max<std::int64_t>(1,
                                          static_cast<std::int64_t>(static_cast<double>(value) *
                                                                        static_cast<double>(by) /
                                                                        static_cast<double>(of) +
                                                                    0.5));
}

void add_fault(media::Fault const& fault, rich::Origin const& origin, base::Diagnostics& out) {
  out.add(origin.diagnose(fault.id, fault.args));
}

rich::Inline text_inline(std::string_view text) {
  rich::Inline part;
  part.text = text;
  return part;
}

}  // namespace

data::FilterCall const* Inserts::call_of(std::uint32_t chain) const {
  return chain == compile::kNone ? nullptr : &program_.chains[chain].back();
}

bool Inserts::write(Insert const& insert,
                    data::Item const& item,
                    rich::Origin const& origin,
                    std::string& out) {
  insert_ = &insert;
  gathering_ = insert.gathering;
  bool const is_of_data = item.value.node() != nullptr;
  // What is read before anything of it is written.
  budget_.go_on(
      out.size(),
      item.text.size() / Budget::kBytesPerStep + (is_of_data ? item.value.node()->span : 0));
  switch (insert.kind) {
    case Insert::Kind::link:
      write_link(insert, item, origin, out);
      return false;
    case Insert::Kind::picture:
    case Insert::Kind::qr: {
      rich::Inline part;
      part.kind = rich::Inline::Kind::picture;
      part.picture.emplace();
      part.picture->source = item.text;
      rich::append_inline(out, {part}, insert.context, *this, origin, diagnostics_);
      return false;
    }
    case Insert::Kind::rich_inline:
      rich::append_inline(out,
                          is_of_data ? rich::read_inline_value(item.value, origin, diagnostics_)
                                     : rich::parse_inline_markdown(item.text, origin, diagnostics_),
                          insert.context,
                          *this,
                          origin,
                          diagnostics_);
      return false;
    case Insert::Kind::rich_blocks:
      return rich::append_blocks(out,
                                 is_of_data ? rich::read_value(item.value, origin, diagnostics_)
                                            : rich::parse_markdown(item.text, origin, diagnostics_),
                                 insert.context,
                                 *this,
                                 origin,
                                 diagnostics_)
          .changes_section;
  }
  return false;
}

void Inserts::write_text(Insert const& insert,
                         std::string_view text,
                         rich::Origin const& origin,
                         std::string& out) {
  insert_ = &insert;
  gathering_ = insert.gathering;
  if (insert.kind != Insert::Kind::rich_blocks) {
    rich::append_inline(out, {text_inline(text)}, insert.context, *this, origin, diagnostics_);
    return;
  }
  rich::Paragraph paragraph;
  paragraph.inlines.push_back(text_inline(text));
  rich::Content content;
  content.blocks.emplace_back(std::move(paragraph));
  rich::append_blocks(out, content, insert.context, *this, origin, diagnostics_);
}

void Inserts::write_link(Insert const& insert,
                         data::Item const& item,
                         rich::Origin const& origin,
                         std::string& out) {
  if (base::judge_link(item.text) != base::LinkTarget::good) {
    diagnostics_.add(origin.diagnose(base::Id::link_not_allowed,
                                     base::link_words(item.text, data::in_quotes(item.text))));
    return;
  }
  std::vector<data::Parameter> const& parameters = call_of(insert.chain)->parameters;
  rich::Inline part = text_inline(parameters.empty() ? item.text : parameters.front().text);
  part.url = base::to_iri(item.text);
  rich::append_inline(out, {part}, insert.context, *this, origin, diagnostics_);
}

std::uint32_t Inserts::footnote(std::string_view body) {
  std::uint32_t const id = next_note_id_++;
  std::string& notes = parts_.gathered(compile::kFootnotes);
  notes.append("<w:footnote w:id=\"" + std::to_string(id) + "\">")
      .append(body)
      .append("</w:footnote>");
  budget_.go_on(notes.size(), 1);
  return id;
}

std::string Inserts::hyperlink(std::string_view target, rich::Story story) {
  std::string escaped;
  opc::append_attribute_escaped(escaped, target);
  std::uint32_t const gathering =
      story == rich::Story::footnotes ? insert_->note_gathering : gathering_;
  std::string id = parts_.relationship(gathering, RelationshipKind::hyperlink, escaped);
  budget_.go_on(parts_.gathered(gathering).size(), 1);
  return id;
}

// Reads a picture once, however often values ask for it.
StoredPicture* Inserts::store(std::string_view source,
                              std::optional<base::Emu> qr_side,
                              rich::Origin const& origin,
                              base::Diagnostics& out) {
  std::string key = base::sha256_hex(source);
  if (qr_side) {
    key += " " + std::to_string(qr_side->count);
  }
  auto const found = pictures_.find(key);
  if (found != pictures_.end()) {
    return &found->second;
  }
  media::Result<media::Picture> result =
      qr_side ? media::qr_picture(source, *qr_side)
              : media::read_picture(source, options_.picture_folder, options_.pictures);
  budget_.go_on_after_long(0);
  if (media::Fault const* fault = std::get_if<media::Fault>(&result)) {
    add_fault(*fault, origin, out);
    return nullptr;
  }
  StoredPicture stored;
  stored.picture = std::move(std::get<media::Picture>(result));
  if (parts_.media_bytes() + stored.picture.bytes.size() > options_.max_output_bytes) {
    out.add(origin.diagnose(base::Id::output_too_large,
                            {{"limit", base::bytes_text(options_.max_output_bytes)},
                             {base::kLimitName, "output-bytes"}}));
    return nullptr;
  }
  bool const is_svg = stored.picture.format == media::Format::svg;
  stored.part = parts_.add_media(is_svg ? stored.picture.bytes : std::move(stored.picture.bytes),
                                 media::extension(stored.picture.format));
  return &pictures_.emplace(std::move(key), std::move(stored)).first->second;
}

// Gives the placed picture its relationships: an SVG comes with a drawing of itself, for programs
// that show none.
bool Inserts::draw(StoredPicture& stored,
                   rich::PlacedPicture& placed,
                   rich::Origin const& origin,
                   base::Diagnostics& out) {
  std::string part = stored.part;
  if (stored.picture.format == media::Format::svg) {
    std::string& drawn = stored.drawn[{placed.width.count, placed.height.count}];
    if (drawn.empty()) {
      media::Result<media::Picture> result =
          media::svg_to_png(stored.picture, placed.width, placed.height);
      budget_.go_on_after_long(0);
      if (media::Fault const* fault = std::get_if<media::Fault>(&result)) {
        add_fault(*fault, origin, out);
        return false;
      }
      drawn = parts_.add_media(std::move(std::get<media::Picture>(result).bytes),
                               media::extension(media::Format::png));
    }
    part = drawn;
    placed.svg_relationship_id =
        parts_.relationship(gathering_, RelationshipKind::image, stored.part);
  }
  placed.relationship_id = parts_.relationship(gathering_, RelationshipKind::image, part);
  media::Turn const turn = media::turn_of(stored.picture.orientation);
  placed.flip_horizontal = turn.flip_horizontal;
  placed.clockwise_degrees = turn.clockwise_degrees;
  return true;
}

std::optional<rich::PlacedPicture> Inserts::picture(rich::Picture const& picture,
                                                    base::Twips most_width,
                                                    rich::Origin const& origin,
                                                    base::Diagnostics& out) {
  data::FilterCall const* const call = call_of(insert_->chain);
  bool const is_qr = insert_->kind == Insert::Kind::qr;
  bool const is_rich =
      insert_->kind == Insert::Kind::rich_inline || insert_->kind == Insert::Kind::rich_blocks;
  StoredPicture* const stored =
      store(picture.source, is_qr ? call->width : std::nullopt, origin, out);
  if (!stored) {
    return std::nullopt;
  }
  auto const from_mm = [](std::optional<double> mm) {
    return mm ? std::optional{base::Emu{static_cast<std::int64_t>(*mm * kEmuPerMm + 0.5)}}
              : std::nullopt;
  };
  std::optional<base::Emu> const width = is_rich ? from_mm(picture.width_mm) : call->width;
  std::optional<base::Emu> const height = is_rich ? from_mm(picture.height_mm) : call->height;
  base::Emu const natural_width = stored->picture.width;
  base::Emu const natural_height = stored->picture.height;
  rich::PlacedPicture placed;
  placed.width = natural_width;
  placed.height = natural_height;
  if (width && height) {
    placed.width = *width;
    placed.height = *height;
  } else if (width) {
    placed.width = *width;
    placed.height = {scaled(natural_height.count, width->count, natural_width.count)};
  } else if (height) {
    placed.height = *height;
    placed.width = {scaled(natural_width.count, height->count, natural_height.count)};
  }
  std::int64_t const most = most_width.count * base::kEmuPerTwip;
  if (most > 0 && placed.width.count > most) {
    placed.height = {scaled(placed.height.count, most, placed.width.count)};
    placed.width = {most};
  }
  placed.drawing_id = next_drawing_id_++;
  return draw(*stored, placed, origin, out) ? std::optional{placed} : std::nullopt;
}

std::optional<rich::PlacedPicture> Inserts::replace(compile::Image const& image,
                                                    data::Item const& item,
                                                    rich::Origin const& origin) {
  gathering_ = image.gathering;
  data::FilterCall const* const call = call_of(image.chain);
  bool const is_qr = call->terminal == data::Terminal::qr;
  StoredPicture* const stored =
      store(item.text,
            is_qr ? std::optional{image.width.count > 0 ? std::min(image.width, image.height)
                                                        : *call->width}
                  : std::nullopt,
            origin,
            diagnostics_);
  if (!stored) {
    return std::nullopt;
  }
  rich::PlacedPicture placed;
  placed.width = image.width.count > 0 ? image.width : stored->picture.width;
  placed.height = image.height.count > 0 ? image.height : stored->picture.height;
  return draw(*stored, placed, origin, diagnostics_) ? std::optional{placed} : std::nullopt;
}

}  // namespace thethuc::render
