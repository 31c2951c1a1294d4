#ifndef DISK_H
#define DISK_H

#include <stddef.h>
#include <stdint.h>

/* What is on the disk of one file, and what is still on its way there. */
typedef struct Change {
  int64_t offset;
  int64_t length;       /* of the bytes; for a truncation the new size */
  unsigned char *bytes; /* NULL: a truncation */
} Change;

typedef struct DiskFile {
  char *path;
  unsigned char *synced;
  int64_t syncedLength;
  Change *changes;
  size_t changeCount;
  size_t changeRoom;
  int isThere;   /* has a name now */
  int isNamed;   /* the name itself is on the disk */
  struct DiskFile *next;
} DiskFile;

/* All of these are called under the shim's lock. */
DiskFile *disk_file(const char *path);
void disk_write(DiskFile *file, const void *bytes, int64_t length, int64_t offset);
void disk_truncate(DiskFile *file, int64_t size);
void disk_sync(DiskFile *file);
void disk_delete(DiskFile *file, int isSynced);
void disk_image(const char *folder, uint64_t seed);
void disk_forget(void);

#endif
