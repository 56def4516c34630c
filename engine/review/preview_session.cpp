#include "review/preview_session.h"

#include <algorithm>
#include <exception>
#include <new>
#include <utility>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "rules/check.h"

namespace thethuc::review {

namespace {

base::Words words_of(std::exception const& error) {
  if (dynamic_cast<std::bad_alloc const*>(&error) != nullptr) {
    return {"không đủ bộ nhớ", "out of memory"};
  }
  return base::same(error.what());
}

}  // namespace

PreviewSession::PreviewSession(PreviewSettings settings)
    : settings_(std::move(settings)),
      files_(settings_.watch),
      filler_(settings_.input,
              [this](std::vector<std::filesystem::path> pictures) {
                files_.watch(PreviewGroup::pictures, std::move(pictures));
              }),
      state_(std::make_shared<PreviewState const>()) {
  files_.watch(PreviewGroup::source, filler_.template_files());
  files_.watch(PreviewGroup::data, {settings_.input.data});
  watcher_ = std::thread{[this] { watch(); }};
  fill_thread_ = std::thread{[this] { fill(); }};
  layout_thread_ = std::thread{[this] { lay_out(); }};
}

PreviewSession::~PreviewSession() {
  stop();
  watcher_.join();
  fill_thread_.join();
  layout_thread_.join();
}

std::shared_ptr<PreviewState const> PreviewSession::state() const {
  std::lock_guard const lock{mutex_};
  return state_;
}

std::shared_ptr<PreviewState const> PreviewSession::wait_beyond(
    std::uint64_t version, std::chrono::milliseconds timeout) const {
  std::unique_lock lock{mutex_};
  changed_.wait_for(lock, timeout, [&] { return is_stopped_ || state_->version > version; });
  return state_;
}

void PreviewSession::stop() {
  std::lock_guard const lock{mutex_};
  is_stopped_ = true;
  changed_.notify_all();
}

bool PreviewSession::is_stopped() const {
  std::lock_guard const lock{mutex_};
  return is_stopped_;
}

bool PreviewSession::is_outdated(std::uint64_t revision) const {
  std::lock_guard const lock{mutex_};
  return is_stopped_ || wanted_ > revision;
}

template <class Change>
void PreviewSession::publish(Change const& change) {
  std::lock_guard const lock{mutex_};
  if (is_stopped_) {
    return;
  }
  auto next = std::make_shared<PreviewState>(*state_);
  change(*next);
  ++next->version;
  state_ = std::move(next);
  changed_.notify_all();
}

void PreviewSession::watch() {
  std::unique_lock lock{mutex_};
  while (!changed_.wait_for(lock, settings_.look_every, [&] { return is_stopped_; })) {
    lock.unlock();
    FileChanges const changes = files_.look(std::chrono::steady_clock::now());
    lock.lock();
    if (changes.empty()) {
      continue;
    }
    ++wanted_;
    template_changed_ = template_changed_ || changes.groups.contains(PreviewGroup::source);
    for (auto const& file : changes.files) {
      changed_files_.push_back(file.string());
    }
    changed_.notify_all();
  }
}

void PreviewSession::fill() {
  std::unique_lock lock{mutex_};
  while (true) {
    changed_.wait(lock, [&] { return is_stopped_ || wanted_ > begun_; });
    if (is_stopped_) {
      return;
    }
    std::uint64_t const revision = begun_ = wanted_;
    bool const template_changed = std::exchange(template_changed_, false);
    std::vector<std::string> files = changed_files_;
    lock.unlock();
    fill_once(revision, template_changed, std::move(files));
    lock.lock();
    if (wanted_ == revision) {  // else what comes next was led to by these files, too
      changed_files_.clear();
    }
  }
}

void PreviewSession::fill_once(std::uint64_t revision,
                               bool template_changed,
                               std::vector<std::string> files) {
  publish([&](PreviewState& state) { state.stage = PreviewState::Stage::filling; });
  PreviewFill made;
  std::optional<base::Words> failure;
  try {
    made = filler_.fill(template_changed, [&] { return is_outdated(revision); });
  } catch (std::exception const& error) {
    failure = words_of(error);
  }
  if (made.is_dropped) {
    return;
  }
  bool const is_good = !failure && !made.diagnostics.has_errors();
  auto document =
      is_good
          ? std::make_shared<PreviewDocument const>(PreviewDocument{revision, std::move(made.docx)})
          : nullptr;
  publish([&](PreviewState& state) {
    state.revision = revision;
    state.changed_files = std::move(files);
    state.diagnostics = std::move(made.diagnostics);
    state.failure = std::move(failure);
    if (!made.metadata.id.empty()) {
      state.template_id = made.metadata.id;
      state.template_name = made.metadata.name;
      state.profile = made.profile;
    }
    state.document = document ? document : state.document;
    state.stage = document ? PreviewState::Stage::laying_out : PreviewState::Stage::done;
  });
  if (document) {
    std::lock_guard const lock{mutex_};
    waiting_ = Waiting{document, fmt::format("{}.docx", state_->template_id)};
    changed_.notify_all();
  }
}

void PreviewSession::lay_out() {
  std::unique_lock lock{mutex_};
  while (true) {
    changed_.wait(lock, [&] { return is_stopped_ || waiting_; });
    if (is_stopped_) {
      return;
    }
    Waiting const job = *std::exchange(waiting_, std::nullopt);
    lock.unlock();
    lay_out_once(job);
    lock.lock();
  }
}

std::shared_ptr<PageLayouter> PreviewSession::layouter() {
  {
    std::lock_guard const lock{mutex_};
    if (layouter_) {
      return layouter_;
    }
  }
  std::shared_ptr<PageLayouter> made = settings_.layouter();
  std::lock_guard const lock{mutex_};
  layouter_ = made;
  return made;
}

void PreviewSession::lay_out_once(Waiting const& job) {
  PreviewLayout made;
  std::optional<base::Words> unavailable;
  std::optional<base::Words> failure;
  try {
    made = layouter()->lay_out(job.document->docx, job.file_name);
  } catch (convert::Unavailable const& error) {
    unavailable = base::Words{error.text(base::Language::vi), error.text(base::Language::en)};
  } catch (std::exception const& error) {
    failure = words_of(error);
  }
  std::uint64_t const revision = job.document->revision;
  bool const has_pages = !unavailable && !failure && !made.diagnostics.has_errors();
  std::shared_ptr<PreviewPages const> pages;
  if (has_pages) {
    pages = std::make_shared<PreviewPages const>(PreviewPages{revision,
                                                              std::move(made.pdf),
                                                              made.pages,
                                                              std::move(made.geometry),
                                                              std::move(made.fonts)});
  }
  std::shared_ptr<PreviewFindings const> findings;
  try {
    findings = check(*job.document,
                     pages && pages->geometry.pages > 0 ? &pages->geometry : nullptr,
                     made.diagnostics);
  } catch (std::exception const& error) {
    failure = words_of(error);
  }
  publish([&](PreviewState& state) {
    state.unavailable = std::move(unavailable);
    state.pages = pages ? pages : state.pages;
    state.findings = findings ? findings : state.findings;
    if (state.revision == revision) {  // else they are those of an older one, and that is all
      state.diagnostics.add(std::move(made.diagnostics));
      state.failure = std::move(failure);
      state.stage =
          state.stage == PreviewState::Stage::laying_out ? PreviewState::Stage::done : state.stage;
    }
  });
}

std::shared_ptr<PreviewFindings const> PreviewSession::check(PreviewDocument const& document,
                                                             base::Geometry const* geometry,
                                                             base::Diagnostics& out) const {
  rules::Options options;
  options.geometry = geometry;
  options.limits = settings_.check;
  std::optional<rules::Findings> found = rules::check(document.docx, options, out);
  if (!found) {
    return nullptr;
  }
  PreviewFindings made{document.revision, std::move(*found), {}, geometry != nullptr};
  made.marks = marks_of(made.findings, geometry ? *geometry : base::Geometry{});
  return std::make_shared<PreviewFindings const>(std::move(made));
}

std::shared_ptr<std::string const> PreviewSession::draw(PreviewPages const& pages,
                                                        int page,
                                                        double dpi) {
  std::shared_ptr<PageLayouter> layouter;
  {
    std::lock_guard const lock{mutex_};
    auto const known = std::find_if(drawn_.begin(), drawn_.end(), [&](Drawn const& drawn) {
      return drawn.revision == pages.revision && drawn.page == page && drawn.dpi == dpi;
    });
    if (known != drawn_.end()) {
      drawn_.splice(drawn_.begin(), drawn_, known);
      return known->png;
    }
    layouter = layouter_;
  }
  if (!layouter || page < 1 || page > pages.count) {
    return nullptr;
  }
  // Two callers may draw the same page at once; that costs some milliseconds, and is rare.
  auto png = std::make_shared<std::string const>(layouter->draw(pages.pdf, page, dpi));
  if (png->empty()) {
    return nullptr;
  }
  std::lock_guard const lock{mutex_};
  drawn_.push_front({pages.revision, page, dpi, png});
  drawn_bytes_ += png->size();
  while (drawn_bytes_ > settings_.drawn_bytes && drawn_.size() > 1) {
    drawn_bytes_ -= drawn_.back().png->size();
    drawn_.pop_back();
  }
  return png;
}

}  // namespace thethuc::review
