#include "render/new_parts.h"

#include "base/sha256.h"
#include "opc/part_types.h"

namespace thethuc::render {

void NewParts::begin(compile::Program const& program) {
  program_ = &program;
  gathered_.resize(program.gatherings);
  for (std::string& xml : gathered_) {
    xml.clear();
  }
  relationships_.clear();
  media_.clear();
  media_names_.clear();
  media_bytes_ = 0;
}

std::string NewParts::relationship(std::uint32_t gathering,
                                   RelationshipKind kind,
                                   std::string_view target) {
  auto const next = static_cast<std::uint32_t>(relationships_.size() + 1);
  auto const [known, is_new] = relationships_.try_emplace({gathering, std::string{target}}, next);
  std::string id = program_->relationship_prefix + std::to_string(known->second);
  if (is_new) {
    bool const is_link = kind == RelationshipKind::hyperlink;
    gathered_[gathering]
        .append("<Relationship Id=\"")
        .append(id)
        .append("\" Type=\"")
        .append(opc::kOfficeRelationships)
        .append(is_link ? "hyperlink" : "image")
        .append("\" Target=\"")
        .append(target)
        .append(is_link ? "\" TargetMode=\"External\"/>" : "\"/>");
  }
  return id;
}

std::string const& NewParts::add_media(std::string bytes, std::string_view extension) {
  // A stranger who makes two pictures must not be able to make one stand for the other.
  auto const [known, is_new] = media_names_.try_emplace(base::sha256_hex(bytes));
  if (is_new) {
    std::string const name =
        program_->media_prefix + std::to_string(media_.size() + 1) + "." + std::string{extension};
    known->second = "/" + name;
    media_bytes_ += bytes.size();
    media_.push_back({name, std::move(bytes)});
  }
  return known->second;
}

}  // namespace thethuc::render
