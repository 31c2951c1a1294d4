#include "CPowerLoss.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "disk.h"

typedef struct ShimFile {
  sqlite3_file base;
  DiskFile *disk;        /* NULL: not watched */
  int64_t watch;         /* the watch it belongs to */
  sqlite3_file *real;    /* behind this structure, in the memory that SQLite gave */
} ShimFile;

typedef struct Plan {
  int64_t event;
  char *image;
  uint64_t seed;
  struct Plan *next;
} Plan;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sqlite3_vfs *real;
static char *watched;
static int64_t watch;
static int64_t events;
static Plan *plans;

#define REAL(file) (((ShimFile *)(file))->real)

/* Counts an event and makes the cuts that are planned for it. */
static void note_event(void) {
  for (Plan *plan = plans; plan != NULL; plan = plan->next) {
    if (plan->event != events) continue;
    disk_image(plan->image, plan->seed);
  }
  events++;
}

static DiskFile *watched_disk(sqlite3_file *file) {
  ShimFile *shim = (ShimFile *)file;
  return shim->watch == watch ? shim->disk : NULL;
}

static int shim_close(sqlite3_file *file) {
  return REAL(file)->pMethods->xClose(REAL(file));
}

static int shim_read(sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset) {
  return REAL(file)->pMethods->xRead(REAL(file), bytes, length, offset);
}

/* Like every change: first on its way to the disk, then done. A cut in between may find any part of it there. */
static int shim_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset) {
  pthread_mutex_lock(&lock);
  DiskFile *disk = watched_disk(file);
  if (disk != NULL) {
    disk_write(disk, bytes, length, offset);
    note_event();
  }
  pthread_mutex_unlock(&lock);
  return REAL(file)->pMethods->xWrite(REAL(file), bytes, length, offset);
}

static int shim_truncate(sqlite3_file *file, sqlite3_int64 size) {
  pthread_mutex_lock(&lock);
  DiskFile *disk = watched_disk(file);
  if (disk != NULL) {
    disk_truncate(disk, size);
    note_event();
  }
  pthread_mutex_unlock(&lock);
  return REAL(file)->pMethods->xTruncate(REAL(file), size);
}

static int shim_sync(sqlite3_file *file, int flags) {
  int result = REAL(file)->pMethods->xSync(REAL(file), flags);
  pthread_mutex_lock(&lock);
  DiskFile *disk = watched_disk(file);
  if (disk != NULL) {
    note_event();
    if (result == SQLITE_OK) disk_sync(disk);
  }
  pthread_mutex_unlock(&lock);
  return result;
}

static int shim_size(sqlite3_file *file, sqlite3_int64 *size) {
  return REAL(file)->pMethods->xFileSize(REAL(file), size);
}
static int shim_lock(sqlite3_file *file, int level) {
  return REAL(file)->pMethods->xLock(REAL(file), level);
}
static int shim_unlock(sqlite3_file *file, int level) {
  return REAL(file)->pMethods->xUnlock(REAL(file), level);
}
static int shim_check_lock(sqlite3_file *file, int *result) {
  return REAL(file)->pMethods->xCheckReservedLock(REAL(file), result);
}
static int shim_control(sqlite3_file *file, int operation, void *argument) {
  return REAL(file)->pMethods->xFileControl(REAL(file), operation, argument);
}
static int shim_sector(sqlite3_file *file) {
  return REAL(file)->pMethods->xSectorSize(REAL(file));
}
static int shim_characteristics(sqlite3_file *file) {
  return REAL(file)->pMethods->xDeviceCharacteristics(REAL(file));
}
static int shim_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **memory) {
  return REAL(file)->pMethods->xShmMap(REAL(file), page, size, extend, memory);
}
static int shim_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
  return REAL(file)->pMethods->xShmLock(REAL(file), offset, count, flags);
}
static void shim_shm_barrier(sqlite3_file *file) {
  REAL(file)->pMethods->xShmBarrier(REAL(file));
}
static int shim_shm_unmap(sqlite3_file *file, int delete) {
  return REAL(file)->pMethods->xShmUnmap(REAL(file), delete);
}

/* Version 2: no memory mapping, which would write past the shim. */
static const sqlite3_io_methods methods = {
  2, shim_close, shim_read, shim_write, shim_truncate, shim_sync, shim_size, shim_lock, shim_unlock,
  shim_check_lock, shim_control, shim_sector, shim_characteristics, shim_shm_map, shim_shm_lock,
  shim_shm_barrier, shim_shm_unmap, NULL, NULL,
};

static int is_watched(const char *path) {
  size_t length = watched != NULL ? strlen(watched) : 0;
  return length > 0 && path != NULL && strncmp(path, watched, length) == 0 && path[length] == '/';
}

static int shim_open(
  sqlite3_vfs *vfs, sqlite3_filename path, sqlite3_file *file, int flags, int *flagsOut
) {
  (void)vfs;
  ShimFile *shim = (ShimFile *)file;
  memset(shim, 0, sizeof *shim);
  shim->real = (sqlite3_file *)(shim + 1);
  pthread_mutex_lock(&lock);
  /* Before it is opened, which makes it: a name that is new is on the disk with the first sync only. */
  if (is_watched(path)) {
    shim->disk = disk_file(path);
    shim->watch = watch;
  }
  pthread_mutex_unlock(&lock);
  int result = real->xOpen(real, path, shim->real, flags, flagsOut);
  if (shim->real->pMethods == NULL) return result;
  file->pMethods = &methods;
  return result;
}

static int shim_delete(sqlite3_vfs *vfs, const char *path, int syncsFolder) {
  (void)vfs;
  int result = real->xDelete(real, path, syncsFolder);
  pthread_mutex_lock(&lock);
  if (is_watched(path) && result == SQLITE_OK) {
    DiskFile *disk = disk_file(path);
    disk_delete(disk, 0);
    note_event();
    if (syncsFolder) disk_delete(disk, 1);
  }
  pthread_mutex_unlock(&lock);
  return result;
}

int power_loss_install(void) {
  static sqlite3_vfs shim;
  pthread_mutex_lock(&lock);
  int result = SQLITE_OK;
  if (real == NULL) {
    real = sqlite3_vfs_find(NULL);
    /* Everything else of the default VFS needs no file and goes straight to it. */
    shim = *real;
    shim.zName = "power-loss";
    shim.pNext = NULL;
    shim.szOsFile = (int)sizeof(ShimFile) + real->szOsFile;
    shim.xOpen = shim_open;
    shim.xDelete = shim_delete;
    result = sqlite3_vfs_register(&shim, 1);
  }
  pthread_mutex_unlock(&lock);
  return result;
}

void power_loss_watch(const char *folder) {
  pthread_mutex_lock(&lock);
  watched = strdup(folder);
  watch++;
  events = 0;

  pthread_mutex_unlock(&lock);
}

void power_loss_plan(int64_t event, const char *image, uint64_t seed) {
  Plan *plan = malloc(sizeof *plan);
  if (plan == NULL) abort();
  *plan = (Plan){.event = event, .image = strdup(image), .seed = seed};
  pthread_mutex_lock(&lock);
  plan->next = plans;
  plans = plan;
  pthread_mutex_unlock(&lock);
}

int64_t power_loss_events(void) {
  pthread_mutex_lock(&lock);
  int64_t count = events;
  pthread_mutex_unlock(&lock);
  return count;
}


void power_loss_end(void) {
  pthread_mutex_lock(&lock);
  free(watched);
  watched = NULL;
  watch++;
  while (plans != NULL) {
    Plan *plan = plans;
    plans = plan->next;
    free(plan->image);
    free(plan);
  }
  disk_forget();
  pthread_mutex_unlock(&lock);
}
