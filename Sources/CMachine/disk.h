#include <sys/vfs.h>

/// The kind of file system that holds `path`, as Linux numbers them; 0 when nobody can tell.
static inline unsigned long kind_of_file_system(const char *path) {
  struct statfs status;
  return statfs(path, &status) == 0 ? (unsigned long)status.f_type & 0xFFFFFFFFul : 0;
}
