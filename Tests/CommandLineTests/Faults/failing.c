// Makes one call of the system's fail, for a program that this is loaded into
// by LD_PRELOAD. The environment says which:
//
//   FAULT_CALL    open, write, short, fsync, rename, close or flock;
//                 "short" is a write of half of what it was given
//   FAULT_NUMBER  1 for the first of these calls
//   FAULT_ERROR   what it leaves in `errno`
//   FAULT_MARK    the path of a link that is made when it happens
//
// Only files that are made under a relative path count, and folders that are
// opened so. Programs that this one starts go without.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILES = 1024 };

static char call[16], mark[4096];
static int number, error, count;
static bool is_watched[FILES];

__attribute__((constructor)) static void read_environment(void) {
  const char *names[] = {"FAULT_CALL", "FAULT_NUMBER", "FAULT_ERROR",
                         "FAULT_MARK"};
  const char *values[4];
  for (int i = 0; i < 4; i++) {
    values[i] = getenv(names[i]);
    if (values[i] == NULL) return;
  }
  strncpy(call, values[0], sizeof call - 1);
  number = atoi(values[1]);
  error = atoi(values[2]);
  strncpy(mark, values[3], sizeof mark - 1);
  unsetenv("LD_PRELOAD");
}

static bool is_file(int file) {
  return file >= 0 && file < FILES && is_watched[file];
}

// Whether this call is the one that fails.
static bool fails(const char *name) {
  if (strcmp(name, call) != 0 || ++count != number) return false;
  if (symlink("fault", mark) != 0) abort();
  errno = error;
  return true;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int open(const char *path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  bool is_counted = path[0] != '/' &&
                    (flags & (O_CREAT | O_WRONLY | O_DIRECTORY)) != 0;
  if (is_counted && fails("open")) return -1;
  int file = REAL(open)(path, flags, mode);
  if (file >= 0 && file < FILES) is_watched[file] = is_counted;
  return file;
}

ssize_t write(int file, const void *bytes, size_t length) {
  if (is_file(file)) {
    if (fails("write")) return -1;
    if (length > 1 && fails("short")) length /= 2;
  }
  return REAL(write)(file, bytes, length);
}

int fsync(int file) {
  return is_file(file) && fails("fsync") ? -1 : REAL(fsync)(file);
}

int flock(int file, int operation) {
  if (is_file(file) && fails("flock")) return -1;
  return ((int (*)(int, int))dlsym(RTLD_NEXT, "flock"))(file, operation);
}

int rename(const char *from, const char *to) {
  if (from[0] != '/' && fails("rename")) return -1;
  return ((int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename"))(
      from, to);
}

// A file is closed even if the system says that something went wrong.
int close(int file) {
  bool has_failed = is_file(file) && fails("close");
  if (file >= 0 && file < FILES) is_watched[file] = false;
  int result = REAL(close)(file);
  if (!has_failed) return result;
  errno = error;
  return -1;
}
