#include "bulk/xml_slices.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "opc/xml.h"

namespace thethuc::bulk {

namespace {

constexpr std::size_t kPiece = std::size_t{128} * 1024;
constexpr std::size_t kSlice = std::size_t{64} * 1024;

std::string_view local_part(std::string_view name) {
  std::size_t const colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// "x:row" of "<x:row r="1">".
std::string_view name_of_tag(std::string_view tag) {
  tag.remove_prefix(1);
  return tag.substr(0, tag.find_first_of(" \t\r\n/>"));
}

// Where the tag that begins at `at` ends, one behind its '>'; npos when that is not there yet.
std::size_t end_of_tag(std::string_view text, std::size_t at) {
  while (true) {
    at = text.find_first_of("\"'>", at);
    if (at == std::string_view::npos || text[at] == '>') {
      return at == std::string_view::npos ? at : at + 1;
    }
    at = text.find(text[at], at + 1);
    if (at == std::string_view::npos) {
      return at;
    }
    ++at;
  }
}

std::size_t end_behind(std::string_view text, std::string_view mark, std::size_t at) {
  std::size_t const found = text.find(mark, at);
  return found == std::string_view::npos ? found : found + mark.size();
}

}  // namespace

bool is_named(pugi::xml_node element, std::string_view name) {
  return local_part(element.name()) == name;
}

pugi::xml_node child_named(pugi::xml_node parent, std::string_view name) {
  for (pugi::xml_node const child : parent.children()) {
    if (is_named(child, name)) {
      return child;
    }
  }
  return {};
}

XmlSlices::XmlSlices(Part part,
                     std::string container,
                     opc::Limits const& limits,
                     std::size_t most_bytes,
                     std::string limit_name)
    : part_(std::move(part)),
      container_(std::move(container)),
      limits_(limits),
      most_bytes_(most_bytes),
      limit_name_(std::move(limit_name)) {}

pugi::xml_node XmlSlices::next(base::Diagnostics& out) {
  while (!is_over_) {
    switch (take_token(out)) {
      case Token::refused:
        is_over_ = true;
        return {};
      case Token::none:
        if (!fill(out)) {
          is_over_ = true;
          return {};
        }
        break;
      case Token::passed:
        if (is_over_ || slice_end_ - slice_begin_ >= kSlice) {
          bool const is_last = is_over_;
          pugi::xml_node const found =
              slice_end_ > slice_begin_ ? parse_slice(out) : pugi::xml_node{};
          bool const is_sound = found || slice_end_ == slice_begin_;
          is_over_ = is_last || !is_sound;
          slice_begin_ = slice_end_;
          if (is_last && is_sound && !check_rest(out)) {
            return {};
          }
          if (found || is_over_) {
            return found;
          }
        }
        break;
    }
  }
  return {};
}

// Reads a piece. False, after a diagnostic, when there is none.
bool XmlSlices::fill(base::Diagnostics& out) {
  if (buffer_.size() - slice_end_ > most_bytes_) {
    return refuse(
        base::diagnose(base::Id::record_too_large,
                       {},
                       {},
                       {{"limit", base::bytes_text(most_bytes_)}, {base::kLimitName, limit_name_}}),
        out);
  }
  // Outside of the container nothing is kept.
  std::size_t const used = container_depth_ == 0 ? position_ : slice_begin_;
  buffer_.erase(0, used);
  position_ -= used;
  slice_begin_ = slice_begin_ > used ? slice_begin_ - used : 0;
  slice_end_ = slice_end_ > used ? slice_end_ - used : 0;
  std::size_t const errors_before = out.error_count();
  if (part_.stream->read(buffer_, kPiece, out)) {
    return true;
  }
  return out.error_count() > errors_before
             ? false
             : refuse_syntax("phần này hết giữa chừng", "the part ends too early", out);
}

bool XmlSlices::refuse(base::Diagnostic d, base::Diagnostics& out) {
  d.place.file = part_.file;
  d.place.part = part_.name;
  out.add(std::move(d));
  return false;
}

bool XmlSlices::refuse_syntax(char const* vi, char const* en, base::Diagnostics& out) {
  return refuse(
      base::diagnose(base::Id::xml_syntax, {}, {}, {{"problem.vi", vi}, {"problem.en", en}}), out);
}

// Passes over text, a comment, a tag …; none when it is not whole yet.
XmlSlices::Token XmlSlices::take_token(base::Diagnostics& out) {
  constexpr std::size_t kLongestMark = 9;  // "<![CDATA["
  std::string_view const text = buffer_;
  position_ = std::min(text.find('<', position_), text.size());
  std::string_view const rest = text.substr(position_);
  if (rest.size() < 2 || (rest[1] == '!' && rest.size() < kLongestMark)) {
    return Token::none;
  }
  std::size_t end = std::string_view::npos;
  if (rest.starts_with("<!--")) {
    end = end_behind(text, "-->", position_ + 4);
  } else if (rest.starts_with("<![CDATA[")) {
    end = end_behind(text, "]]>", position_ + kLongestMark);
  } else if (rest[1] == '?') {
    end = end_behind(text, "?>", position_ + 2);
  } else if (rest[1] == '!') {
    refuse(base::diagnose(base::Id::xml_doctype), out);
    return Token::refused;
  } else {
    end = end_of_tag(text, position_);
    if (end != std::string_view::npos) {
      return take_tag(end);
    }
  }
  if (end == std::string_view::npos) {
    return Token::none;
  }
  position_ = end;
  return Token::passed;
}

XmlSlices::Token XmlSlices::take_tag(std::size_t end) {
  std::string_view const tag = std::string_view{buffer_}.substr(position_, end - position_);
  position_ = end;
  if (tag[1] == '/') {
    close_tag();
    return Token::passed;
  }
  open_tag(tag);
  if (tag.ends_with("/>")) {
    close_tag();
  }
  return Token::passed;
}

void XmlSlices::open_tag(std::string_view tag) {
  ++depth_;
  if (container_depth_ > 0 || depth_ > 2) {
    return;
  }
  std::string_view const name = name_of_tag(tag);
  bool const is_container = local_part(name) == container_;
  if (depth_ == 1 || is_container) {
    std::string start{tag};
    if (start.ends_with("/>")) {
      start.replace(start.size() - 2, 2, ">");
    }
    head_.append(start);
    tail_.insert(0, "</" + std::string{name} + ">");
  }
  if (is_container) {
    container_depth_ = depth_;
    slice_begin_ = slice_end_ = position_;
  }
}

void XmlSlices::close_tag() {
  --depth_;
  if (container_depth_ > 0 && depth_ == container_depth_) {
    slice_end_ = position_;  // of a child
  }
  is_over_ = depth_ < std::max(container_depth_, 1);
}

pugi::xml_node XmlSlices::parse_slice(base::Diagnostics& out) {
  std::string text = head_;
  text.append(buffer_, slice_begin_, slice_end_ - slice_begin_).append(tail_);
  base::Diagnostics found;
  document_ = opc::parse_xml(text, part_.file, part_.name, limits_, found);
  // Line and column are those of the slice.
  found.relocate([](base::Diagnostic& d) { d.place.line = d.place.column = 0; });
  out.add(std::move(found));
  if (!document_) {
    return {};
  }
  pugi::xml_node const root = document_->document_element();
  return container_depth_ == 1 ? root : root.first_child();
}

// Reads on to the end, for that is where the checksum is looked at.
bool XmlSlices::check_rest(base::Diagnostics& out) {
  if (container_depth_ == 0) {
    return refuse_syntax("không có phần tử cần đọc", "the element to be read is missing", out);
  }
  std::size_t const errors_before = out.error_count();
  std::string ignored;
  while (part_.stream->read(ignored, kPiece, out)) {
    ignored.clear();
  }
  return out.error_count() == errors_before;
}

}  // namespace thethuc::bulk
