#include "base/environment_error.h"

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <system_error>

#include <fmt/format.h>

namespace thethuc::base {

namespace {

struct Known {
  int number;
  char const* vi;
};

constexpr Known kKnown[] = {
    {EACCES, "không có quyền"},
    {EPERM, "không được phép"},
    {ENOENT, "không có tệp hoặc thư mục này"},
    {ENOTDIR, "một phần của đường dẫn không phải là thư mục"},
    {EISDIR, "đây là một thư mục"},
    {EEXIST, "đã có tệp tên này"},
    {ENOSPC, "đĩa đã đầy"},
    {EDQUOT, "đã hết hạn mức đĩa"},
    {EFBIG, "tệp quá lớn"},
    {EROFS, "ổ đĩa chỉ cho đọc"},
    {EIO, "lỗi đọc ghi của thiết bị"},
    {ENAMETOOLONG, "tên quá dài"},
    {ELOOP, "liên kết trỏ vòng tròn"},
    {EMFILE, "mở quá nhiều tệp cùng lúc"},
    {ENFILE, "máy mở quá nhiều tệp cùng lúc"},
    {ENOMEM, "không đủ bộ nhớ"},
    {EBUSY, "đang được dùng"},
    {EPIPE, "bên nhận đã đóng"},
};

EnvironmentError cannot(Words const& what, std::string_view name, int error_number) {
  Words const why = system_words(error_number);
  return EnvironmentError{Words{fmt::format("không {} {}: {}", what.vi, name, why.vi),
                                fmt::format("cannot {} {}: {}", what.en, name, why.en)}};
}

}  // namespace

Words system_words(int error_number) {
  std::string const en = std::generic_category().message(error_number);
  auto const known = std::find_if(std::begin(kKnown), std::end(kKnown), [&](Known const& one) {
    return one.number == error_number;
  });
  return {known == std::end(kKnown) ? en : known->vi, en};
}

EnvironmentError cannot_write(std::string_view name, int error_number) {
  return cannot({"ghi được", "write"}, name, error_number);
}

EnvironmentError cannot_read(std::string_view name, int error_number) {
  return cannot({"đọc được", "read"}, name, error_number);
}

EnvironmentError cannot_make_folder(std::string_view name, int error_number) {
  return cannot({"tạo được thư mục", "make the folder"}, name, error_number);
}

}  // namespace thethuc::base
