// The header of the system's libxlsxwriter; Debian's package libxlsxwriter-dev brings it.
#include <errno.h>
#include <stdio.h>
#include <xlsxwriter.h>

// Closes a workbook; the library prints why that failed on standard error, which is for the caller to say.
// Returns 0, or the error of the system.
static inline int close_silently(lxw_workbook *book) {
  static FILE *nowhere;
  if (!nowhere) nowhere = fopen("/dev/null", "w");
  FILE *own = stderr;
  if (nowhere) stderr = nowhere;
  errno = 0;
  lxw_error result = workbook_close(book);
  int code = errno;
  stderr = own;
  if (result == LXW_NO_ERROR) return 0;
  return code == ENOSPC || code == EDQUOT || code == EFBIG ? code : EIO;
}
