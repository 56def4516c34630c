// Prints the records of a file, for tests that let other programs write it.
//
//   bulk_print_records FILE [SHEET]

#include <iostream>

#include "bulk/read_all.h"

using namespace thethuc;

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: bulk_print_records FILE [SHEET]\n";
    return 2;
  }
  bulk::SourceOptions options;
  options.sheet = argc > 2 ? argv[2] : "";
  base::Diagnostics out;
  auto const source = bulk::open_records(argv[1], options, out);
  std::cout << (source ? test::read_all(*source) : test::told(out));
}
