#pragma once

// Which page layout the records of a run may ask for.

#include <string>

#include "base/diagnostic.h"
#include "data/value.h"

namespace thethuc::bulk {

// All documents of a run have one layout: a record whose "$profile" is another than `profile` is
// an error in `out`. `place` is that of the record.
void check_profile(data::Document const& data,
                   base::Place const& place,
                   std::string const& profile,
                   base::Diagnostics& out);

}  // namespace thethuc::bulk
