#pragma once

// A template and its data, watched, and shown anew when they change: what the preview's web page
// shows, without any HTTP.
//
//   files change ─► settle ─► fill in, check ─► lay out ─► check with the pages ─► draw on demand
//                  (watcher)      (filler)       (layouter)                        (caller's
//                  thread)
//
// Each stage has a thread of its own and works on the newest there is: a change that comes while a
// document is being filled in ends that at the next step; one that comes while LibreOffice is at
// work waits, newest first, and what was laid out meanwhile is shown as the older version it is.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/diagnostic.h"
#include "base/geometry.h"
#include "review/preview_files.h"
#include "review/preview_filler.h"
#include "review/preview_layout.h"
#include "review/preview_marks.h"
#include "rules/finding.h"
#include "rules/limits.h"

namespace thethuc::review {

// Each below is immutable and shared; `revision` says of which state of the files it was made. They
// count from 1.

struct PreviewDocument {
  std::uint64_t revision = 0;
  std::string docx;
};

struct PreviewPages {
  std::uint64_t revision = 0;
  std::string pdf;
  int count = 0;
  base::Geometry geometry;
  std::vector<std::string> fonts;
};

struct PreviewFindings {
  std::uint64_t revision = 0;
  rules::Findings findings;
  std::vector<std::vector<PreviewMark>> marks;  // of each finding, on the pages of that revision
  bool has_pages = false;                       // the checker knew the pages
};

// What there is to show at one moment.
struct PreviewState {
  enum class Stage : std::uint8_t {
    filling,     // the template is being filled in
    laying_out,  // the document is made, its pages are not
    done
  };
  std::uint64_t version = 0;   // rises with every state
  std::uint64_t revision = 0;  // of the files, which `diagnostics` are about
  Stage stage = Stage::filling;
  base::Diagnostics diagnostics;  // of template, data and layout
  // The files cannot be read, or the program has failed: there is no document of this revision.
  std::optional<base::Words> failure;
  std::optional<base::Words> unavailable;  // why there are no pages: what to install
  // The last good ones; null when there never was one.
  std::shared_ptr<PreviewDocument const> document;
  std::shared_ptr<PreviewPages const> pages;
  std::shared_ptr<PreviewFindings const> findings;
  std::string template_name;               // "Báo cáo"; "" until known
  std::string template_id;                 // "bao-cao"
  std::string profile;                     // "nd30-2020"
  std::vector<std::string> changed_files;  // what led to this revision; empty for the first

  bool is_good() const { return !failure && !diagnostics.has_errors(); }
};

struct PreviewSettings {
  PreviewInput input;
  MakeLayouter layouter;
  rules::Limits check;
  WatchedFiles::Settings watch;
  std::chrono::milliseconds look_every{100};
  std::size_t drawn_bytes = std::size_t{64} << 20;  // page images that are kept
};

// Any number of threads may call all functions. Nothing is left when it is gone.
class PreviewSession {
 public:
  // Begins at once. Throws EnvironmentError when there is no library of templates.
  explicit PreviewSession(PreviewSettings settings);
  // Waits for the document that is being laid out.
  ~PreviewSession();
  PreviewSession(PreviewSession const&) = delete;
  PreviewSession& operator=(PreviewSession const&) = delete;

  std::shared_ptr<PreviewState const> state() const;
  // Waits for a state that is newer than `version`; after the timeout, and once stop() was called,
  // gives the newest there is.
  std::shared_ptr<PreviewState const> wait_beyond(std::uint64_t version,
                                                  std::chrono::milliseconds timeout) const;
  // The PNG of a page, drawn when it is asked for; null when `pages` has no such page or there is
  // no longer anything to draw with.
  std::shared_ptr<std::string const> draw(PreviewPages const& pages, int page, double dpi);

  // Ends the waiting of all; no new state comes.
  void stop();
  bool is_stopped() const;

 private:
  struct Drawn {
    std::uint64_t revision;
    int page;
    double dpi;
    std::shared_ptr<std::string const> png;
  };
  // A document on its way to the layouter.
  struct Waiting {
    std::shared_ptr<PreviewDocument const> document;
    std::string file_name;
  };

  void watch();
  void fill();
  void lay_out();
  void fill_once(std::uint64_t revision, bool template_changed, std::vector<std::string> files);
  void lay_out_once(Waiting const& job);
  std::shared_ptr<PageLayouter> layouter();
  std::shared_ptr<PreviewFindings const> check(PreviewDocument const& document,
                                               base::Geometry const* geometry,
                                               base::Diagnostics& out) const;
  bool is_outdated(std::uint64_t revision) const;
  // Lets `change` alter a copy of the state, which becomes the newest.
  template <class Change>
  void publish(Change const& change);

  PreviewSettings settings_;
  WatchedFiles files_;
  PreviewFiller filler_;

  mutable std::mutex mutex_;  // of all below
  mutable std::condition_variable changed_;
  bool is_stopped_ = false;
  std::shared_ptr<PreviewState const> state_;
  // What the filler has to do: the newest revision, and all that changed since it last began.
  std::uint64_t wanted_ = 1;
  std::uint64_t begun_ = 0;
  bool template_changed_ = false;
  std::vector<std::string> changed_files_;
  std::optional<Waiting> waiting_;
  std::shared_ptr<PageLayouter> layouter_;
  std::list<Drawn> drawn_;  // last used first
  std::size_t drawn_bytes_ = 0;

  std::thread watcher_;
  std::thread fill_thread_;
  std::thread layout_thread_;
};

}  // namespace thethuc::review
