#include "bulk/commits.h"

namespace thethuc::bulk {

void Commits::commit() {
  output_.commit();
  manifest_.add(lines_);
  lines_.clear();
  manifest_.flush();
}

void Commits::wait() {
  if (running_.valid()) {
    running_.get();
  }
}

void Commits::begin(std::string& lines) {
  wait();
  output_.hand_over();
  lines_.swap(lines);
  running_ = std::async(std::launch::async, [this] { commit(); });
}

void Commits::finish(std::string& lines) {
  wait();
  commit();  // what a commit that threw has left
  output_.hand_over();
  lines_.swap(lines);
  commit();
}

}  // namespace thethuc::bulk
