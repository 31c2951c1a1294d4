#include "disk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Disks write sectors whole; a page is many of them, so a page can be torn. */
enum { SECTOR = 512 };

static DiskFile *files;

/* SplitMix64: a seed makes the same cut again. */
static uint64_t next_random(uint64_t *state) {
  uint64_t mixed = (*state += 0x9E3779B97F4A7C15u);
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
  return mixed ^ (mixed >> 31);
}

static void *allocate(void *former, size_t size) {
  void *memory = realloc(former, size ? size : 1);
  if (memory == NULL) abort();
  return memory;
}

/* Reads what is there when a file is seen first: it was written before the watch began. */
static void read_whole(DiskFile *file) {
  FILE *stream = fopen(file->path, "rb");
  if (stream == NULL) return;
  fseek(stream, 0, SEEK_END);
  long length = ftell(stream);
  rewind(stream);
  file->synced = allocate(NULL, (size_t)length);
  file->syncedLength = (int64_t)fread(file->synced, 1, (size_t)length, stream);
  file->isNamed = 1;
  fclose(stream);
}

DiskFile *disk_file(const char *path) {
  for (DiskFile *file = files; file != NULL; file = file->next) {
    if (strcmp(file->path, path) == 0) {
      file->isThere = 1;
      return file;
    }
  }
  DiskFile *file = calloc(1, sizeof *file);
  if (file == NULL) abort();
  file->path = strdup(path);
  file->isThere = 1;
  read_whole(file);
  file->next = files;
  files = file;
  return file;
}

static Change *add_change(DiskFile *file) {
  if (file->changeCount == file->changeRoom) {
    file->changeRoom = file->changeRoom * 2 + 16;
    file->changes = allocate(file->changes, file->changeRoom * sizeof *file->changes);
  }
  return &file->changes[file->changeCount++];
}

void disk_write(DiskFile *file, const void *bytes, int64_t length, int64_t offset) {
  Change *change = add_change(file);
  change->offset = offset;
  change->length = length;
  change->bytes = allocate(NULL, (size_t)length);
  memcpy(change->bytes, bytes, (size_t)length);
}

void disk_truncate(DiskFile *file, int64_t size) {
  Change *change = add_change(file);
  change->offset = 0;
  change->length = size;
  change->bytes = NULL;
}

static void resize(unsigned char **bytes, int64_t *length, int64_t size) {
  *bytes = allocate(*bytes, (size_t)size);
  if (size > *length) memset(*bytes + *length, 0, (size_t)(size - *length));
  *length = size;
}

static void put(
  unsigned char **bytes, int64_t *length, const unsigned char *piece, int64_t count, int64_t offset
) {
  if (offset + count > *length) resize(bytes, length, offset + count);
  memcpy(*bytes + offset, piece, (size_t)count);
}

static void drop_changes(DiskFile *file) {
  for (size_t index = 0; index < file->changeCount; index++) free(file->changes[index].bytes);
  file->changeCount = 0;
}

void disk_sync(DiskFile *file) {
  for (size_t index = 0; index < file->changeCount; index++) {
    Change *change = &file->changes[index];
    if (change->bytes == NULL) {
      resize(&file->synced, &file->syncedLength, change->length);
    } else {
      put(&file->synced, &file->syncedLength, change->bytes, change->length, change->offset);
    }
  }
  drop_changes(file);
  /* The default VFS syncs the folder with the first sync of a file it made. */
  file->isNamed = 1;
}

void disk_delete(DiskFile *file, int isSynced) {
  file->isThere = 0;
  if (!isSynced) return;
  drop_changes(file);
  resize(&file->synced, &file->syncedLength, 0);
  file->isNamed = 0;
}

/* Puts those sectors of a write that made it. */
static void put_torn(
  unsigned char **bytes, int64_t *length, const Change *change, uint64_t share, uint64_t *random
) {
  int64_t done = 0;
  while (done < change->length) {
    int64_t offset = change->offset + done;
    int64_t count = SECTOR - offset % SECTOR;
    if (count > change->length - done) count = change->length - done;
    if (next_random(random) % 8 < share) put(bytes, length, change->bytes + done, count, offset);
    done += count;
  }
}

static void write_image(const DiskFile *file, const char *folder, uint64_t share, uint64_t *random) {
  int64_t length = file->syncedLength;
  unsigned char *bytes = allocate(NULL, (size_t)length);
  if (length > 0) memcpy(bytes, file->synced, (size_t)length);
  for (size_t index = 0; index < file->changeCount; index++) {
    const Change *change = &file->changes[index];
    if (change->bytes != NULL) {
      put_torn(&bytes, &length, change, share, random);
    } else if (next_random(random) % 8 < share) {
      resize(&bytes, &length, change->length);
    }
  }
  const char *slash = strrchr(file->path, '/');
  char name[4096];
  snprintf(name, sizeof name, "%s/%s", folder, slash ? slash + 1 : file->path);
  FILE *stream = fopen(name, "wb");
  if (stream == NULL || fwrite(bytes, 1, (size_t)length, stream) != (size_t)length) abort();
  fclose(stream);
  free(bytes);
}

void disk_image(const char *folder, uint64_t seed) {
  uint64_t random = seed;
  /* Of eight changed sectors so many made it: none, some or all. */
  uint64_t share = next_random(&random) % 9;
  for (const DiskFile *file = files; file != NULL; file = file->next) {
    /* A name that was taken away or given, and not synced, may be there or not. */
    int isLeft = file->isNamed;
    if (file->isNamed != file->isThere) isLeft = next_random(&random) % 2 == 0;
    if (isLeft) write_image(file, folder, share, &random);
  }
}

void disk_forget(void) {
  while (files != NULL) {
    DiskFile *file = files;
    files = file->next;
    drop_changes(file);
    free(file->changes);
    free(file->synced);
    free(file->path);
    free(file);
  }
}
