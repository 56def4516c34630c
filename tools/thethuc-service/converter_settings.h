#pragma once

#include "convert/converter.h"
#include "thethuc/session.h"

namespace thethuc::service {

// As the session's limits say; what happens is told with -vv. Results are kept, so what is asked
// for again shows at once.
convert::Settings converter_settings(cli::Session const& session);

}  // namespace thethuc::service
