#include "library/type_name.h"

#include <optional>
#include <utility>

#include "base/text.h"
#include "opc/xml.h"

namespace thethuc::library {
namespace {

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

std::string escaped(std::string_view text) {
  std::string result;
  opc::append_escaped(result, text);
  return result;
}

}  // namespace

std::string with_type_name(std::string xml, std::string_view name) {
  replace_all(xml, "{{@ten_loai}}", escaped(name));
  replace_all(xml, "{{@ten_loai | hoa}}", escaped(base::to_upper(name)));
  return xml;
}

compile::PartialResolver name_types(compile::PartialResolver resolver, std::string name) {
  return [resolver = std::move(resolver), name = std::move(name)](std::string_view partial) {
    std::optional<compile::PartialSource> source = resolver(partial);
    if (source) {
      source->xml = with_type_name(std::move(source->xml), name);
    }
    return source;
  };
}

}  // namespace thethuc::library
