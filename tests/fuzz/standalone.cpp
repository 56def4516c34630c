// A driver for fuzz targets without libFuzzer, so that each has a short run in the ordinary tests,
// whatever the compiler: runs the target over all inputs of a corpus and over mutations of them,
// always the same ones. Understands the options of libFuzzer that the tests give (README.md).
//
// An input on which the target dies, or takes too long, is left in the file
// crash-<target>-<number> of the working folder.

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/dictionary.h"
#include "fuzz/laws.h"

#ifdef THETHUC_SANITIZED
#include <sanitizer/common_interface_defs.h>
#endif

using namespace thethuc;
namespace fs = std::filesystem;

namespace {

// What the engine may take for one input: 2 s, and ten times that under sanitizers, on machines
// that do other work beside.
constexpr int kMostSeconds = 20;  // of the processor
constexpr rlim_t kMostMemory = 256u << 20;

struct Options {
  std::size_t runs = 0;  // mutations, beside the corpus
  std::size_t max_length = 4096;
  unsigned seed = 1;
  std::vector<std::string> words;  // of the dictionary
  std::vector<fs::path> corpora;
};

// --- the input of the moment, kept when the process dies

std::string_view current;
std::size_t current_number = 0;

// Set beforehand: a signal handler may call little.
std::array<char, 256> crash_name;

void name_crash() {
  std::snprintf(crash_name.data(),
                crash_name.size(),
                "crash-%s-%zu",
                program_invocation_short_name,
                current_number);
}

void say(std::string_view text) {
  if (::write(STDERR_FILENO, text.data(), text.size()) < 0) {
    std::_Exit(1);
  }
}

void keep_current() {
  int const file = ::open(crash_name.data(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file >= 0 && ::write(file, current.data(), current.size()) >= 0) {
    say("the input is in ");
    say(crash_name.data());
    say("\n");
  }
}

extern "C" void on_signal(int number) {
  if (number == SIGPROF) {
    say("one input took too long\n");
  }
  keep_current();
  std::_Exit(1);
}

void watch() {
  static std::array<char, 1u << 16> stack;  // a stack that ran over cannot hold the handler
  stack_t const other{stack.data(), 0, stack.size()};
  ::sigaltstack(&other, nullptr);
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_ONSTACK;
#ifdef THETHUC_SANITIZED
  __sanitizer_set_death_callback(keep_current);
  constexpr std::array kSignals = {SIGABRT, SIGPROF};  // the others are the sanitizer's
#else
  constexpr std::array kSignals = {SIGABRT, SIGPROF, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
  // The memory of sanitizers is beyond bounds.
  rlimit const memory{kMostMemory, kMostMemory};
  ::setrlimit(RLIMIT_DATA, &memory);
#endif
  for (int const number : kSignals) {
    ::sigaction(number, &action, nullptr);
  }
}

void run(std::string_view input) {
  current = input;
  ++current_number;
  name_crash();
  itimerval timer{};
  timer.it_value.tv_sec = kMostSeconds;
  ::setitimer(ITIMER_PROF, &timer, nullptr);
  // Memory that ends where the input ends, so that reading beyond is seen.
  std::vector<std::uint8_t> const exact(input.begin(), input.end());
  LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

// --- inputs

std::string content_of(fs::path const& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) {
    throw std::runtime_error("cannot read " + path.string());
  }
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::vector<std::string> inputs_of(std::vector<fs::path> const& corpora) {
  std::vector<fs::path> files;
  for (fs::path const& corpus : corpora) {
    for (fs::directory_entry const& entry : fs::recursive_directory_iterator{corpus}) {
      if (entry.is_regular_file()) {
        files.push_back(entry.path());
      }
    }
  }
  std::sort(files.begin(), files.end());
  std::vector<std::string> out;
  for (fs::path const& file : files) {
    out.push_back(content_of(file));
  }
  return out;
}

class Mutator {
 public:
  Mutator(Options const& options, std::vector<std::string> const& inputs)
      : options_(options), inputs_(inputs), random_(options.seed) {}

  std::string next() {
    std::string out = inputs_[below(inputs_.size())];
    out.resize(std::min(out.size(), options_.max_length));
    for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
      change(out);
    }
    out.resize(std::min(out.size(), options_.max_length));
    return out;
  }

 private:
  // std::uniform_int_distribution is not the same everywhere.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(random_()) % count; }

  void change(std::string& text) {
    std::size_t const at = below(text.size() + 1);
    std::string const& other = inputs_[below(inputs_.size())];
    switch (below(8)) {
      case 0:
        text.erase(at, 1 + below(8));
        break;
      case 1:
        text.erase(at, below(text.size() + 1));
        break;
      case 2:
        text.insert(at, 1, static_cast<char>(below(256)));
        break;
      case 3:
        text.replace(at, 1, 1, static_cast<char>(below(256)));
        break;
      case 4:  // again, and perhaps often
        text.insert(at, repeated(text.substr(at, 1 + below(32))));
        break;
      case 5:
        text.insert(at, other.substr(below(other.size() + 1), 1 + below(64)));
        break;
      default:
        text.insert(at,
                    options_.words.empty() ? "0" : options_.words[below(options_.words.size())]);
    }
  }

  std::string repeated(std::string const& text) {
    std::string out;
    for (std::size_t count = below(8) == 0 ? 100 : 1; count > 0; --count) {
      out += text;
    }
    return out;
  }

  Options const& options_;
  std::vector<std::string> const& inputs_;
  std::mt19937 random_;
};

Options options_of(int argc, char** argv) {
  Options out;
  for (int i = 1; i < argc; ++i) {
    std::string const argument = argv[i];
    std::size_t const equals = std::min(argument.find('='), argument.size());
    std::string const name = argument.substr(0, equals);
    std::string const value = argument.substr(std::min(equals + 1, argument.size()));
    if (name == "-runs") {
      out.runs = std::stoul(value);
    } else if (name == "-seed") {
      out.seed = static_cast<unsigned>(std::stoul(value));
    } else if (name == "-max_len") {
      out.max_length = std::stoul(value);
    } else if (name == "-dict") {
      out.words = fuzz::dictionary_words(content_of(value));
    } else if (!argument.starts_with('-')) {
      out.corpora.emplace_back(argument);
    } else if (name != "-timeout" && !name.ends_with("_limit_mb")) {
      throw std::runtime_error("unknown option " + argument);
    }
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) try {
  Options const options = options_of(argc, argv);
  std::vector<std::string> const inputs = inputs_of(options.corpora);
  if (inputs.empty()) {
    throw std::runtime_error("no inputs");
  }
  watch();
  for (std::string const& input : inputs) {
    run(input);
  }
  Mutator mutator{options, inputs};
  for (std::size_t i = 0; i < options.runs; ++i) {
    run(mutator.next());
  }
  std::printf("%zu inputs and %zu mutations of them\n", inputs.size(), options.runs);
  return 0;
} catch (std::exception const& problem) {
  std::fprintf(stderr, "%s\n", problem.what());
  if (current_number > 0) {
    keep_current();
  }
  return 1;
}
