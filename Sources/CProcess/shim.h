#include <sys/prctl.h>

/* prctl takes a varying number of arguments, and Swift calls no such function. */
static inline int forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L); }
