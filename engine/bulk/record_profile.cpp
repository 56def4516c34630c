#include "bulk/record_profile.h"

#include <utility>

#include "library/profile.h"

namespace thethuc::bulk {

void check_profile(data::Document const& data,
                   base::Place const& place,
                   std::string const& profile,
                   base::Diagnostics& out) {
  auto const wanted = library::profile_of_data(data.root(), place.file);
  if (wanted && wanted->name != profile) {
    base::Diagnostic d = base::diagnose(base::Id::record_profile,
                                        base::place_in_file(place.file),
                                        {},
                                        {{"expected", profile}, {"found", wanted->name}});
    d.data_pointer = "/$profile";
    out.add(std::move(d));
  }
}

}  // namespace thethuc::bulk
