#include "convert/profile.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "base/environment_error.h"

namespace thethuc::convert {

namespace {

struct Setting {
  std::string_view node;
  std::string_view name;
  std::string_view value;
};

constexpr Setting kSettings[] = {
    {"/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"},
    {"/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"},
    // Neither pictures on a server nor files of this machine that a document links to.
    {"/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"},
    {"/org.openoffice.Office.Common/Security/Scripting", "SecureURL", ""},
    {"/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"},
    {"/org.openoffice.Office.Writer/Content/Update", "Link", "2"},  // never
    {"/org.openoffice.Office.Recovery/AutoSave", "Enabled", "false"},
    {"/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"},
    {"/org.openoffice.Office.Common/Misc", "FirstRun", "false"},
    {"/org.openoffice.Office.Common/Misc", "UseLocking", "false"},
    {"/org.openoffice.Office.Common/Save/Document", "CreateBackup", "false"},
    {"/org.openoffice.Office.Common/Save/Document", "AutoSave", "false"},
    {"/org.openoffice.Office.Common/History", "PickListSize", "0"},
    {"/org.openoffice.Office.Linguistic/General", "IsSpellAuto", "false"},
    {"/org.openoffice.Office.Common/VCL", "DisableOpenGL", "true"},
    {"/org.openoffice.Office.Common/Misc", "UseOpenCL", "false"},
    {"/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"},
    // The version that used this profile last, above any there is. After an older one, and a
    // profile of ours tells none, each start draws a hundred pictures to try the machine's
    // graphics: a third of a start, and 140 MB touched that no document needs.
    {"/org.openoffice.Setup/Product", "ooSetupLastVersion", "9999.9"},
};

std::filesystem::path settings_file(std::filesystem::path const& folder) {
  return folder / "user" / "registrymodifications.xcu";
}

}  // namespace

bool is_hardened(std::filesystem::path const& folder) {
  std::ifstream file{settings_file(folder), std::ios::binary};
  std::string const text{std::istreambuf_iterator<char>{file}, {}};
  return std::all_of(std::begin(kSettings), std::end(kSettings), [&](Setting const& setting) {
    return text.find(fmt::format("oor:name=\"{}\"", setting.name)) != std::string::npos;
  });
}

void write_profile(std::filesystem::path const& folder) {
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\" "
      "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" "
      "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n";
  for (Setting const& setting : kSettings) {
    xml += fmt::format(
        "<item oor:path=\"{}\"><prop oor:name=\"{}\" oor:op=\"fuse\"><value>{}</value></prop>"
        "</item>\n",
        setting.node,
        setting.name,
        setting.value);
  }
  xml += "</oor:items>\n";
  std::filesystem::create_directories(folder / "user");
  std::ofstream file{settings_file(folder), std::ios::binary};
  file << xml;
  file.close();
  if (!file) {
    throw base::EnvironmentError(fmt::format("cannot write into {}", folder.string()));
  }
}

}  // namespace thethuc::convert
