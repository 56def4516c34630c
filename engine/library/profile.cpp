#include "library/profile.h"

#include <algorithm>

#include <fmt/format.h>

#include "data/filters.h"
#include "library/library.h"

namespace thethuc::library {

namespace {

using base::Language;

constexpr char kDirective[] = "$profile";

base::Diagnostic about_request(base::Id id,
                               std::string const& display,
                               ProfileRequest const& request) {
  bool const is_option = request.data_file.empty();
  base::Diagnostic d =
      base::diagnose(id, base::place_in_file(is_option ? display : request.data_file));
  if (!is_option) {
    d.data_pointer = fmt::format("/{}", kDirective);
  }
  d.args = {{"found.en", request.found.en}, {"found.vi", request.found.vi}};
  return d;
}

}  // namespace

ProfileRequest profile_option(std::string const& name) {
  return {name, base::same(data::in_quotes(name)), ""};
}

std::optional<ProfileRequest> profile_of_data(data::Value root, std::string data_file) {
  data::Value const value =
      root.kind() == data::Kind::object ? root.find(kDirective) : data::Value{};
  if (value.is_missing()) {
    return std::nullopt;
  }
  if (value.kind() != data::Kind::string) {
    return ProfileRequest{"",
                          {std::string{data::kind_name(value.kind(), Language::vi)},
                           std::string{data::kind_name(value.kind(), Language::en)}},
                          std::move(data_file)};
  }
  std::string name{value.text()};
  base::Words found = base::same(data::in_quotes(name));
  return ProfileRequest{std::move(name), std::move(found), std::move(data_file)};
}

std::string chosen_profile(Metadata const& metadata,
                           std::string const& display,
                           std::optional<ProfileRequest> const& request,
                           base::Diagnostics& out) {
  if (!request) {
    return metadata.profile;
  }
  auto const& known = metadata.profiles;
  if (std::find(known.begin(), known.end(), request->name) != known.end()) {
    return request->name;
  }
  base::Diagnostic d = about_request(base::Id::profile_unsupported, display, *request);
  d.args.emplace_back("known", fmt::format("{}", fmt::join(known, ", ")));
  if (auto nearest = base::nearest_name(request->name, known)) {
    d.args.emplace_back("nearest", *nearest);
  }
  out.add(std::move(d));
  return metadata.profile;
}

base::Diagnostic profile_of_docx(std::string const& file_name, ProfileRequest const& request) {
  return about_request(base::Id::profile_of_docx, file_name, request);
}

}  // namespace thethuc::library
