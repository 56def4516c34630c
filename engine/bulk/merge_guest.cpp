#include "bulk/merge_guest.h"

#include <algorithm>

#include "opc/part_types.h"

namespace thethuc::bulk {
namespace {

// What a document has of its own, under the names that we and Word give it. Under others it is
// looked at as a part like any other: slower, and just as right.
std::string Stories::*story_of(std::string_view name) {
  return name == "word/document.xml"    ? &Stories::main
         : name == "word/footnotes.xml" ? &Stories::footnotes
         : name == "word/endnotes.xml"  ? &Stories::endnotes
         : name == "word/comments.xml"  ? &Stories::comments
                                        : nullptr;
}

// Title, author, dates: the joined document has those of the first.
bool is_property(std::string_view name) {
  return name == "docProps/core.xml" || name == "docProps/app.xml";
}

std::string bytes_of(opc::Package const& package, std::string const& part_name) {
  opc::Part const* const part = package.find(part_name);
  return part ? part->bytes : std::string{};
}

}  // namespace

std::string part_of_kind(opc::Package const& package, std::string_view kind) {
  opc::Relationship const* const relationship =
      package.relationships(package.main_part())
          .by_type(std::string{opc::kOfficeRelationships}.append(kind));
  return relationship && !relationship->is_external
             ? opc::Package::target_part(package.main_part(), *relationship)
             : std::string{};
}

Shape::Shape(compile::MergeTarget& target,
             opc::Package guest,
             std::vector<opc::ZipEntry> entries,
             std::shared_ptr<Definitions> definitions)
    : package_(std::move(guest)),
      entries_(std::move(entries)),
      definitions_(std::move(definitions)),
      note_parts_{compile::shared_part_name(package_, compile::SharedPart::footnotes),
                  compile::shared_part_name(package_, compile::SharedPart::endnotes),
                  part_of_kind(package_, "comments")},
      parts_(target.host, target.parts, package_),
      references_(target.host.package(),
                  definitions_->numbering_part(),
                  definitions_->styles(),
                  definitions_->numbering(),
                  parts_) {
  for (opc::ZipEntry& entry : entries_) {
    if (story_of(entry.name) || is_property(entry.name)) {
      entry.bytes.clear();
    }
  }
}

bool Shape::fits(std::vector<opc::ZipEntry> const& entries) const {
  return std::equal(entries.begin(),
                    entries.end(),
                    entries_.begin(),
                    entries_.end(),
                    [](opc::ZipEntry const& a, opc::ZipEntry const& b) {
                      return a.name == b.name &&
                             (story_of(a.name) || is_property(a.name) || a.bytes == b.bytes);
                    });
}

Stories Shape::take_stories(std::vector<opc::ZipEntry>& entries) {
  Stories stories;
  for (opc::ZipEntry& entry : entries) {
    if (std::string Stories::*const story = story_of(entry.name)) {
      stories.*story = std::move(entry.bytes);
    }
  }
  return stories;
}

Stories Shape::stories() const {
  return {bytes_of(package_, package_.main_part()),
          bytes_of(package_, note_parts_[0]),
          bytes_of(package_, note_parts_[1]),
          bytes_of(package_, note_parts_[2])};
}

}  // namespace thethuc::bulk
