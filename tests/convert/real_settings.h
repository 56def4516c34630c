#pragma once

#include "convert/converter.h"

namespace thethuc::test {

// LibreOffice as it is found, and the worker of this build.
inline convert::Settings real_settings() {
  convert::Settings settings;
  settings.worker = CONVERT_WORKER;
  return settings;
}

}  // namespace thethuc::test
