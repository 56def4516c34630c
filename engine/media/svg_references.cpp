#include <algorithm>
#include <string>

#include "base/text.h"
#include "media/encodings.h"
#include "media/formats.h"
#include "media/svg.h"

namespace thethuc::media {

namespace {

Fault outside_reference(std::string_view target) {
  return svg_unsupported({"không dẫn ra ngoài tệp", "without references to outside the file"},
                         same(in_quotes(target)));
}

class ReferenceCheck {
 public:
  explicit ReferenceCheck(Limits const& limits) : limits_(limits) {}

  // As deep as parsing allowed elements to be.
  std::optional<Fault> check(pugi::xml_node element) {
    std::string_view const name = local_name(element.name());
    for (pugi::xml_attribute const attribute : element.attributes()) {
      if (local_name(attribute.name()) == "href") {
        if (auto found = check_reference(name, attribute.value())) {
          return found;
        }
      }
    }
    for (pugi::xml_node const child : element.children()) {
      if (child.type() == pugi::node_element) {
        if (auto found = check(child)) {
          return found;
        }
      } else if (name == "style" &&
                 base::ascii_lower(child.value()).find("@import") != std::string::npos) {
        return outside_reference("@import");
      }
    }
    return std::nullopt;
  }

 private:
  // A link leads outside only when a person follows it; everything else is loaded when drawn.
  std::optional<Fault> check_reference(std::string_view element, std::string_view target) {
    target.remove_prefix(std::min(target.find_first_not_of(" \t\r\n"), target.size()));
    if (element == "a" || target.empty() || target.starts_with('#')) {
      return std::nullopt;
    }
    if ((element == "image" || element == "feImage") && is_data_uri(target)) {
      return check_picture(target);
    }
    return outside_reference(target);
  }

  std::optional<Fault> check_picture(std::string_view target) {
    auto const uri = parse_data_uri(target);
    std::size_t bad_at = 0;
    auto const bytes =
        uri && uri->is_base64 ? decode_base64(decode_percent(uri->data), bad_at) : std::nullopt;
    auto const format = bytes ? kind_of(*bytes).format : std::nullopt;
    if (format != Format::png && format != Format::jpeg) {
      return svg_unsupported({"chỉ nhúng ảnh PNG và JPEG (base64)",
                              "with no embedded pictures but PNG and JPEG (base64)"},
                             same(in_quotes(target)));
    }
    auto const measured =
        format == Format::png ? measure_png(*bytes, limits_) : measure_jpeg(*bytes, limits_);
    if (auto const* const broken = std::get_if<Fault>(&measured)) {
      return *broken;
    }
    auto const& size = std::get<Measured>(measured);
    pixels_ += std::uint64_t{size.width_px} * size.height_px;
    if (pixels_ > limits_.max_pixels) {
      return too_many_pixels(size.width_px, size.height_px, limits_);
    }
    return std::nullopt;
  }

  Limits const& limits_;
  std::uint64_t pixels_ = 0;  // of all embedded pictures
};

}  // namespace

std::optional<Fault> check_svg_references(pugi::xml_node root, Limits const& limits) {
  return ReferenceCheck{limits}.check(root);
}

}  // namespace thethuc::media
