#pragma once
// Joins documents into one for printing: each begins on a page of its own and keeps its page
// numbers, headers, footers, notes, numbering and styles.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "opc/limits.h"

namespace thethuc::bulk {

struct MergeLimits {
  std::size_t max_documents = 200'000;
  std::size_t max_bytes = 1u << 30;  // of the joined document's main part, unpacked
  opc::Limits package;               // on each document
};

// One thread at a time. Documents of one template share what is equal in them (styles, numbering
// definitions, media, header parts), which is kept once.
class Merger {
 public:
  explicit Merger(MergeLimits limits = {});
  ~Merger();
  Merger(Merger const&) = delete;
  Merger& operator=(Merger const&) = delete;

  // Adds a .docx behind those before. False, with `out` saying why, when it is none or cannot be
  // joined; nothing of it is then in the result.
  bool add(std::string_view document, std::string_view name, base::Diagnostics& out);

  std::size_t size() const;  // documents added

  // The joined .docx, deflated at `level` (1 to 12). At least one document was added; nothing may
  // be added afterwards.
  std::string finish(int level);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace thethuc::bulk
