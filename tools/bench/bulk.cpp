// What `tools/bench/bulk` holds `thethuc bulk` against: the same documents written nowhere, and the
// same files made of nothing.
//   bench_bulk memory TEMPLATE.docx RECORDS.ndjson --threads N     {"documents_per_s": …}
//   bench_bulk files FOLDER --count N --bytes N --threads N        {"files_per_s": …}

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <mutex>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "bulk/run.h"
#include "library/library.h"

namespace {

using namespace thethuc;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

class Nowhere : public bulk::Output {
 public:
  bool has(std::string_view, std::string_view) override { return false; }
  void prepare(bulk::Filled& record) override {
    for (bulk::DocumentFile& file : record.files) {
      file.bytes = {};
    }
  }
  void add(bulk::Filled&) override {}
  void drop(bulk::Filled&) noexcept override {}
  void commit() override {}
  std::size_t records_per_commit() const override { return 1'000; }
  void finish(base::Diagnostics&) override {}
};

int fill_in_memory(std::string const& reference, std::string const& records, std::size_t threads) {
  base::Diagnostics diagnostics;
  auto source = library::open_template(reference, std::nullopt, diagnostics, {}, std::nullopt);
  if (!source) {
    throw std::runtime_error(diagnostics.to_text(base::Language::en));
  }
  auto const compiled =
      compile::compile(std::move(source->package), source->partials, source->options);
  bulk::FillRule rule;
  rule.compiled = compiled.compiled.get();
  bulk::RunOptions options;
  options.threads = threads;
  options.manifest = std::filesystem::temp_directory_path() /
                     fmt::format("bench-bulk-{}.manifest.ndjson", ::getpid());
  bulk::Stop const stop;
  auto const start = Clock::now();
  bulk::RunReport const report =
      bulk::run([&](base::Diagnostics& out) { return bulk::open_records(records, {}, out); },
                rule,
                [](bulk::Known const*) { return std::make_unique<Nowhere>(); },
                options,
                stop,
                [](bulk::Tally const&) {},
                diagnostics);
  double const seconds = seconds_since(start);
  std::filesystem::remove(options.manifest);
  std::filesystem::remove(bulk::fingerprint_path(options.manifest));
  if (diagnostics.has_errors() || report.tally.failed > 0) {
    throw std::runtime_error("the records cannot be filled");
  }
  fmt::print("{{\"documents_per_s\": {:.0f}}}\n", static_cast<double>(report.tally.done) / seconds);
  return 0;
}

// Files as bulk::FolderOutput makes them, and as durable, by the fewest calls: written under a
// temporary name by all threads; a thousand at a time brought to the disk, renamed, their folder
// synced.
class Files {
 public:
  Files(std::string const& folder, std::size_t bytes) : bytes_(bytes, '\0') {
    std::mt19937 random{1};
    for (char& c : bytes_) {
      c = static_cast<char>(random());
    }
    folder_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder_ < 0) {
      throw std::runtime_error("no such folder");
    }
  }
  ~Files() { ::close(folder_); }

  double make(std::size_t count, std::size_t threads) {
    auto const start = Clock::now();
    std::vector<std::jthread> running;
    for (std::size_t i = 0; i < threads; ++i) {
      running.emplace_back([this, count] { write_all(count); });
    }
    running.clear();
    commit();
    return static_cast<double>(count) / seconds_since(start);
  }

 private:
  static std::string temporary(std::size_t i) { return fmt::format(".{}.tmp", i); }

  void write_all(std::size_t count) {
    for (std::size_t i = 0; (i = next_++) < count;) {
      int const file =
          ::openat(folder_, temporary(i).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (file < 0 ||
          ::write(file, bytes_.data(), bytes_.size()) != static_cast<ssize_t>(bytes_.size())) {
        std::perror("bench_bulk");
        std::exit(3);
      }
      ::close(file);
      std::unique_lock lock{mutex_};
      written_.push_back(i);
      if (written_.size() >= 1'000 && !committing_) {
        committing_ = true;
        std::vector<std::size_t> batch = std::move(written_);
        written_.clear();
        lock.unlock();
        commit(batch);
        lock.lock();
        committing_ = false;
      }
    }
  }

  void commit() { commit(written_); }
  void commit(std::vector<std::size_t> const& batch) {
    ::syncfs(folder_);
    for (std::size_t const i : batch) {
      ::renameat(folder_, temporary(i).c_str(), folder_, fmt::format("{:06}.docx", i).c_str());
    }
    ::fsync(folder_);
  }

  std::string bytes_;
  int folder_ = -1;
  std::atomic<std::size_t> next_{0};
  std::mutex mutex_;
  std::vector<std::size_t> written_;
  bool committing_ = false;
};

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Measures what bulk runs are made of"};
  app.require_subcommand(1);
  std::size_t threads = 1;
  std::size_t count = 1'000;
  std::size_t bytes = 8'000;
  std::string first;
  std::string second;
  CLI::App* const memory = app.add_subcommand("memory");
  memory->add_option("TEMPLATE", first)->required();
  memory->add_option("RECORDS", second)->required();
  CLI::App* const files = app.add_subcommand("files");
  files->add_option("FOLDER", first)->required();
  files->add_option("--count", count);
  files->add_option("--bytes", bytes);
  for (CLI::App* const command : {memory, files}) {
    command->add_option("--threads", threads);
  }
  CLI11_PARSE(app, argc, argv);
  if (memory->parsed()) {
    return fill_in_memory(first, second, threads);
  }
  fmt::print("{{\"files_per_s\": {:.0f}}}\n", Files{first, bytes}.make(count, threads));
  return 0;
}
