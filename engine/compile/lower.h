#pragma once

// Turns the prepared trees of a template into segments of instructions.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <pugixml.hpp>

#include "compile/copies.h"
#include "compile/emitter.h"
#include "compile/source.h"
#include "compile/table_shape.h"
#include "compile/uses.h"
#include "wml/numbering.h"
#include "wml/styles.h"

namespace thethuc::compile {

class Lowering {
 public:
  Lowering(Source& source, Program& program, Uses& uses);

  // The whole part, declaration included; index of its segment.
  std::uint32_t lower_part(SourcePart& part);
  std::uint32_t lower_text_part(TextPart const& part);

  // A part that gathers what the stories call for: what stands before that, and what behind.
  struct GatheringFrame {
    std::uint32_t prefix = kNone;
    std::uint32_t suffix = kNone;
  };
  // Of footnotes or endnotes whose notes are lowered where they are referred to.
  GatheringFrame lower_notes_frame(SourcePart& part, int kind);
  // Of the numbering part: the lists of the template stay.
  GatheringFrame lower_numbering_frame();

  // The relationships of a part: those that are made anew for each document are left out.
  GatheringFrame lower_relationships_frame(std::string const& part);
  // The gatherings of relationships by the part that they belong to, as far as it was lowered.
  std::map<std::string, std::uint32_t> const& relationship_gatherings() const {
    return relationship_gatherings_;
  }

  // From now on references to notes of that kind get fresh ids, and their notes are lowered in the
  // scope of the reference.
  void take_notes(int kind, SourcePart& part);
  // Styles and lists that inserts take.
  void set_common_context(int bullet_list);
  void set_main_section(pugi::xml_node section) { main_section_ = section; }

 private:
  // A table whose columns repeat or whose cells merge.
  struct OpenTable {
    pugi::xml_node table;
    TableShape shape;
    std::size_t open_sections = 0;  // around the present cell
  };
  struct OpenSection {
    std::uint32_t tag;
    std::uint32_t instruction;
    bool inverted;
  };

  void lower_node(pugi::xml_node node, Emitter& out);
  void lower_children(pugi::xml_node node, Emitter& out);
  void lower_element(pugi::xml_node node, Emitter& out);
  void lower_paragraph(pugi::xml_node paragraph, Emitter& out);
  void lower_run(pugi::xml_node run, Emitter& out);
  pugi::xml_node lower_text(pugi::xml_node first, Emitter& out);
  void lower_table(pugi::xml_node table, Emitter& out);
  bool may_touch_table(pugi::xml_node table) const;
  void lower_rows(pugi::xml_node table, Emitter& out);
  bool lower_table_control(pugi::xml_node control, Emitter& out);
  bool lower_table_part(pugi::xml_node node, Emitter& out);
  void lower_row_properties(pugi::xml_node properties, Emitter& out);
  void mend_end(pugi::xml_node node, Emitter& out);
  void lower_labelled(pugi::xml_node cell, pugi::xml_node label, Emitter& out);
  bool may_write_again(pugi::xml_node label);
  static bool stays_behind(pugi::xml_node node);
  void lower_cell(pugi::xml_node cell, Emitter& out);
  void lower_cell_properties(pugi::xml_node cell, Emitter& out);
  void enter_section_of_table(std::uint32_t index, std::uint32_t path, Emitter& out);
  void check_merged(std::uint32_t index);
  void lower_placeholder(pugi::xml_node node, Emitter& out);
  void lower_note_reference(pugi::xml_node reference, int kind, Emitter& out);
  void lower_rule_properties(pugi::xml_node paragraph, Emitter& out);
  void lower_properties(pugi::xml_node paragraph, Op indent, std::uint32_t rule, Emitter& out);
  std::uint32_t add_rule(pugi::xml_node paragraph, pugi::xml_node measured, double fraction);
  void ensure_paragraph(pugi::xml_node properties, Emitter& out, std::uint32_t when = 0);

  void open_section(std::uint32_t index, Emitter& out);
  void close_section(std::uint32_t index, Emitter& out);
  void report_nesting(std::uint32_t opening, std::uint32_t other);
  bool is_in_doubt(std::uint32_t tag) const;
  void value(std::uint32_t index, Emitter& out, Op op = Op::value);
  void start_tag(pugi::xml_node element, bool empty, Emitter& out);
  bool lower_attribute(pugi::xml_node element, pugi::xml_attribute attribute, Emitter& out);
  void lower_string(std::uint32_t index, Emitter& out, Op op = Op::plain_value);
  void lower_target(std::uint32_t string, Emitter& out);
  void lower_timestamp(pugi::xml_node element, std::uint32_t string, Emitter& out);
  std::uint32_t path_of(std::uint32_t index);
  bool is_beyond_label(std::uint32_t index) const;
  std::optional<std::uint32_t> frame_of(Path const& path) const;
  void check_shared_parts(pugi::xml_node element, Emitter& out);
  void check_shared_part(std::string const& part, Emitter& out);
  std::vector<std::uint32_t> const& outer_tags_of(std::string const& part);
  void note_use(std::uint32_t tag, std::uint32_t path, bool has_default);

  void lower_insert(pugi::xml_node placeholder, Emitter& out);
  void insert_here(Insert::Kind kind,
                   pugi::xml_node placeholder,
                   pugi::xml_node paragraph,
                   Emitter& out);
  void lower_rich_blocks(pugi::xml_node placeholder, pugi::xml_node paragraph, Emitter& out);
  std::uint32_t add_insert(Insert::Kind kind, pugi::xml_node placeholder, pugi::xml_node paragraph);
  void fill_context(pugi::xml_node placeholder, pugi::xml_node paragraph, rich::BlockContext& out);
  std::uint32_t add_chain(SourceTag const& tag);
  void lower_string_value(std::uint32_t index, Emitter& out, Op op);
  bool is_in_section_of_string(std::uint32_t index) const;
  void lower_drawing(pugi::xml_node drawing, Emitter& out);
  bool lower_image_part(pugi::xml_node node, Emitter& out);
  std::uint32_t gathering_of(std::string const& part);

  void restart_lists(std::uint32_t index, Emitter& out);
  void restart_partial_lists(std::vector<pugi::xml_node> const& num_ids, Emitter& out);
  void find_numbered(
      pugi::xml_node node,
      std::function<void(pugi::xml_node, wml::NumberingUse const&)> const& visit) const;
  bool lower_restarted(pugi::xml_node num_id, Emitter& out);

  void find_last_page_break(pugi::xml_node body);
  void lower_last_page_break(Emitter& out);

  bool may_end_twice(pugi::xml_node node) const;
  void lower_last_section(pugi::xml_node section, Emitter& out);

  void find_measured(pugi::xml_node root);
  void mark_measured_before(pugi::xml_node rule);

  Source& source_;
  Program& program_;
  Uses& uses_;
  wml::Styles styles_;
  std::set<std::string> lists_of_styles_;  // that styles give to paragraphs, if partials have lists
  std::unique_ptr<pugi::xml_document> numbering_part_;
  wml::Numbering numbering_;
  Copies copies_;
  pugi::xml_node main_section_;
  std::unordered_map<std::size_t, std::uint32_t> section_ends_;  // w:sectPr → Program::section_ends
  std::uint32_t image_ =
      kNone;  // index into Program::images, within a drawing that gives its place
  std::uint32_t image_tag_ = kNone;
  rich::BlockContext common_context_;  // what all inserts have in common
  std::vector<OpenTable> tables_;
  std::unordered_set<std::uint32_t> merging_;  // tags that a cell's merging was decided by
  std::string part_;                           // that is being lowered
  std::map<std::string, std::uint32_t> relationship_gatherings_;
  std::map<std::string, std::vector<std::uint32_t>> outer_tags_;   // see outer_tags_of()
  std::unordered_map<std::uint32_t, std::uint32_t> target_index_;  // string → Program::targets
  SourcePart* notes_[2] = {nullptr, nullptr};
  std::vector<OpenSection> open_;
  std::vector<std::uint32_t> scopes_{0};
  std::unordered_set<std::size_t> measured_;  // paragraphs before a rule
  std::unordered_map<std::size_t, pugi::xml_node>
      measured_by_;  // rule → the nearest paragraph before it
  std::unordered_map<std::size_t, std::uint32_t> restarted_;  // a paragraph's w:numId → its slot
  std::unordered_map<std::string, std::uint32_t> path_index_;
  pugi::xml_node last_page_break_;        // the w:br, or the w:p that holds nothing else
  std::uint32_t last_page_sections_ = 0;  // that end with it
  pugi::xml_node measuring_;              // the measured paragraph that is being lowered
  // Within a table, or a content control of one, that goes when none of these is left: w:tr or
  // w:tc.
  char const* row_or_cell_ = nullptr;
  bool in_label_ = false;  // a cell's text is being written again, where its merge begins instead
  std::size_t label_sections_ = 0;  // that were open when that began
  std::size_t label_tags_ = 0;      // written again so far
  bool touching_ = false;           // within a paragraph that may come out empty
};

}  // namespace thethuc::compile
