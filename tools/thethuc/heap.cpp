#include "heap.h"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace thethuc::cli {

namespace {

constexpr std::uintptr_t kHugePage = 2u << 20;
constexpr int kHeap = 4 << 20;            // bytes, taken at once
constexpr int kOwnMappingFrom = 1 << 20;  // bytes
constexpr int kGather = 25;  // MADV_COLLAPSE, since Linux 6.1; glibc 2.36 has no name for it

std::uintptr_t end_of_heap() {
  return reinterpret_cast<std::uintptr_t>(sbrk(0));
}

// What is left below the next huge page is skipped, untouched: malloc goes on behind it.
bool skip_to_huge_page() {
  std::uintptr_t const beyond = end_of_heap() % kHugePage;
  return beyond == 0 ||
         sbrk(static_cast<std::intptr_t>(kHugePage - beyond)) != reinterpret_cast<void*>(-1);
}

// Lets malloc take kHeap bytes from the end of the heap: more than its first heap holds is asked
// for, and given back to it. Through a volatile pointer, lest the compiler leave out both.
void grow_heap() {
  void* volatile block = std::malloc(256u << 10);
  std::free(block);
}

// What is touched for the first time comes in huge pages. malloc has touched the first one, which
// is therefore gathered now. Both are advice: where they are refused, pages stay small.
void advise(std::uintptr_t begin, std::uintptr_t end) {
  auto* const memory = reinterpret_cast<void*>(begin);
  if (madvise(memory, end - begin, MADV_HUGEPAGE) == 0) {
    madvise(memory, kHugePage, kGather);
  }
}

}  // namespace

void use_huge_pages() {
  if (!skip_to_huge_page()) {
    return;
  }
  std::uintptr_t const begin = end_of_heap();
  // The buffers of a usual document lie in the heap, too. Larger ones have mappings of their own,
  // which grow without a copy: two of them in the heap would leave holes as large as they were.
  mallopt(M_MMAP_THRESHOLD, kOwnMappingFrom);
  mallopt(M_TRIM_THRESHOLD, 2 * kHeap);
  mallopt(M_TOP_PAD, kHeap);
  grow_heap();
  std::uintptr_t const end = end_of_heap() / kHugePage * kHugePage;
  if (end > begin) {
    advise(begin, end);
  }
}

}  // namespace thethuc::cli
