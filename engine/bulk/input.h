#pragma once

// The bytes of a source, piece by piece. Internal to bulk.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"

namespace thethuc::bulk {

// A window over a file, a pipe or bytes in memory: what was read and is not used yet.
class Input {
 public:
  // "-" is standard input. nullptr, with a diagnostic, when it is absent or a folder. Throws
  // EnvironmentError.
  static std::unique_ptr<Input> open(std::filesystem::path const& path, base::Diagnostics& out);
  // Of bytes in memory, which come `piece` at a time.
  static std::unique_ptr<Input> of_bytes(std::string bytes, std::string name, std::size_t piece);
  ~Input();
  Input(Input const&) = delete;
  Input& operator=(Input const&) = delete;

  std::string const& name() const { return name_; }
  bool is_regular_file() const { return size_.has_value() && descriptor_ >= 0; }
  std::optional<double> progress() const;

  // Valid until the next call of more() or use().
  std::string_view view() const { return std::string_view{buffer_}.substr(begin_); }
  // Adds a piece behind what is in view; false at the end.
  bool more();
  // Takes `count` bytes from the beginning of the view.
  void use(std::size_t count) { begin_ += count; }

 private:
  Input() = default;
  std::size_t read(char* to, std::size_t most);

  std::string name_;
  int descriptor_ = -1;
  std::string bytes_;  // when there is no descriptor
  std::size_t piece_ = std::size_t{256} * 1024;
  std::optional<std::uint64_t> size_;
  std::uint64_t read_ = 0;
  std::string buffer_;
  std::size_t begin_ = 0;
};

}  // namespace thethuc::bulk
