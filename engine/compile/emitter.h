#pragma once

// Writes one segment of a program: XML text gathers until an instruction that is none has to stand
// between.

#include <string>

#include "compile/program.h"

namespace thethuc::compile {

class Emitter {
 public:
  explicit Emitter(Program& program) : program_(program) {}

  // Append ready XML here.
  std::string& xml() { return pending_; }

  std::uint32_t add(Op op, std::uint32_t a = 0, std::uint32_t b = 0, std::uint32_t c = 0) {
    flush();
    segment_.push_back({op, a, b, c});
    return static_cast<std::uint32_t>(segment_.size() - 1);
  }
  // Where the next instruction will stand.
  std::uint32_t here() {
    flush();
    return static_cast<std::uint32_t>(segment_.size());
  }
  Instruction& at(std::uint32_t index) { return segment_[index]; }

  // A literal that is no instruction of its own: its offset and size.
  std::pair<std::uint32_t, std::uint32_t> store(std::string_view xml) {
    auto const offset = static_cast<std::uint32_t>(program_.literals.size());
    program_.literals += xml;
    return {offset, static_cast<std::uint32_t>(xml.size())};
  }

  // Ends the segment and puts it into the program; its index.
  std::uint32_t finish() {
    flush();
    program_.segments.push_back(std::move(segment_));
    segment_ = {};
    return static_cast<std::uint32_t>(program_.segments.size() - 1);
  }

 private:
  void flush() {
    if (!pending_.empty()) {
      auto const [offset, size] = store(pending_);
      pending_.clear();
      segment_.push_back({Op::literal, offset, size, 0});
    }
  }

  Program& program_;
  Segment segment_;
  std::string pending_;
};

}  // namespace thethuc::compile
