#ifndef C_POWER_LOSS_H
#define C_POWER_LOSS_H

#include <stdint.h>

/*
 * A SQLite VFS between SQLite and the default one that knows what a power cut would leave on the disk.
 *
 * Files live where they always do. Beside them the shim keeps what has been synced, and every write and truncation
 * since. At planned moments it writes down, into a folder, what the disk could hold if the power failed just then: what
 * was synced, and of everything later any part, sector by sector. One folder at a time is watched.
 */

/* Makes the shim the default VFS of the process; files outside the watched folder pass through. Once is enough. */
int power_loss_install(void);

/* Watches the SQLite files in a folder from now on. No connection to them may be open. */
void power_loss_watch(const char *folder);

/* Plans a cut at the event of this number, counted from the watch's beginning; the files go to `image`, which exists. */
void power_loss_plan(int64_t event, const char *image, uint64_t seed);

/* How many events (writes, syncs, truncations, deletions) there were. */
int64_t power_loss_events(void);

/* Ends the watch and forgets all plans. */
void power_loss_end(void);

#endif
