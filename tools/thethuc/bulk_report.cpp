#include "bulk_report.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "bulk_progress.h"
#include "data/json_writer.h"

namespace thethuc::cli {

namespace {

using base::Language;

constexpr std::size_t kMostCauses = 20;

void print(std::string const& text) {
  std::string const line = text + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

std::string tally_text(bulk::Tally const& tally, double seconds, Language language) {
  bool const vi = language == Language::vi;
  std::string text = fmt::format(fmt::runtime(vi                ? "{} văn bản"
                                              : tally.done == 1 ? "{} document"
                                                                : "{} documents"),
                                 tally.done);
  if (tally.skipped > 0) {
    text += fmt::format(fmt::runtime(vi                   ? ", {} đã có từ trước"
                                     : tally.skipped == 1 ? ", {} was there already"
                                                          : ", {} were there already"),
                        tally.skipped);
  }
  if (tally.failed > 0) {
    text += fmt::format(fmt::runtime(vi                  ? ", {} bản ghi lỗi"
                                     : tally.failed == 1 ? ", {} record failed"
                                                         : ", {} records failed"),
                        tally.failed);
  }
  if (tally.left() > 0) {
    text += fmt::format(fmt::runtime(vi ? ", còn {}" : ", {} left"), tally.left());
  }
  double const rate = seconds > 0 ? static_cast<double>(tally.done) / seconds : 0;
  return text + fmt::format(fmt::runtime(vi ? " trong {:.1f} giây ({:.0f}/giây)"
                                            : " in {:.1f} s ({:.0f}/s)"),
                            seconds,
                            rate);
}

// What is wrong, without the place: that is each record's own. Where the records' messages differ
// in what they name, that of the first stands for all.
std::string cause_text(bulk::Cause const& cause, Language language) {
  bool const vi = language == Language::vi;
  std::string text = fmt::format("  {} × {}{}",
                                 cause.count,
                                 !cause.varies ? ""
                                 : vi          ? "chẳng hạn: "
                                               : "such as: ",
                                 base::message(cause.example, language));
  if (!cause.example.data_pointer.empty()) {
    text += fmt::format(fmt::runtime(vi ? " (dữ liệu: {})" : " (data: {})"),
                        base::pointer_text(cause.example.data_pointer));
  }
  return text + fmt::format(fmt::runtime(vi ? "; đầu tiên: bản ghi {}" : "; first: record {}"),
                            cause.first + 1);
}

void report_as_json(Session const& session, bulk::RunReport const& report, double seconds) {
  data::JsonWriter json{data::JsonWriter::Layout::one_line};
  bulk::Tally const& tally = report.tally;
  json.begin_object().key("run").begin_object();
  json.key("total").number(tally.total).key("done").number(tally.done);
  json.key("failed").number(tally.failed).key("skipped").number(tally.skipped);
  json.key("left").number(tally.left()).key("stopped").boolean(report.stopped);
  json.key("seconds").raw(fmt::format("{:.3f}", seconds));
  json.key("causes").begin_list();
  for (bulk::Cause const& cause : report.causes) {
    json.begin_object().key("count").number(cause.count).key("first").number(cause.first);
    json.key("varies").boolean(cause.varies);
    json.key("example").raw(base::to_json(cause.example, session.language())).end_object();
  }
  json.end_list().end_object().end_object();
  print(json.take());
}

// As a shell takes it: what is more than letters stands in single quotes.
std::string quoted(std::string const& argument) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=,:+@%";
  if (!argument.empty() && argument.find_first_not_of(kPlain) == std::string::npos) {
    return argument;
  }
  std::string out = "'";
  for (char const c : argument) {
    out += c == '\'' ? std::string{"'\\''"} : std::string(1, c);
  }
  return out + "'";
}

}  // namespace

void report_run(Session const& session, bulk::RunReport const& report, double seconds) {
  if (session.errors == "json") {
    report_as_json(session, report, seconds);
    return;
  }
  Language const language = session.language();
  if (!session.quiet || report.tally.failed > 0) {
    print("thethuc: " + tally_text(report.tally, seconds, language));
  }
  std::size_t const shown = std::min(report.causes.size(), kMostCauses);
  for (std::size_t i = 0; i < shown; ++i) {
    print(cause_text(report.causes[i], language));
    if (std::string const hint = base::hint(report.causes[i].example, language); !hint.empty()) {
      print(fmt::format("      {}: {}", language == Language::vi ? "gợi ý" : "hint", hint));
    }
  }
  if (report.causes.size() > shown) {
    std::size_t const others = report.causes.size() - shown;
    print(fmt::format(
        fmt::runtime(language == Language::vi ? "  … và {} nguyên nhân khác, xem danh mục"
                     : others == 1            ? "  … and {} other cause, see the manifest"
                                              : "  … and {} other causes, see the manifest"),
        others));
  }
}

std::string going_on_command(std::vector<std::string> const& arguments) {
  std::string command = "thethuc";
  for (std::string const& argument : arguments) {
    command += ' ' + quoted(argument);
  }
  bool const resumes = std::find(arguments.begin(), arguments.end(), "--resume") != arguments.end();
  return command + (resumes ? "" : " --resume");
}

void report_no_worker(Session const& session,
                      std::string const& address,
                      std::string const& folder) {
  if (::isatty(STDERR_FILENO) == 1) {
    std::fputs("\r\x1b[K", stderr);  // the bar is drawn again below
  }
  std::string const command =
      fmt::format("thethuc worker --broker {} -o {}", quoted(address), quoted(folder));
  session.report_failure(
      "no_worker",
      session.language() == Language::vi
          ? fmt::format("chưa có worker nào ở {}, các bản ghi đang chờ; chạy một worker ở máy này "
                        "hay ở máy khác dùng chung thư mục: {}",
                        address,
                        command)
          : fmt::format("no worker is at {}, the records wait; start one on this machine or on "
                        "another that shares the folder: {}",
                        address,
                        command));
}

void report_how_to_go_on(Session const& session) {
  std::string const command = going_on_command(session.arguments);
  session.report_failure(
      "stopped",
      session.language() == Language::vi ? "chạy tiếp bằng: " + command : "to go on: " + command);
}

}  // namespace thethuc::cli
