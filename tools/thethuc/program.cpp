#include "program.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <new>
#include <sstream>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "log.h"
#include "usage_words.h"

namespace thethuc::cli {

namespace {

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
    problem = usage_words(error.what(), language);
  }
  session.report_failure("usage",
                         language == base::Language::vi
                             ? fmt::format("dùng sai: {}; xem {} --help", problem, chosen.name)
                             : fmt::format("wrong usage: {}; see {} --help", problem, chosen.name));
  return kWrongUsage;
}

// What --lang says, wherever it stands: a mistake may end the parsing before it is reached.
std::string asked_language(std::vector<std::string> const& arguments) {
  constexpr std::string_view kOption = "--lang";
  std::string asked;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    std::string_view const argument = arguments[i];
    if (argument == kOption && i + 1 < arguments.size()) {
      asked = arguments[i + 1];
    } else if (argument.starts_with("--lang=")) {
      asked = argument.substr(kOption.size() + 1);
    }
  }
  return asked == "vi" || asked == "en" ? asked : "";
}

std::string file_failure(std::filesystem::filesystem_error const& error, base::Language language) {
  base::Words const why = base::system_words(error.code().value());
  return fmt::format(
      "{}: {}", error.path1().string(), language == base::Language::vi ? why.vi : why.en);
}

}  // namespace

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

int run_program(int argc,
                char** argv,
                std::string const& description,
                std::string const& name,
                AddCommands const& add_commands) {
  Session session;
  try {
    session.arguments.assign(argv + 1, argv + argc);
    session.language_name = asked_language(session.arguments);
    CLI::App app{description, name};
    app.set_version_flag("--version", "thethuc " THETHUC_VERSION);
    add_commands(app, session);
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
  } catch (base::EnvironmentError const& error) {
    session.report_failure("environment", error.text(session.language()));
  } catch (std::filesystem::filesystem_error const& error) {
    session.report_failure("environment", file_failure(error, session.language()));
  } catch (std::bad_alloc const&) {
    session.report_failure(
        "environment",
        session.language() == base::Language::vi ? "không đủ bộ nhớ" : "out of memory");
  } catch (std::exception const& error) {
    session.report_failure("environment", fmt::format("internal error: {}", error.what()));
  }
  return kEnvironmentAtFault;
}

}  // namespace thethuc::cli
