#pragma once

// Templates of one side filled with samples. Internal to the module.

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "base/diagnostic.h"
#include "compile/template.h"
#include "library/library.h"
#include "render/render.h"
#include "review/side.h"

namespace thethuc::review {

// Compiles each template once for each profile. Not thread-safe.
class Filler {
 public:
  // Both are borrowed.
  Filler(Side const& side, DiffRequest const& request) : side_(side), request_(request) {}

  struct Filled {
    std::string docx;
    base::Diagnostics diagnostics;  // errors only; of data it is not known whose fault they are
    bool template_broken = false;   // whatever the data is
  };
  Filled fill(std::string const& id, Sample const& sample);
  // The template alone, for one that has no sample.
  base::Diagnostics check(std::string const& id);

 private:
  struct Opened {
    std::shared_ptr<compile::CompiledTemplate const> compiled;
    base::Diagnostics diagnostics;
  };
  Opened const& open(std::string const& id, std::optional<library::ProfileRequest> const& profile);

  Side const& side_;
  DiffRequest const& request_;
  std::map<std::pair<std::string, std::string>, Opened> opened_;
  render::Scratch scratch_;
};

}  // namespace thethuc::review
