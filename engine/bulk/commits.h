#pragma once

// Commits of a run beside its filling.

#include <future>
#include <string>

#include "bulk/manifest.h"
#include "bulk/output.h"

namespace thethuc::bulk {

// A commit waits for the disk: of a folder of letters a third of the time. So it runs in a thread
// of its own while the next records are added, one at a time; and only when the documents are where
// they belong, their lines go to the manifest. One thread calls all functions. What a commit throws
// is thrown by the next call, and what it had not done remains to be done by finish().
class Commits {
 public:
  Commits(Output& output, ManifestWriter& manifest) : output_(output), manifest_(manifest) {}

  // Begins to commit what was added, and the lines of it, which it takes. Waits for the commit
  // before.
  void begin(std::string& lines);
  // Commits what is left and `lines`, and returns when all is done. May be called again after it
  // threw.
  void finish(std::string& lines);

 private:
  void commit();
  void wait();

  Output& output_;
  ManifestWriter& manifest_;
  std::string lines_;  // of what was handed over
  std::future<void> running_;
};

}  // namespace thethuc::bulk
