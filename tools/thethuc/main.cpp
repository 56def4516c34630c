#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <new>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/output_file.h"
#include "convert/converter.h"
#include "log.h"
#include "session.h"

namespace thethuc::cli {

namespace {

constexpr char const* kFooter = R"(
Example:
  thethuc render bao-cao samples/bao-cao/son-phu-quy-3-2021.json -o bao-cao.docx

Exit status: 0 done, 1 the input is at fault (template, data, document), 2 wrong usage,
3 the environment is at fault (disk, memory, LibreOffice), 5 `check` found errors or `diff` found
differences. `thethuc SUBCOMMAND --help` tells more.)";

// A descriptor of 0, 1 or 2 that the caller has closed would be taken by the next file opened, and
// our messages would end in a document. The substitutes fail: what is read from or written to them
// is reported.
void occupy_standard_descriptors() {
  for (int const wanted : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(wanted, F_GETFD) < 0) {
      int const opened = ::open("/dev/null", wanted == STDIN_FILENO ? O_WRONLY : O_RDONLY);
      if (opened >= 0 && opened != wanted) {
        ::dup2(opened, wanted);
        ::close(opened);
      }
    }
  }
}

struct Chosen {
  CLI::App const* command;
  std::string name;  // "thethuc templates show": what to ask for --help
};

Chosen chosen_command(CLI::App const& app) {
  Chosen chosen{&app, app.get_name()};
  while (!chosen.command->get_subcommands().empty()) {
    chosen.command = chosen.command->get_subcommands().front();
    chosen.name += " " + chosen.command->get_name();
  }
  return chosen;
}

// CLI11 says only that a subcommand is required when it does not know the one that is there. ""
// when that is not the case.
std::string unknown_subcommand(Chosen const& chosen, base::Language language) {
  std::vector<std::string> known;
  for (CLI::App const* command : chosen.command->get_subcommands(nullptr)) {
    known.push_back(command->get_name());
  }
  std::vector<std::string> const rest = chosen.command->remaining();
  if (known.empty() || rest.empty() || rest.front().substr(0, 1) == "-") {
    return "";
  }
  bool const vi = language == base::Language::vi;
  std::string text = fmt::format(
      fmt::runtime(vi ? "cần một trong {}, nhưng đây là {}" : "expected one of {}, found {}"),
      fmt::join(known, ", "),
      rest.front());
  if (auto const nearest = base::nearest_name(rest.front(), known)) {
    text +=
        fmt::format(fmt::runtime(vi ? "; có phải ý bạn là {}?" : "; did you mean {}?"), *nearest);
  }
  return text;
}

int report_parse_error(CLI::App const& app, CLI::ParseError const& error, Session const& session) {
  if (error.get_exit_code() == 0) {  // --help, --version
    std::ostringstream text;
    app.exit(error, text, text);
    write_output("-", text.str());
    return kDone;
  }
  base::Language const language = session.language();
  Chosen const chosen = chosen_command(app);
  std::string problem = unknown_subcommand(chosen, language);
  if (problem.empty()) {
    problem = error.what();
  }
  session.report_failure("usage",
                         language == base::Language::vi
                             ? fmt::format("dùng sai: {}; xem {} --help", problem, chosen.name)
                             : fmt::format("wrong usage: {}; see {} --help", problem, chosen.name));
  return kWrongUsage;
}

int run(int argc, char** argv) {
  Session session;
  try {
    CLI::App app{"Fills Word templates in the Vietnamese administrative layout from JSON.",
                 "thethuc"};
    app.set_version_flag("--version", "thethuc " THETHUC_VERSION);
    app.require_subcommand(1);
    app.footer(kFooter);
    add_common_options(app, session);
    add_render(app, session);
    add_inspect(app, session);
    add_check(app, session);
    add_convert(app, session);
    add_diff(app, session);
    add_unpack(app, session);
    add_pack(app, session);
    add_templates(app, session);
    try {
      app.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
      return report_parse_error(app, error, session);
    }
    start_log(session.verbosity, session.log_json);
    return session.command();
  } catch (UsageError const& error) {
    session.report_failure("usage", error.text(session.language()));
    return kWrongUsage;
  } catch (convert::Unavailable const& error) {
    session.report_failure("environment", error.text(session.language()));
  } catch (base::EnvironmentError const& error) {
    session.report_failure("environment", error.what());
  } catch (std::filesystem::filesystem_error const& error) {
    session.report_failure("environment", error.what());
  } catch (std::bad_alloc const&) {
    session.report_failure(
        "environment",
        session.language() == base::Language::vi ? "không đủ bộ nhớ" : "out of memory");
  } catch (std::exception const& error) {
    session.report_failure("environment", fmt::format("internal error: {}", error.what()));
  }
  return kEnvironmentAtFault;
}

}  // namespace

}  // namespace thethuc::cli

int main(int argc, char** argv) {
  thethuc::cli::occupy_standard_descriptors();
  thethuc::base::remove_unfinished_on_signals();
  return thethuc::cli::run(argc, argv);
}
