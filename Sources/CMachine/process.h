#include <sys/prctl.h>

/// Keeps the memory of this process from other processes of the same user, and from dumps that the
/// system hands to a program of its own, for which RLIMIT_CORE does not count.
static inline int forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
