#pragma once

namespace thethuc::cli {

// For main(), before anything large is allocated and while there is one thread: lays the heap of
// malloc on huge pages. A process of ours lives for some milliseconds and touches some 300 fresh
// pages of memory; where the kernel is itself in a virtual machine, each first touch costs 15 to 35
// microseconds, which came to a third of the whole run. Costs up to 4 MiB of memory. Where the
// kernel has no huge pages to give (/sys/kernel/mm/transparent_hugepage/enabled says `never`),
// memory comes in small pages as ever.
void use_huge_pages();

}  // namespace thethuc::cli
