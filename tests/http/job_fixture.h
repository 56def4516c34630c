#pragma once

// A book of jobs in a folder of its own, and jobs of letters for it.

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <catch2/catch.hpp>

#include "base/environment_error.h"
#include "base/sha256.h"
#include "compile/template.h"
#include "http/jobs/job_book.h"
#include "http/jobs/job_runner.h"
#include "opc/zip.h"
#include "support/fill.h"
#include "support/folder_of_test.h"

namespace thethuc::test {

struct Jobs {
  http::JobLimits limits;
  FolderOfTest place;
  std::unique_ptr<http::JobBook> book;

  http::JobBook& open() {
    book.reset();
    book = std::make_unique<http::JobBook>(place.path() / "jobs", limits, nullptr);
    return *book;
  }

  static http::JobOrder order(std::string owner = "văn thư") {
    http::JobOrder made;
    made.owner = std::move(owner);
    made.template_id = "thu";
    made.version = "0123456789abcdef";
    made.library = "fedcba9876543210";
    made.is_upload = true;  // no profile is looked for
    return made;
  }

  http::JobBook::Taken take(http::JobOrder order, int records) const {
    http::JobDraft draft{book->files(), order.records, letters(records)};
    return book->take(draft, std::move(order), static_cast<std::uint64_t>(records));
  }
  // One that must be taken; its id.
  std::string taken(http::JobOrder order = Jobs::order(), int records = 3) const {
    auto const made = take(std::move(order), records);
    REQUIRE(made.refusal == http::JobBook::Refusal::none);
    return made.job.id;
  }

  static std::string letters(int count) {
    std::string all;
    for (int i = 0; i < count; ++i) {
      all += "{\"ten\":\"thu " + std::to_string(i) + "\"}\n";
    }
    return all;
  }

  bool has_files(std::string const& id) const {
    return std::filesystem::exists(book->files().of(id).folder);
  }

  // Waits until the job is so; fails when that takes minutes.
  template <typename Is>
  http::Job when(std::string const& id, Is const& is) const {
    for (int i = 0; i < 40'000; ++i) {
      auto const job = book->find(id);
      REQUIRE(job);
      if (is(*job)) {
        return *job;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    FAIL("in vain: " << http::job_state_name(book->find(id)->state));
    return {};
  }
  http::Job ended(std::string const& id) const {
    return when(id, [](http::Job const& job) { return !job.is_unfinished(); });
  }

  // The archive's entries by name; each once.
  std::map<std::string, std::string> entries(std::string const& id) const {
    std::ifstream in{book->files().of(id).result(), std::ios::binary};
    std::string const bytes{std::istreambuf_iterator<char>{in}, {}};
    base::Diagnostics found;
    opc::Limits zip_limits;
    zip_limits.max_entries = 100'000;
    auto const read = opc::read_zip(bytes, "result.zip", zip_limits, found);
    INFO(found.to_text(base::Language::en));
    REQUIRE(read);
    std::map<std::string, std::string> all;
    for (opc::ZipEntry const& entry : *read) {
      CHECK(all.emplace(entry.name, entry.bytes).second);
    }
    return all;
  }
};

inline std::shared_ptr<compile::CompiledTemplate const> letter_template() {
  static compile::Result const kLetter = compile_body("Kính gửi {{ten}}");
  REQUIRE(kLetter.compiled);
  return kLetter.compiled;
}

}  // namespace thethuc::test
