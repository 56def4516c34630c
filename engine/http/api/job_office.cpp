#include "http/api/job_office.h"

#include <algorithm>
#include <utility>

#include "http/api/compile_stored.h"
#include "http/api/library_files.h"

namespace thethuc::http {

JobOffice::JobOffice(JobSettings const& settings,
                     compile::Limits const& compile_limits,
                     JobRules rules,
                     JobBook::Tell tell)
    : max_records_(settings.max_records),
      compile_limits_(compile_limits),
      rules_(std::move(rules)),
      book_(settings.folder, settings.limits, std::move(tell)),
      libraries_(book_.files().library()),
      runner_(book_,
              settings.threads,
              rules_,
              [this](Job const& job, JobPaths const& paths, base::Diagnostics& out) {
                return open(job, paths, out);
              }) {}

std::optional<JobOffice::Pinned> JobOffice::pin(TemplateStore const& store,
                                                StoredTemplatePtr const& stored) {
  Pinned pinned;
  pinned.compiled = stored;
  std::string const& id = stored->metadata.id;
  if (stored->is_upload) {
    auto const versions = store.versions(id);
    auto const at = std::find_if(versions.rbegin(), versions.rend(), [&](auto const& one) {
      return one.version == stored->version;
    });
    pinned.upload = at == versions.rend() ? "" : bytes_of_file(at->file);
    if (upload_version(*pinned.upload) != stored->version) {
      return std::nullopt;
    }
  }
  pinned.library = libraries_.pin(store.folder(), store.library_version());
  if (!stored->is_upload && *pinned.library != stored->version) {
    pinned.compiled = compile_of_library(
        libraries_.path(*pinned.library), compile_limits_, id, stored->profile, *pinned.library);
  }
  return pinned;
}

std::shared_ptr<compile::CompiledTemplate const> JobOffice::open(Job const& job,
                                                                 JobPaths const& paths,
                                                                 base::Diagnostics& out) const {
  JobOrder const& order = job.order;
  std::filesystem::path const library = libraries_.path(order.library);
  StoredTemplatePtr const opened =
      order.is_upload
          ? compile_of_docx(
                library, compile_limits_, order.template_id, bytes_of_file(paths.upload()))
          : compile_of_library(
                library, compile_limits_, order.template_id, order.profile, order.library);
  if (!opened->compiled) {
    out.add(opened->diagnostics);
  }
  return opened->compiled;
}

void JobOffice::look_after() {
  book_.look_after();
  libraries_.keep_only([this] { return book_.libraries(); });
}

}  // namespace thethuc::http
