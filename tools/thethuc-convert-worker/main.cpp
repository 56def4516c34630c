#include <cstdio>

#include "convert/worker.h"

int main(int argc, char** argv) {
  auto const options = thethuc::convert::worker_options(argc - 1, argv + 1);
  if (!options) {
    std::fputs("thethuc-convert-worker: thethuc starts this program, nobody else does\n", stderr);
    return 2;
  }
  thethuc::convert::run_worker(*options);
}
