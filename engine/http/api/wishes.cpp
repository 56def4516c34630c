#include "http/api/wishes.h"

#include <array>
#include <charconv>
#include <system_error>

#include "http/negotiation.h"

namespace thethuc::http {

namespace {

struct FormRow {
  Form form;
  std::string_view name;  // of ?format=
  std::string_view type;
  std::string_view extension;
};

constexpr std::array<FormRow, 4> kForms{{
    {Form::docx, "docx", kDocxType, ".docx"},
    {Form::pdf, "pdf", kPdfType, ".pdf"},
    {Form::png, "png", kPngType, ".png"},
    {Form::geometry, "geometry", kJsonType, ".json"},
}};

FormRow const& row_of(Form form) {
  return kForms.at(static_cast<std::size_t>(form));
}

template <class Number>
std::optional<Number> whole(std::string_view text) {
  Number value{};
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool const is_all = error == std::errc{} && end == text.data() + text.size();
  return is_all ? std::optional{value} : std::nullopt;
}

}  // namespace

std::string_view form_type(Form form) {
  return row_of(form).type;
}

std::string_view form_extension(Form form) {
  return row_of(form).extension;
}

std::optional<Form> wanted_form(Request const& request) {
  std::string_view const named = request.parameter("format");
  if (named.empty()) {
    auto const type =
        accepted(request.header("accept"), {kDocxType, kPdfType, kPngType, kJsonType});
    for (FormRow const& row : kForms) {
      if (type == row.type) {
        return row.form;
      }
    }
    return std::nullopt;
  }
  for (FormRow const& row : kForms) {
    if (named == row.name) {
      return row.form;
    }
  }
  return std::nullopt;
}

Lane lane_of_form(Call const& call) {
  return wanted_form(call.request) == Form::docx ? Lane::quick : Lane::slow;
}

std::optional<int> positive_number(std::string_view text) {
  auto const value = whole<int>(text);
  return value && *value >= 1 ? value : std::nullopt;
}

std::optional<double> dots_per_inch(std::string_view text) {
  auto const value = whole<double>(text);
  return value && *value >= kLeastDpi && *value <= kMostDpi ? value : std::nullopt;
}

std::optional<bool> flag(Request const& request, std::string_view name) {
  auto const at = request.query.find(name);
  if (at == request.query.end() || at->second == "false" || at->second == "0") {
    return false;
  }
  return at->second.empty() || at->second == "true" || at->second == "1" ? std::optional{true}
                                                                         : std::nullopt;
}

}  // namespace thethuc::http
