#include "library/locations.h"

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include <catch2/catch.hpp>

#include "base/environment_error.h"
#include "library/library.h"
#include "template_folders.h"

using thethuc::base::EnvironmentError;
using thethuc::library::find_profiles_folder;
using thethuc::library::is_path_reference;
using thethuc::library::templates_folder;
using thethuc::library::testing::TemplateFolders;

namespace {

namespace fs = std::filesystem;

// The variable and the working folder as they were, whatever the test does.
class Surroundings {
 public:
  Surroundings() : folder_(fs::current_path()) {
    if (char const* value = std::getenv("THETHUC_TEMPLATES")) {
      variable_ = value;
    }
    ::unsetenv("THETHUC_TEMPLATES");
  }
  ~Surroundings() {
    fs::current_path(folder_);
    variable_ ? ::setenv("THETHUC_TEMPLATES", variable_->c_str(), 1)
              : ::unsetenv("THETHUC_TEMPLATES");
  }
  Surroundings(Surroundings const&) = delete;
  Surroundings& operator=(Surroundings const&) = delete;

 private:
  fs::path folder_;
  std::optional<std::string> variable_;
};

}  // namespace

TEST_CASE("the templates folder: option, variable, working folder", "[locations]") {
  Surroundings const surroundings;
  TemplateFolders const option;
  TemplateFolders const variable;
  TemplateFolders const here;
  fs::create_directory(here.path() / "templates");
  fs::current_path(here.path());

  CHECK(templates_folder(std::nullopt) == "templates");
  ::setenv("THETHUC_TEMPLATES", "", 1);
  CHECK(templates_folder(std::nullopt) == "templates");
  ::setenv("THETHUC_TEMPLATES", variable.path().c_str(), 1);
  CHECK(templates_folder(std::nullopt) == variable.path());
  CHECK(templates_folder(option.path()) == option.path());
}

TEST_CASE("a templates folder that is named and absent is an error, not passed over",
          "[locations]") {
  Surroundings const surroundings;
  TemplateFolders const here;
  fs::create_directory(here.path() / "templates");
  fs::current_path(here.path());
  CHECK_THROWS_AS(templates_folder(here.path() / "absent"), EnvironmentError);
  ::setenv("THETHUC_TEMPLATES", "absent", 1);
  CHECK_THROWS_WITH(templates_folder(std::nullopt), Catch::Contains("absent (THETHUC_TEMPLATES)"));
}

TEST_CASE("no templates folder at all", "[locations]") {
  Surroundings const surroundings;
  TemplateFolders const here;
  fs::current_path(here.path());
  CHECK_THROWS_WITH(templates_folder(std::nullopt), Catch::Contains("share/thethuc/templates"));
  CHECK_FALSE(thethuc::library::find_templates_folder(std::nullopt));
}

TEST_CASE("the profiles folder is found as that of the templates is", "[locations]") {
  Surroundings const surroundings;
  TemplateFolders const here;
  TemplateFolders const option;
  fs::current_path(here.path());
  CHECK_FALSE(find_profiles_folder(std::nullopt));
  fs::create_directory(here.path() / "profiles");
  CHECK(find_profiles_folder(std::nullopt) == "profiles");
  CHECK(find_profiles_folder(option.path()) == option.path());
  CHECK_THROWS_WITH(find_profiles_folder("absent"), Catch::Contains("absent (--profiles)"));
}

TEST_CASE("a reference is a path or an id", "[locations]") {
  struct Case {
    char const* reference;
    bool is_path;
  };
  auto const c = GENERATE(values<Case>({
      {"bao-cao", false},
      {"mau.docx", true},
      {"MẪU.DOCX", true},
      {".docx", true},
      {"mau.dotx", true},
      {"MẪU.DotX", true},
      {"dotx", false},
      {"mau.dotm", false},
      {"./bao-cao", true},
      {"templates/", true},
      {"docx", false},
      {"mau.docxx", false},
      {"ẫdocx", false},
      {"", false},
  }));
  DYNAMIC_SECTION(c.reference) {
    CHECK(is_path_reference(c.reference) == c.is_path);
  }
}
