#include "bulk_progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "base/text.h"

namespace thethuc::cli {

namespace {

using base::Language;

constexpr std::chrono::milliseconds kDrawEvery{100};
constexpr std::chrono::seconds kLineEvery{10};
constexpr std::size_t kUsualWidth = 80;
constexpr std::size_t kLeastBar = 10;

std::size_t terminal_width() {
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col
                                                                           : kUsualWidth;
}

// "1234/100000  567/s  3 min 20 s left, 2 failed": done, rate, time left, failures.
std::string figures(bulk::Tally const& tally, double seconds, Language language) {
  bool const vi = language == Language::vi;
  std::uint64_t const made = tally.done + tally.failed;
  double const rate = seconds > 0 ? static_cast<double>(made) / seconds : 0;
  std::string text = fmt::format("{}/{}", tally.total - tally.left(), tally.total);
  if (rate > 0) {
    text += fmt::format("  {:.0f}/s", rate);
  }
  if (rate > 0 && tally.left() > 0) {
    text += fmt::format(fmt::runtime(vi ? "  còn {}" : "  {} left"),
                        duration_text(static_cast<double>(tally.left()) / rate, language));
  }
  if (tally.failed > 0) {
    text += fmt::format(fmt::runtime(vi ? ", {} lỗi" : ", {} failed"), tally.failed);
  }
  return text;
}

}  // namespace

std::string duration_text(double seconds, Language language) {
  auto const all = static_cast<std::uint64_t>(std::max(0.0, seconds) + 0.5);
  bool const vi = language == Language::vi;
  char const* const s = vi ? "giây" : "s";
  char const* const min = vi ? "phút" : "min";
  if (all < 60) {
    return fmt::format("{} {}", all, s);
  }
  if (all < 3600) {
    return fmt::format("{} {} {} {}", all / 60, min, all % 60, s);
  }
  return fmt::format("{} {} {} {}", all / 3600, vi ? "giờ" : "h", all % 3600 / 60, min);
}

std::string progress_bar(bulk::Tally const& tally,
                         double seconds,
                         std::size_t width,
                         Language language) {
  std::string const beside = figures(tally, seconds, language);
  std::size_t const taken = base::code_point_count(beside) + 4;  // brackets, space, last column
  if (width < taken + kLeastBar) {
    return beside;
  }
  std::size_t const room = std::min(width - taken, std::size_t{40});
  std::uint64_t const past = tally.total - tally.left();
  std::size_t const full =
      tally.total == 0 ? room : static_cast<std::size_t>(room * past / tally.total);
  return fmt::format("[{}{}] {}", std::string(full, '#'), std::string(room - full, '.'), beside);
}

BulkProgress::BulkProgress(Language language, bool silent)
    : language_(language),
      silent_(silent),
      is_terminal_(::isatty(STDERR_FILENO) == 1),
      next_(start_ + (is_terminal_ ? Clock::duration{} : Clock::duration{kLineEvery})) {}

double BulkProgress::seconds() const {
  return std::chrono::duration<double>(Clock::now() - start_).count();
}

void BulkProgress::show(bulk::Tally const& tally) {
  auto const now = Clock::now();
  if (silent_ || now < next_) {
    return;
  }
  next_ = now + (is_terminal_ ? Clock::duration{kDrawEvery} : Clock::duration{kLineEvery});
  draw(tally);
}

void BulkProgress::draw(bulk::Tally const& tally) {
  std::string const text = is_terminal_
                               ? progress_bar(tally, seconds(), terminal_width(), language_)
                               : figures(tally, seconds(), language_);
  // CSI K: what a longer line has left is taken away.
  std::string const line = is_terminal_ ? "\r" + text + "\x1b[K" : "thethuc: " + text + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fflush(stderr);
  drawn_ = true;
}

void BulkProgress::clear() {
  if (is_terminal_ && drawn_) {
    std::fputs("\r\x1b[K", stderr);
    std::fflush(stderr);
  }
}

}  // namespace thethuc::cli
