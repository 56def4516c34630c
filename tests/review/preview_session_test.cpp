// Sessions with a layouter that only pretends, so that each step is the test's.

#include "review/preview_session.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>

#include <catch2/catch.hpp>

#include "library/template_folders.h"

using namespace thethuc;
using namespace std::chrono_literals;
using library::testing::document_xml;
using library::testing::TemplateFolders;
using review::PreviewLayout;
using review::PreviewSession;
using review::PreviewSettings;
using review::PreviewState;
using State = std::shared_ptr<PreviewState const>;

namespace fs = std::filesystem;

namespace {

// What a fake layouter is told to do, and what it did.
struct Script {
  std::mutex mutex;
  std::condition_variable changed;
  bool is_held = false;  // lay_out() waits while this is set
  int begun = 0;
  int drawn = 0;
  std::function<PreviewLayout()> answer = [] {
    PreviewLayout made;
    made.pdf = "%PDF";
    made.pages = 2;
    return made;
  };

  void hold(bool held) {
    std::lock_guard const lock{mutex};
    is_held = held;
    changed.notify_all();
  }
  void wait_begun(int count) {
    std::unique_lock lock{mutex};
    REQUIRE(changed.wait_for(lock, 30s, [&] { return begun >= count; }));
  }
};

class FakeLayouter : public review::PageLayouter {
 public:
  explicit FakeLayouter(Script& script) : script_(script) {}
  PreviewLayout lay_out(std::string_view, std::string const&) override {
    std::unique_lock lock{script_.mutex};
    ++script_.begun;
    script_.changed.notify_all();
    script_.changed.wait(lock, [&] { return !script_.is_held; });
    return script_.answer();
  }
  std::string draw(std::string_view, int page, double) override {
    std::lock_guard const lock{script_.mutex};
    ++script_.drawn;
    return "png of " + std::to_string(page);
  }

 private:
  Script& script_;
};

struct Preview {
  explicit Preview(std::function<void(PreviewSettings&)> const& change = [](PreviewSettings&) {}) {
    folders.write("du-lieu.json", R"({"ho_ten":"Nguyễn Văn A"})");
    settings.input.reference = "thu";
    settings.input.templates = folders.path();
    settings.input.data = folders.path() / "du-lieu.json";
    settings.layouter = [this] { return std::make_unique<FakeLayouter>(script); };
    settings.look_every = 5ms;
    settings.watch.settle = 20ms;
    change(settings);
  }
  ~Preview() { script.hold(false); }

  PreviewSession& start() {
    session.emplace(settings);
    return *session;
  }
  // The first state that is so. A minute is what a busy machine may need, not what it takes.
  State when(std::function<bool(PreviewState const&)> const& is_so) {
    auto const end = std::chrono::steady_clock::now() + 60s;
    State state = session->state();
    while (!is_so(*state) && std::chrono::steady_clock::now() < end) {
      state = session->wait_beyond(state->version, 1s);
    }
    INFO(state->diagnostics.to_text(base::Language::en));
    REQUIRE(is_so(*state));
    return state;
  }
  State done(std::uint64_t revision) {
    return when([&](PreviewState const& state) {
      return state.revision >= revision && state.stage == PreviewState::Stage::done;
    });
  }

  TemplateFolders folders;
  Script script;
  PreviewSettings settings;
  std::optional<PreviewSession> session;
};

bool has(State const& state, base::Id id) {
  for (base::Diagnostic const& d : state->diagnostics.entries()) {
    if (d.id == id) {
      return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("a session shows the document, and again when a file changes", "[review]") {
  Preview preview;
  preview.start();
  State const first = preview.done(1);
  CHECK(first->is_good());
  CHECK(first->template_name == "Thư mời");
  CHECK(first->template_id == "thu");
  CHECK(first->changed_files.empty());
  REQUIRE(first->document);
  REQUIRE(first->pages);
  REQUIRE(first->findings);
  CHECK(first->pages->revision == 1);
  CHECK(first->findings->marks.size() == first->findings->findings.entries.size());

  struct Change {
    char const* file;
    std::string content;
  };
  std::uint64_t revision = 1;
  for (Change const& change : {
           Change{"du-lieu.json", R"({"ho_ten":"Trần Thị B"})"},
           Change{"thu/document.xml", document_xml("Kính mời {{ho_ten}} và {{> dau}}")},
           Change{"_partials/dau.xml",
                  R"(<w:body xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
                     <w:p><w:r><w:t>gia đình</w:t></w:r></w:p></w:body>)"},
       }) {
    INFO(change.file);
    State const before = preview.session->state();
    preview.folders.write(change.file, change.content);
    State const after = preview.done(++revision);
    CHECK(std::any_of(after->changed_files.begin(),
                      after->changed_files.end(),
                      [&](std::string const& file) { return file.ends_with(change.file); }));
    CHECK(after->version > before->version);
    if (revision == 2) {
      CHECK(after->is_good());
      CHECK(after->document->docx != before->document->docx);
    }
  }
}

TEST_CASE("mistakes are shown, and the last good pages stay", "[review]") {
  struct Case {
    char const* name;
    std::function<void(TemplateFolders const&)> spoil;
    base::Id id;
  };
  auto const c = GENERATE(values<Case>({
      {"data cut in the middle",
       [](TemplateFolders const& f) { f.write("du-lieu.json", R"({"ho_ten":"Nguy)"); },
       base::Id::json_syntax},
      {"a value that is missing",
       [](TemplateFolders const& f) { f.write("du-lieu.json", "{}"); },
       base::Id::value_missing},
      {"data removed",
       [](TemplateFolders const& f) { fs::remove(f.path() / "du-lieu.json"); },
       base::Id::file_not_found},
      {"a section never closed",
       [](TemplateFolders const& f) {
         f.write("thu/document.xml", document_xml("{{#ho_ten}} mời"));
       },
       base::Id::section_not_closed},
      {"the template's folder moved away",
       [](TemplateFolders const& f) { fs::rename(f.path() / "thu", f.path() / "thu-cu"); },
       base::Id::template_not_found},
  }));
  DYNAMIC_SECTION(c.name) {
    Preview preview;
    preview.start();
    State const good = preview.done(1);
    c.spoil(preview.folders);
    State const broken = preview.done(2);
    CHECK_FALSE(broken->is_good());
    CHECK(has(broken, c.id));
    CHECK(broken->pages == good->pages);
    CHECK(broken->document == good->document);
    CHECK(broken->findings == good->findings);

    if (fs::exists(preview.folders.path() / "thu-cu")) {
      fs::rename(preview.folders.path() / "thu-cu", preview.folders.path() / "thu");
    }
    preview.folders.write("thu/document.xml", document_xml("Kính gửi {{ho_ten}}"));
    preview.folders.write("du-lieu.json", R"({"ho_ten":"Nguyễn Văn A"})");
    State const mended =
        preview.when([&](PreviewState const& s) { return s.pages->revision > 2 && s.is_good(); });
    CHECK(mended->diagnostics.empty());
    CHECK(mended->document->docx == good->document->docx);
  }
}

TEST_CASE("while one document is laid out, only the newest of the others waits", "[review]") {
  Preview preview;
  preview.script.hold(true);
  preview.start();
  preview.script.wait_begun(1);
  for (std::uint64_t revision = 2; revision <= 4; ++revision) {
    preview.folders.write("du-lieu.json",
                          R"({"ho_ten":"Người thứ )" + std::to_string(revision) + R"("})");
    preview.when([&](PreviewState const& s) { return s.revision == revision; });
  }
  CHECK_FALSE(preview.session->state()->pages);
  preview.script.hold(false);
  State const last = preview.done(4);
  CHECK(last->pages->revision == 4);
  CHECK(last->findings->revision == 4);
  CHECK(preview.script.begun == 2);  // the first and the last
}

TEST_CASE("without layout there are errors, findings and the document", "[review]") {
  bool is_there = false;
  Preview preview{[&](PreviewSettings& settings) {
    settings.layouter = [&, make = settings.layouter]() {
      if (!is_there) {
        throw convert::Unavailable{{"cài LibreOffice", "install LibreOffice"}};
      }
      return make();
    };
  }};
  preview.start();
  State const state = preview.done(1);
  CHECK(state->is_good());
  REQUIRE(state->unavailable);
  CHECK(state->unavailable->vi == "cài LibreOffice");
  CHECK_FALSE(state->pages);
  REQUIRE(state->findings);
  CHECK_FALSE(state->findings->has_pages);
  CHECK(state->document);

  is_there = true;  // installed meanwhile
  preview.folders.write("du-lieu.json", R"({"ho_ten":"Trần Thị B"})");
  State const later = preview.done(2);
  CHECK_FALSE(later->unavailable);
  CHECK(later->pages);
}

TEST_CASE("a document that cannot be laid out is an error, and the next one is shown", "[review]") {
  Preview preview;
  preview.start();
  State const good = preview.done(1);
  {
    std::lock_guard const lock{preview.script.mutex};
    preview.script.answer = [] {
      PreviewLayout made;
      made.diagnostics.add(base::diagnose(base::Id::file_not_found));
      return made;
    };
  }
  preview.folders.write("du-lieu.json", R"({"ho_ten":"Trần Thị B"})");
  State const broken = preview.done(2);
  CHECK_FALSE(broken->is_good());
  CHECK(broken->pages == good->pages);
  CHECK(broken->document->revision == 2);
}

TEST_CASE("page images are drawn when they are asked for, and kept", "[review]") {
  Preview preview;
  PreviewSession& session = preview.start();
  State const state = preview.done(1);
  CHECK(preview.script.drawn == 0);
  CHECK(*session.draw(*state->pages, 2, 96) == "png of 2");
  CHECK(*session.draw(*state->pages, 2, 96) == "png of 2");
  CHECK(preview.script.drawn == 1);
  CHECK(*session.draw(*state->pages, 2, 144) == "png of 2");
  CHECK(preview.script.drawn == 2);
  CHECK_FALSE(session.draw(*state->pages, 3, 96));
  CHECK_FALSE(session.draw(*state->pages, 0, 96));
}

TEST_CASE("pictures that the data names are watched, also those that are not there", "[review]") {
  Preview preview;
  preview.folders.write("thu/document.xml",
                        document_xml("Kính gửi {{ho_ten}} {{&dau | anh: 30mm}}"));
  preview.folders.write("du-lieu.json", R"({"ho_ten":"A","dau":"dau.png"})");
  preview.start();
  State const before = preview.done(1);
  preview.folders.write("dau.png", "no picture at all");
  State const after = preview.done(2);
  REQUIRE(after->changed_files.size() == 1);
  CHECK(fs::path{after->changed_files[0]}.filename() == "dau.png");
}

TEST_CASE("stop ends all waiting", "[review]") {
  Preview preview;
  PreviewSession& session = preview.start();
  preview.done(1);
  session.stop();
  State const state = session.wait_beyond(1'000'000, 24h);
  CHECK(state->version < 1'000'000);
  CHECK(session.is_stopped());
}
