#include <malloc.h>
#include <sys/prctl.h>

/* prctl takes a varying number of arguments, and Swift calls no such function. */
static inline int forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L); }

/* What is larger has a mapping of its own; left to itself, malloc keeps ever larger buffers when they are freed. */
static inline int set_largest_kept_buffer(int bytes) { return mallopt(M_MMAP_THRESHOLD, bytes); }
