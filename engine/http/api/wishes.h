#pragma once

// What the query and the headers of a request ask of the form of a rendered document.

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "http/api/route.h"
#include "http/api/service.h"
#include "render/render.h"

namespace thethuc::http {

inline constexpr std::string_view kDocxType =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
inline constexpr std::string_view kPdfType = "application/pdf";
inline constexpr std::string_view kPngType = "image/png";
inline constexpr std::string_view kJsonType = "application/json";

inline constexpr double kLeastDpi = 10;
inline constexpr double kMostDpi = 300;

std::string_view form_type(Form form);       // its media type
std::string_view form_extension(Form form);  // ".docx"

// By ?format=, else by Accept; nullopt when that names none of ours.
std::optional<Form> wanted_form(Request const& request);

// Of routes that render: slow unless a .docx is wanted.
Lane lane_of_form(Call const& call);

struct Service::Wishes {
  Form form = Form::docx;
  int page = 0;  // of a PNG, from 1; 0: not said
  double dpi = 96;
};

// Reads them; a refusal when one cannot be had.
std::optional<Response> read_wishes(Call const& call, Service::Wishes& wishes);

// A whole number from 1, or a flag, of the query; nullopt when it is something else.
std::optional<int> positive_number(std::string_view text);
std::optional<double> dots_per_inch(std::string_view text);
std::optional<bool> flag(Request const& request, std::string_view name);

}  // namespace thethuc::http
