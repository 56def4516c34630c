#include "convert/wire.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <limits>
#include <thread>

#include <catch2/catch.hpp>

#include "convert/job.h"

using namespace thethuc::convert;
using namespace std::chrono_literals;

namespace {

class SocketPair {
 public:
  SocketPair() { REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_.data()) == 0); }
  ~SocketPair() {
    ::close(ends_[0]);
    close_other();
  }
  SocketPair(SocketPair const&) = delete;
  SocketPair& operator=(SocketPair const&) = delete;
  int ours() const { return ends_[0]; }
  int other() const { return ends_[1]; }
  void close_other() {
    if (ends_[1] >= 0) {
      ::close(ends_[1]);
    }
    ends_[1] = -1;
  }

 private:
  std::array<int, 2> ends_{};
};

Deadline soon() {
  return std::chrono::steady_clock::now() + 50ms;
}

}  // namespace

TEST_CASE("what is written is read again", "[wire]") {
  Answer answer;
  answer.problem = "vì sao";
  answer.pdf = std::string("%PDF\0", 5);
  answer.pages = 3;
  answer.images.push_back({2, 10, 20, 3, "điểm"});
  answer.geometry.pages = 3;
  answer.geometry.sheets.push_back({2, 210, 297});
  answer.geometry.lines.push_back({2, 1, 2, 3, 4, "dòng"});
  answer.geometry.runs.push_back({2, 1, 2, 3, "chữ", "LiberationSerif", 13.5, true, false});
  answer.geometry.rules.push_back({2, 1, 2, 3, 2, 0.26});
  answer.geometry.pictures.push_back({2, 5, 6, 7, 8});
  answer.resident_bytes = 5;
  answer.layout_ms = 0.25;
  auto const read = decode_answer(encode(answer));
  REQUIRE(read);
  CHECK(encode(*read) == encode(answer));
  CHECK(read->geometry.runs[0].font == "LiberationSerif");

  Job job;
  job.input = Job::Input::pdf;
  job.document = "x";
  job.pages = {{1, 2}, {5, 5}};
  job.form = ImageForm::pixels;
  job.dpi = 150;
  auto const same = decode_job(encode(job));
  REQUIRE(same);
  CHECK(encode(*same) == encode(job));
}

TEST_CASE("nonsense is refused and costs no memory", "[wire]") {
  std::string const answer = encode(Answer{});
  CHECK(!decode_answer(""));
  CHECK(!decode_answer(answer + "x"));
  for (std::size_t size = 0; size < answer.size(); ++size) {
    CHECK(!decode_answer(answer.substr(0, size)));
  }
  WireWriter out;
  out.number(std::numeric_limits<std::uint64_t>::max());
  std::string const huge = out.take();
  WireReader in{huge};
  CHECK(in.text().empty());
  CHECK(!in.is_sound());
  // Each count in turn is a lie.
  for (std::size_t at = 0; at + 8 <= answer.size(); at += 8) {
    std::string lie = answer;
    lie.replace(at, 8, huge);
    if (auto const read = decode_answer(lie)) {
      CHECK(read->images.empty());
      CHECK(read->geometry.runs.empty());
    }
  }
}

TEST_CASE("a message comes whole, late, or not", "[wire]") {
  SocketPair sockets;
  std::string message;
  CHECK(receive_message(sockets.ours(), 100, soon(), message) == Received::too_late);

  std::string const large(5'000'000, 'x');  // more than a socket holds
  std::thread sender{[&] { send_message(sockets.other(), large, std::nullopt); }};
  CHECK(receive_message(sockets.ours(), large.size(), std::nullopt, message) == Received::message);
  sender.join();
  CHECK(message == large);

  REQUIRE(send_message(sockets.other(), "12345", std::nullopt));
  CHECK(receive_message(sockets.ours(), 4, soon(), message) == Received::too_large);
  CHECK(!send_message(sockets.ours(), large, soon()));  // nobody reads

  sockets.close_other();
  CHECK(receive_message(sockets.ours(), 100, std::nullopt, message) != Received::message);
  CHECK(!send_message(sockets.ours(), large, std::nullopt));
}

// Terabytes are announced: to make room for them at once would end in std::bad_alloc.
TEST_CASE("a message that announces much and sends little takes little", "[wire]") {
  SocketPair sockets;
  WireWriter announced;
  announced.number(std::uint64_t{1} << 44);
  std::string const length = announced.take();
  REQUIRE(::send(sockets.other(), length.data(), length.size(), 0) == 8);
  REQUIRE(::send(sockets.other(), "1234", 4, 0) == 4);
  std::string message;
  CHECK(receive_message(sockets.ours(), std::size_t{1} << 45, soon(), message) ==
        Received::too_late);
  CHECK(message.capacity() < 100);
}

TEST_CASE("images have the bytes that their sides say", "[wire]") {
  struct Case {
    char const* name;
    ImageForm form;
    PageImage image;
    bool is_sound;
  };
  constexpr int kLarge = 0x7FFFFFFF;
  auto const c = GENERATE(values<Case>({
      {"grey", ImageForm::pixels, {1, 2, 3, 1, "abcdef"}, true},
      {"colour", ImageForm::pixels, {1, 1, 2, 3, "abcdef"}, true},
      {"a PNG", ImageForm::png, {1, 100, 100, 1, "png"}, true},
      {"too few", ImageForm::pixels, {1, 2, 3, 1, "abcde"}, false},
      {"too many", ImageForm::pixels, {1, 2, 2, 1, "abcdef"}, false},
      {"far too few", ImageForm::pixels, {1, kLarge, kLarge, 3, "abcdef"}, false},
      {"nothing", ImageForm::pixels, {1, 0, 0, 1, ""}, false},
      {"two channels", ImageForm::pixels, {1, 1, 3, 2, "abcdef"}, false},
      {"a PNG of two channels", ImageForm::png, {1, 1, 3, 2, "png"}, false},
  }));
  DYNAMIC_SECTION(c.name) {
    Job job;
    job.form = c.form;
    Answer answer;
    answer.images.push_back(c.image);
    CHECK(is_sound(answer, job) == c.is_sound);
  }
}
