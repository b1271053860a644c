// Calls of Linux that glibc declares for _GNU_SOURCE alone, which Swift's Glibc module lacks.
#include <sys/types.h>

#define SYNC_FILE_RANGE_WRITE 2

int sync_file_range(int descriptor, __off64_t offset, __off64_t count, unsigned int flags);
