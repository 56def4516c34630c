#pragma once

// Opening a file for reading below an open folder, and never outside. Not for other modules.

#include <string>

namespace thethuc::media {

// The descriptor of `name`, or -1 and errno: EXDEV when the way leads out of `folder`. The kernel
// itself watches the way (openat2, Linux 5.6); where it does not have that, or a sandbox forbids
// it, open_without_links. Pipes do not block.
int open_beneath(int folder, std::string const& name);

// The same for older kernels: symbolic links are not followed at all, and answered by EXDEV.
int open_without_links(int folder, std::string const& name);

}  // namespace thethuc::media
