#include "bulk/packed_text.h"

#include <algorithm>
#include <new>
#include <stdexcept>
#include <utility>

#include <zlib.h>

#include "opc/inflate.h"
#include "opc/limits.h"

namespace thethuc::bulk {
namespace {

constexpr std::size_t kPieceBytes = 1u << 20;
constexpr int kRawWindow = -15;  // raw deflate, 32 KB
constexpr int kMostMemory = 9;

// zlib's stream, since the library that packs all other parts takes whole texts only.
class Stream {
 public:
  explicit Stream(int level) : level_(std::min(level, Z_BEST_COMPRESSION)) {
    if (::deflateInit2(&stream_, level_, Z_DEFLATED, kRawWindow, kMostMemory, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
      throw std::bad_alloc{};
    }
  }
  ~Stream() { ::deflateEnd(&stream_); }
  Stream(Stream const&) = delete;
  Stream& operator=(Stream const&) = delete;

  void append(std::string_view text) {
    choose_level();
    out_.crc32 = static_cast<std::uint32_t>(::crc32(out_.crc32, bytes_of(text), size_of(text)));
    out_.size += text.size();
    run(text, Z_NO_FLUSH);
  }

  opc::Packed finish() {
    run({}, Z_FINISH);
    return std::move(out_);
  }

 private:
  static Bytef const* bytes_of(std::string_view text) {
    return reinterpret_cast<Bytef const*>(text.data());
  }
  static uInt size_of(std::string_view text) { return static_cast<uInt>(text.size()); }

  // What is packed too well is refused as a bomb by those who read it (opc::kMostPackedRatio): then
  // the next piece is stored.
  void choose_level() {
    bool const too_well =
        out_.size > opc::kRatioMatters && out_.size / opc::kMostPackedRatio > out_.bytes.size();
    if (int const wanted = too_well ? Z_NO_COMPRESSION : level_; wanted != current_) {
      run_with([&] { return ::deflateParams(&stream_, wanted, Z_DEFAULT_STRATEGY); });
      current_ = wanted;
    }
  }

  void run(std::string_view text, int flush) {
    stream_.next_in = const_cast<Bytef*>(bytes_of(text));  // zlib's interface is older than const
    stream_.avail_in = size_of(text);
    run_with([&] { return ::deflate(&stream_, flush); });
  }

  template <class Step>
  void run_with(Step const& step) {
    char room[1u << 14];
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(room);
      stream_.avail_out = sizeof room;
      if (step() == Z_STREAM_ERROR) {
        throw std::logic_error("packing a text: zlib's stream is broken");
      }
      out_.bytes.append(room, sizeof room - stream_.avail_out);
    } while (stream_.avail_out == 0);
  }

  z_stream stream_ = {};
  int level_;
  int current_ = level_;
  opc::Packed out_;
};

// In steps of which zlib can tell the size, and between which the level may change.
void append_in_steps(Stream& stream, std::string_view text) {
  for (; !text.empty(); text.remove_prefix(std::min(text.size(), kPieceBytes))) {
    stream.append(text.substr(0, kPieceBytes));
  }
}

}  // namespace

void PackedText::append(std::string_view text) {
  size_ += text.size();
  rest_.append(text);
  if (rest_.size() >= kPieceBytes) {
    pack_rest();
  }
}

void PackedText::pack_rest() {
  quick_.pack_xml(rest_, pieces_.emplace_back());
  pieces_.back().bytes.shrink_to_fit();
  rest_.clear();
}

opc::Packed PackedText::finish(std::string_view before, std::string_view after, int level) {
  Stream stream{level};
  append_in_steps(stream, before);
  opc::Inflater inflater;
  std::string text;
  for (opc::Packed& piece : pieces_) {
    if (piece.method == 0) {
      append_in_steps(stream, piece.bytes);
    } else if (inflater.unpack(piece.bytes, piece.size, text)) {
      append_in_steps(stream, text);
    } else {
      throw std::logic_error("packing a text: a piece does not unpack");
    }
    piece = {};
  }
  append_in_steps(stream, rest_);
  append_in_steps(stream, after);
  pieces_.clear();
  rest_.clear();
  size_ = 0;
  return stream.finish();
}

}  // namespace thethuc::bulk
