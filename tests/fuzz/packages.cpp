#include "fuzz/packages.h"

#include <utility>

#include "fuzz/laws.h"

namespace thethuc::fuzz {

namespace {

void check_same(opc::Relationships const& before,
                opc::Relationships const& after,
                std::string_view part) {
  law(before.all().size() == after.all().size(), "all relationships come back", part);
  for (std::size_t i = 0; i < before.all().size(); ++i) {
    opc::Relationship const& a = before.all()[i];
    opc::Relationship const& b = after.all()[i];
    law(a.id == b.id && a.type == b.type && a.target == b.target && a.is_external == b.is_external,
        "a relationship comes back as it was",
        a.id);
  }
}

void check_same(opc::Package const& before, opc::Package const& after) {
  law(before.parts().size() == after.parts().size(), "all parts come back");
  check_same(before.relationships(""), after.relationships(""), "the package");
  for (std::size_t i = 0; i < before.parts().size(); ++i) {
    opc::Part const& a = before.parts()[i];
    opc::Part const& b = after.parts()[i];
    law(a.name == b.name && a.content_type == b.content_type && a.bytes == b.bytes,
        "a part comes back as it was",
        a.name + " " + a.content_type + " / " + b.name + " " + b.content_type);
    check_same(before.relationships(a.name), after.relationships(a.name), a.name);
  }
}

}  // namespace

std::optional<opc::Package> package_of_text(std::string_view input, base::Diagnostics& out) {
  std::vector<opc::Package::File> files;
  for (auto const& [name, bytes] : pieces_of(input).named) {
    files.push_back({std::string{name}, std::string{bytes}});
  }
  return opc::Package::from_files(std::move(files), "mau.docx", {}, out);
}

void check_read(std::optional<opc::Package> const& package, base::Diagnostics const& found) {
  check_findings(found, !package);
  if (!package) {
    return;
  }
  law(package->find(package->main_part()) != nullptr, "the main part is there");
  base::Diagnostics again_found;
  auto const again =
      opc::Package::read(opc::write_package(*package, 1), "mau.docx", own_limits(), again_found);
  law(again && again_found.empty(),
      "a package that we write reads without a finding",
      again_found.to_text(base::Language::en));
  check_same(*package, *again);
}

std::optional<opc::Package> check_package(std::string_view archive) {
  base::Diagnostics found;
  auto package = opc::Package::read(archive, "mau.docx", {}, found);
  check_read(package, found);
  return package;
}

}  // namespace thethuc::fuzz
