// Documents of the library's templates, joined with each other. The working folder is the
// repository's root.

#include <algorithm>
#include <string>
#include <vector>

#include "../samples/rendered_sample.h"
#include "joining.h"

using namespace thethuc;
using namespace thethuc::test;

namespace {

// One sample of each template, rendered.
std::vector<std::string> of_each_template() {
  std::vector<std::string> out;
  std::string last;
  for (Sample const& sample : all_samples()) {
    if (sample.template_id != last) {
      out.push_back(rendered(sample));
    }
    last = sample.template_id;
  }
  return out;
}

std::string bytes_joined(std::vector<std::string const*> const& documents) {
  bulk::Merger merger;
  base::Diagnostics diagnostics;
  for (std::string const* const document : documents) {
    REQUIRE(merger.add(*document, "x.docx", diagnostics));
  }
  INFO(diagnostics.to_text(base::Language::en));
  CHECK(!diagnostics.has_errors());
  return merger.finish(1);
}

}  // namespace

TEST_CASE("every template's sample joined with every other's is sound, and says what both say",
          "[samples]") {
  std::vector<std::string> const documents = of_each_template();
  REQUIRE(documents.size() > 20);
  for (std::string const& first : documents) {
    for (std::string const& second : documents) {
      std::string const all = bytes_joined({&first, &second});
      INFO(&first - documents.data() << " and " << &second - documents.data());
      // Without copying thousands of texts into messages.
      bool const says_both = text_of(all) == text_of(first) + "\n" + text_of(second);
      CHECK(says_both);
      CHECK(defects_of(all) == std::vector<std::string>{});
    }
  }
}

TEST_CASE("all samples in one are sound, whichever comes first", "[samples]") {
  std::vector<std::string> documents;
  std::string words;
  for (Sample const& sample : all_samples()) {
    documents.push_back(rendered(sample));
    words += (words.empty() ? "" : "\n") + text_of(documents.back());
  }
  Joined const all = joined(documents);
  bool const says_all = text_of(all.docx) == words;
  CHECK(says_all);
  std::reverse(documents.begin(), documents.end());
  joined(documents);
  std::rotate(documents.begin(), documents.begin() + 9, documents.end());
  joined(documents);
}

TEST_CASE("a sample joined alone is that sample", "[samples]") {
  for (Sample const& sample : all_samples()) {
    std::string const one = rendered(sample);
    std::string const all = bytes_joined({&one});
    INFO(sample.file);
    CHECK(text_of(all) == text_of(one));
    CHECK(defects_of(all) == std::vector<std::string>{});
  }
}
