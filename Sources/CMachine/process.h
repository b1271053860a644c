#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/// Keeps the memory of this process from other processes of the same user, and from dumps that the
/// system hands to a program of its own, for which RLIMIT_CORE does not count.
static inline int forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

/// Lets all threads allocate from two heaps: each reserves addresses, whatever is used of them.
static inline void share_memory_of_threads(void) { mallopt(M_ARENA_MAX, 2); }

/// The number by which the system limits the threads of a user.
static inline unsigned int limit_of_threads(void) { return RLIMIT_NPROC; }
