#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <memory>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "base/input_file.h"
#include "base/output_file.h"
#include "laid_out.h"
#include "log.h"
#include "session.h"

namespace thethuc::cli {

namespace {

namespace fs = std::filesystem;

constexpr char const* kFooter = R"(
FILE is a .docx, a .pdf (to PNG or JSON only), or - for standard input. What comes of thu.docx is
thu.pdf, thu-1.png and so on, or thu.json, in the same folder; -o names another folder (one that
exists, or ends in /) or, for one FILE, the file itself, whose extension is the format. LibreOffice
does the layout, with a metric-compatible font for Times New Roman.

Examples:
  thethuc convert cong-van.docx
  thethuc convert *.docx -o pdf/ --pdfa 2
  thethuc convert bao-cao.docx -o trang.png --pages 1 --dpi 150

Exit status: 0 done, 1 a document is at fault (the others are converted), 2 wrong usage, 3 the
environment is at fault (disk, memory, no LibreOffice).)";

struct Arguments {
  std::vector<std::string> files;
  std::string output;
  std::string format;
  std::string title;
  bool geometry = false;
  bool alone = false;
  std::size_t jobs = 0;
  LayoutArguments layout;
};

// One FILE and what becomes of it.
struct Conversion {
  std::string file;
  fs::path target;
  base::Diagnostics found;
};

bool names_a_folder(fs::path const& path) {
  std::error_code error;
  return !path.empty() && path != "-" && (!path.has_filename() || fs::is_directory(path, error));
}

Format chosen_format(Arguments const& arguments) {
  bool const is_file = !arguments.output.empty() && !names_a_folder(arguments.output);
  auto const by_name = is_file ? format_of(arguments.output) : std::nullopt;
  if (!arguments.format.empty()) {
    Format const format = *format_from_name(arguments.format);
    if (by_name && *by_name != format) {
      throw UsageError(
          fmt::format("--format {} contradicts the output {}", arguments.format, arguments.output),
          fmt::format(
              "--format {} trái với tên tệp kết quả {}", arguments.format, arguments.output));
    }
    return format;
  }
  if (is_file && !by_name && !base::is_written_directly(arguments.output)) {
    throw UsageError(
        fmt::format(
            "expected an output that ends in .pdf, .png or .json, or a folder with / at its "
            "end, found {}",
            arguments.output),
        fmt::format("tệp kết quả phải có đuôi .pdf, .png hoặc .json, hoặc là thư mục có / ở cuối, "
                    "nhưng đây là {}",
                    arguments.output));
  }
  return by_name.value_or(Format::pdf);
}

fs::path target_of(std::string const& file, Arguments const& arguments, Format format) {
  fs::path const output = arguments.output;
  if (!output.empty() && !names_a_folder(output)) {
    return output;
  }
  if (file == "-") {
    throw UsageError("a document on standard input needs -o with the name of a file",
                     "văn bản từ đầu vào chuẩn cần -o với tên tệp kết quả");
  }
  fs::path const folder = output.empty() ? fs::path{file}.parent_path() : output;
  fs::path name = fs::path{file}.stem();
  name += extension(format);
  return folder / name;
}

[[noreturn]] void refuse_pdf(std::string const& name) {
  throw UsageError(fmt::format("{} is a PDF already; --format png and json take one", name),
                   fmt::format("{} đã là PDF; chỉ --format png và json nhận PDF", name));
}

std::vector<Conversion> plan(Arguments const& arguments, Format format) {
  bool const is_file = !arguments.output.empty() && !names_a_folder(arguments.output);
  if (is_file && arguments.files.size() > 1) {
    throw UsageError(
        fmt::format("expected a folder for the output of {} files, found {}; end it with /",
                    arguments.files.size(),
                    arguments.output),
        fmt::format("kết quả của {} tệp cần một thư mục, nhưng đây là {}; thêm / ở cuối",
                    arguments.files.size(),
                    arguments.output));
  }
  std::vector<Conversion> all;
  std::map<fs::path, std::string> taken;
  for (std::string const& file : arguments.files) {
    fs::path const target = target_of(file, arguments, format);
    if (format == Format::pdf && format_of(file) == Format::pdf) {
      refuse_pdf(file);
    }
    refuse_same_file(target, file);
    auto const [other, is_new] = taken.emplace(target.lexically_normal(), file);
    if (!is_new) {
      throw UsageError(
          fmt::format("{} and {} would both become {}", other->second, file, target.string()),
          fmt::format("{} và {} sẽ cùng thành {}", other->second, file, target.string()));
    }
    all.push_back({file, target, {}});
  }
  return all;
}

void refuse_streams(Arguments const& arguments, Format format, bool exact) {
  bool const direct = !arguments.output.empty() && base::is_written_directly(arguments.output);
  if (direct && format == Format::png && !exact) {
    throw UsageError("several pages cannot go into one stream; name one with --pages",
                     "không ghi được nhiều trang vào một luồng; chọn một trang bằng --pages");
  }
  if (direct && arguments.geometry) {
    throw UsageError("--geometry needs an output file beside which it is written",
                     "--geometry cần một tệp kết quả để ghi bên cạnh");
  }
}

void convert_one(Session const& session,
                 Arguments const& arguments,
                 Format format,
                 convert::Converter& converter,
                 Conversion& one) {
  auto const bytes = base::read_file(
      one.file, session.limits.compile.package.max_archive_bytes, "archive-bytes", one.found);
  if (!bytes) {
    return;
  }
  convert::Request request = arguments.layout.request(format);
  request.title = arguments.title;
  request.alone = arguments.alone;
  request.geometry = request.geometry || arguments.geometry;
  std::string const name = base::file_display_name(one.file);
  bool const is_pdf = bytes->starts_with("%PDF-");
  if (is_pdf && format == Format::pdf) {
    refuse_pdf(name);
  }
  convert::Result result =
      is_pdf ? converter.read_pdf(*bytes, name, request) : converter.convert(*bytes, name, request);
  one.found.add(std::move(result.diagnostics));
  if (one.found.has_errors()) {
    return;
  }
  for (auto const& written : write_laid_out(one.target, format, result, is_one_page(request))) {
    log_step(fmt::format("wrote {}", written));
  }
  if (arguments.geometry && format != Format::json) {
    fs::path beside = one.target;
    beside.replace_extension(".geometry.json");
    write_laid_out(beside, Format::json, result, true);
    log_step(fmt::format("wrote {}", beside.string()));
  }
  log_step(fmt::format("laid out {}: {} pages in {:.0f} ms, fonts {}",
                       name,
                       result.pages,
                       result.layout_ms + result.pages_ms,
                       fmt::join(result.fonts, ", ")));
}

// Converts all, `threads` at a time. What the environment does to one is told when the others are
// done.
void convert_all(Session const& session,
                 Arguments const& arguments,
                 Format format,
                 std::size_t jobs,
                 std::vector<Conversion>& all) {
  Office office{session, jobs};
  std::atomic<std::size_t> next{0};
  std::vector<std::exception_ptr> failures(all.size());
  auto const work = [&] {
    for (std::size_t i = next++; i < all.size(); i = next++) {
      try {
        convert_one(session, arguments, format, office.converter(), all[i]);
      } catch (...) {
        failures[i] = std::current_exception();
      }
    }
  };
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < jobs; ++i) {
    others.emplace_back(work);
  }
  work();
  for (std::thread& other : others) {
    other.join();
  }
  base::Diagnostics found;
  for (Conversion& one : all) {
    found.add(std::move(one.found));
  }
  bool const has_failed = std::any_of(
      failures.begin(), failures.end(), [](std::exception_ptr const& f) { return f != nullptr; });
  if (has_failed) {
    session.report(found);
    std::rethrow_exception(*std::find_if(
        failures.begin(), failures.end(), [](auto const& failure) { return failure != nullptr; }));
  }
  all.front().found = std::move(found);
}

int run(Session const& session, Arguments const& arguments) {
  Format const format = chosen_format(arguments);
  convert::Request const request = arguments.layout.request(format);
  arguments.layout.require_use(format, !arguments.title.empty());
  refuse_streams(arguments, format, is_one_page(request));
  std::vector<Conversion> all = plan(arguments, format);
  if (names_a_folder(arguments.output)) {
    make_folder(arguments.output);
  }
  std::size_t const cores = std::max(1U, std::thread::hardware_concurrency());
  std::size_t const jobs = std::min(all.size(), arguments.jobs > 0 ? arguments.jobs : cores);
  convert_all(session, arguments, format, jobs, all);
  session.report(all.front().found);
  return all.front().found.has_errors() ? kInputAtFault : kDone;
}

}  // namespace

void add_convert(CLI::App& app, Session& session) {
  auto const arguments = std::make_shared<Arguments>();
  CLI::App* const command =
      app.add_subcommand("convert", "Lay documents out: PDF, pictures of pages");
  command->add_option("FILE", arguments->files, "The documents")->required()->type_name("");
  command->add_option("-o,--output", arguments->output, "Folder, or file for one FILE")
      ->type_name("OUT");
  command->add_option("--format", arguments->format, "pdf, png (a file a page), json (geometry)")
      ->check(CLI::IsMember({"pdf", "png", "json"}));
  add_layout_options(*command, arguments->layout);
  command->add_option("--title", arguments->title, "Title in the PDF's properties")
      ->type_name("TEXT");
  command->add_flag(
      "--geometry",
      arguments->geometry,
      "Beside each result NAME.geometry.json: texts with font, size and place, lines");
  command->add_flag("--alone",
                    arguments->alone,
                    "A LibreOffice of its own for each document: strangers' documents");
  command->add_option("--jobs", arguments->jobs, "Documents at once (default: processors)")
      ->check(CLI::Range(1, 64))
      ->type_name("N");
  command->footer(kFooter);
  add_common_options(*command, session);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return run(session, *arguments); };
  });
}

}  // namespace thethuc::cli
