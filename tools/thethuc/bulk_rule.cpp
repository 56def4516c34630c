// How `bulk` fills a record: the template, names, limits, PDF.

#include <filesystem>
#include <utility>

#include "bulk.h"
#include "bulk/record_profile.h"
#include "bulk/template_digest.h"
#include "convert/converter.h"
#include "legacy.h"
#include "log.h"
#include "media/picture_folder.h"

namespace thethuc::cli {

namespace fs = std::filesystem;

struct BulkRule {
  OpenedTemplate opened;
  std::optional<media::PictureFolder> pictures;
  std::unique_ptr<convert::Converter> converter;
  bulk::FillRule rule;
};

namespace {

void read_names(BulkArguments const& arguments, bulk::FillRule& rule, base::Diagnostics& out) {
  if (!arguments.name.empty()) {
    rule.name = bulk::NameRule{arguments.name, out};
  }
  if (!arguments.key.empty()) {
    rule.key = compile::TextTemplate::compile(arguments.key, "--key", out);
  }
  rule.formats = arguments.to_formats();
}

void read_filling(Session const& session,
                  BulkArguments const& arguments,
                  std::shared_ptr<BulkRule> const& made) {
  bulk::FillRule& rule = made->rule;
  session.limits.apply(rule.render);
  rule.render.missing = render::missing_from_name(arguments.missing);
  rule.render.strict = arguments.strict;
  rule.render.deflate_level = arguments.level;
  rule.limits = session.limits.data;
  if (!arguments.pictures.empty()) {
    rule.render.picture_folder = &made->pictures.emplace(arguments.pictures);
  } else if (arguments.records != "-") {
    fs::path const path = arguments.records;
    rule.render.picture_folder =
        &made->pictures.emplace(path.has_parent_path() ? path.parent_path() : fs::path{"."});
  }
  rule.prepare = [profile = made->opened.profile, legacy = arguments.convert_legacy](
                     data::Document& data, base::Place const& place, base::Diagnostics& out) {
    treat_legacy_data(data, place.file, legacy, out);
    bulk::check_profile(data, place, profile, out);
  };
}

void read_layout(Session const& session,
                 BulkArguments const& arguments,
                 std::shared_ptr<BulkRule> const& made) {
  if (!arguments.wants_pdf() || !arguments.broker.empty()) {
    return;  // workers make them
  }
  made->converter =
      std::make_unique<convert::Converter>(converter_settings(session, arguments.threads()));
  made->rule.to_pdf = [request = arguments.layout.request(Format::pdf),
                       converter = made->converter.get()](
                          std::string const& docx,
                          std::string const& name,
                          base::Diagnostics& out) -> std::optional<std::string> {
    convert::Result result = converter->convert(docx, name, request);
    bool const failed = result.diagnostics.has_errors();
    out.add(std::move(result.diagnostics));
    return failed ? std::nullopt : std::optional{std::move(result.pdf)};
  };
}

}  // namespace

std::shared_ptr<BulkRule> make_bulk_rule(Session const& session,
                                         BulkArguments const& arguments,
                                         base::Diagnostics& out) {
  auto made = std::make_shared<BulkRule>();
  made->opened = compile_template(arguments.reference,
                                  session,
                                  profile_request(arguments.profile),
                                  out,
                                  arguments.level,
                                  arguments.update_fields,
                                  arguments.convert_legacy);
  read_names(arguments, made->rule, out);
  if (!made->opened.compiled || out.has_errors()) {
    return nullptr;
  }
  made->rule.compiled = made->opened.compiled.get();
  read_filling(session, arguments, made);
  read_layout(session, arguments, made);
  return made;
}

bulk::FillRule const& fill_rule(BulkRule const& rule) {
  return rule.rule;
}

bulk::RunOptions run_options(Session const& session,
                             BulkArguments const& arguments,
                             BulkRule const& rule) {
  bulk::RunOptions options;
  options.threads = arguments.threads();
  options.shard = arguments.to_shard();
  options.on_duplicate =
      arguments.on_duplicate == "number" ? bulk::OnDuplicate::number : bulk::OnDuplicate::error;
  options.fail_fast = arguments.fail_fast;
  options.resume = arguments.resume;
  options.language = session.language();
  options.manifest = arguments.manifest();
  options.folder = arguments.folder;
  options.template_digest = bulk::template_digest(*fill_rule(rule).compiled);
  options.options_digest = arguments.digest();
  return options;
}

void abandon(BulkRule& rule) {
  if (rule.converter) {
    rule.converter->abandon();
  }
}

}  // namespace thethuc::cli
