#include <algorithm>
#include <cctype>

#include "media/formats.h"

namespace thethuc::media {

namespace {

struct Signature {
  std::size_t at;
  std::string_view bytes;
  std::string_view vi;
  std::string_view en;
};

using namespace std::string_view_literals;

constexpr std::pair<std::string_view, Format> kFormats[] = {
    {"\x89PNG\r\n\x1a\n"sv, Format::png},
    {"\xFF\xD8\xFF"sv, Format::jpeg},
    {"GIF87a"sv, Format::gif},
    {"GIF89a"sv, Format::gif},
};

// What people have in place of a picture that Word takes.
constexpr Signature kOthers[] = {
    {8, "WEBP"sv, "ảnh WEBP", "a WEBP picture"},
    {4, "ftypavif"sv, "ảnh AVIF", "an AVIF picture"},
    {4, "ftyphei"sv, "ảnh HEIC", "a HEIC picture"},
    {4, "ftyphevc"sv, "ảnh HEIC", "a HEIC picture"},
    {4, "ftypmif1"sv, "ảnh HEIF", "a HEIF picture"},
    {4, "ftypmsf1"sv, "ảnh HEIF", "a HEIF picture"},
    {4, "ftyp"sv, "một đoạn phim", "a film"},
    {0, "II*\0"sv, "ảnh TIFF", "a TIFF picture"},
    {0, "MM\0*"sv, "ảnh TIFF", "a TIFF picture"},
    {0, "%PDF-"sv, "tệp PDF", "a PDF file"},
    {0, "%!PS"sv, "tệp PostScript", "a PostScript file"},
    {0, "8BPS"sv, "ảnh Photoshop", "a Photoshop picture"},
    {40, " EMF"sv, "ảnh EMF", "an EMF picture"},
    {0, "\xD7\xCD\xC6\x9A"sv, "ảnh WMF", "a WMF picture"},
    {0, "\0\0\1\0"sv, "biểu tượng ICO", "an ICO icon"},
    {0, "\0\0\0\x0CjP  "sv, "ảnh JPEG 2000", "a JPEG 2000 picture"},
    {0, "\0\0\0\x0CJXL "sv, "ảnh JPEG XL", "a JPEG XL picture"},
    {0, "\xFF\x0A"sv, "ảnh JPEG XL", "a JPEG XL picture"},
    {0, "PK\3\4"sv, "kho nén zip hoặc văn bản Office", "a zip archive or Office document"},
    {0, "\x1F\x8B"sv, "tệp nén gzip (SVGZ chẳng hạn)", "a gzip file (SVGZ, say)"},
    {0, "\xD0\xCF\x11\xE0"sv, "văn bản Office kiểu cũ", "an old Office document"},
    {0, "\xFF\xFE"sv, "chữ UTF-16", "UTF-16 text"},
    {0, "\xFE\xFF"sv, "chữ UTF-16", "UTF-16 text"},
    {0, "BM"sv, "ảnh BMP", "a BMP picture"},
};

// Behind byte order mark, white space, and what XML allows before its root.
std::string_view skip_prolog(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.remove_prefix(3);
  }
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    std::string_view end;
    if (text.starts_with("<?")) {
      end = "?>";
    } else if (text.starts_with("<!--")) {
      end = "-->";
    } else {
      return text;
    }
    std::size_t const at = text.find(end);
    if (at == std::string_view::npos) {
      return text;
    }
    text.remove_prefix(at + end.size());
  }
}

// "<svg" or, with a prefix, "<x:svg"; its document type is for the reader of SVG to look into.
bool begins_svg(std::string_view text) {
  if (text.starts_with("<!DOCTYPE svg")) {
    return true;
  }
  if (!text.starts_with('<')) {
    return false;
  }
  std::size_t const end = text.find_first_of(" \t\r\n/>", 1);
  std::string_view name = text.substr(1, end == std::string_view::npos ? end : end - 1);
  std::size_t const colon = name.find(':');
  return name.substr(colon == std::string_view::npos ? 0 : colon + 1) == "svg";
}

bool begins_in_any_case(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(), [](char a, char b) {
           return a == std::tolower(static_cast<unsigned char>(b));
         });
}

}  // namespace

Kind kind_of(std::string_view bytes) {
  for (auto const& [start, format] : kFormats) {
    if (bytes.starts_with(start)) {
      return {format, {}};
    }
  }
  for (Signature const& other : kOthers) {
    if (bytes.size() >= other.at && bytes.substr(other.at).starts_with(other.bytes)) {
      return {std::nullopt, {std::string(other.vi), std::string(other.en)}};
    }
  }
  if (bytes.empty()) {
    return {std::nullopt, {"không có byte nào", "no bytes"}};
  }
  std::string_view const text = skip_prolog(bytes);
  if (begins_svg(text)) {
    return {Format::svg, {}};
  }
  if (begins_in_any_case(text, "<!doctype html") || begins_in_any_case(text, "<html")) {
    return {std::nullopt, {"trang HTML", "an HTML page"}};
  }
  if (text.starts_with('<')) {
    return {std::nullopt, {"tệp XML không phải SVG", "an XML file that is no SVG"}};
  }
  return {std::nullopt, {"dữ liệu không rõ loại", "data of unknown kind"}};
}

}  // namespace thethuc::media
