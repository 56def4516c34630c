#include "bulk.h"

#include "bulk/folder_output.h"
#include "bulk/merge_output.h"
#include "bulk/zip_output.h"
#include "bulk_command.h"
#include "bulk_source.h"
#include "service_program.h"

namespace thethuc::cli {

namespace {

bulk::MakeOutput output_maker(Session const& session, BulkArguments const& arguments) {
  return [&session, &arguments](bulk::Known const* known) -> std::unique_ptr<bulk::Output> {
    if (!arguments.merge.empty() && arguments.wants_pdf()) {
      bulk::PdfMergeLimits limits;
      limits.max_documents = session.limits.joins.max_documents;
      return std::make_unique<bulk::MergedPdf>(arguments.merge, limits);
    }
    if (!arguments.merge.empty()) {
      bulk::MergeLimits limits = session.limits.joins;
      limits.package = session.limits.compile.package;
      return std::make_unique<bulk::MergedDocx>(arguments.merge, arguments.level, limits);
    }
    if (!arguments.zip.empty()) {
      return std::make_unique<bulk::ZipOutput>(arguments.zip, known);
    }
    return std::make_unique<bulk::FolderOutput>(
        arguments.folder,
        arguments.shard_tag(),
        std::vector<std::filesystem::path>{arguments.reference, arguments.records});
  };
}

int run(Session const& session, BulkArguments const& arguments) {
  return run_bulk(session,
                  arguments,
                  [&](Opened const& opened,
                      bulk::Stop const& stop,
                      std::function<void(bulk::Tally const&)> const& progress,
                      base::Diagnostics& out) {
                    return bulk::run(opened.open,
                                     fill_rule(*opened.rule),
                                     output_maker(session, arguments),
                                     run_options(session, arguments, *opened.rule),
                                     stop,
                                     progress,
                                     out);
                  });
}

}  // namespace

void add_bulk(CLI::App& app, Session& session) {
  auto const arguments = std::make_shared<BulkArguments>();
  CLI::App* const command = app.add_subcommand("bulk", "Fill a template with many records");
  add_bulk_options(*command, *arguments);
  add_common_options(*command, session);
  command->callback([&session, arguments] {
    session.command = [&session, arguments]() -> int {
      arguments->check();
      if (!arguments->broker.empty()) {
        become_service(session);
      }
      return run(session, *arguments);
    };
  });
}

}  // namespace thethuc::cli
