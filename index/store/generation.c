#include "index/store/generation.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char building_prefix[] = ".building-";
enum { GENERATIONS_MAX = 256 };

static bool valid_name(const char *name) {
    if (!isalnum((unsigned char)name[0]) || strlen(name) >= GENERATION_NAME_MAX)
        return false;
    for (const char *c = name; *c; c++)
        if (!isalnum((unsigned char)*c) && !strchr("._-", *c))
            return false;
    return strcmp(name, "CURRENT") != 0 && strcmp(name, "lock") != 0;
}

bool generation_dir(const char *index, const char *name, char dir[FILES_PATH_MAX],
                    struct tt_error *e) {
    if (!valid_name(name))
        return tt_fail(e, TT_BAD_INPUT, "not a generation's name: %.64s", name);
    return files_join(index, name, dir, e);
}

static bool make_dirs(const char *path, struct tt_error *e) {
    char part[FILES_PATH_MAX];
    size_t n = strlen(path);
    if (!n || n >= sizeof part)
        return tt_fail(e, TT_BAD_INPUT, "not a usable path: %.100s", path);
    memcpy(part, path, n + 1);
    for (size_t i = 1; i <= n; i++) {
        if (part[i] != '/' && part[i] != '\0')
            continue;
        char kept = part[i];
        part[i] = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST)
            return tt_fail(e, TT_INTERNAL, "cannot create %s: %s", part, strerror(errno));
        part[i] = kept;
    }
    return true;
}

bool generation_lock(const char *index, struct generation_lock *l, struct tt_error *e) {
    char path[FILES_PATH_MAX];
    if (!make_dirs(index, e) || !files_join(index, "lock", path, e))
        return false;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        return tt_fail(e, TT_INTERNAL, "cannot open %s: %s", path, strerror(errno));
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        int err = errno;
        close(fd);
        if (err == EWOULDBLOCK)
            return tt_fail(e, TT_BUSY, "another build is at work on %s", index);
        return tt_fail(e, TT_INTERNAL, "cannot lock %s: %s", path, strerror(err));
    }
    snprintf(l->index, sizeof l->index, "%s", index);
    l->fd = fd;
    return true;
}

void generation_unlock(struct generation_lock *l) {
    close(l->fd);
    l->fd = -1;
}

static bool remove_leftovers(const char *index, struct tt_error *e) {
    DIR *d = opendir(index);
    if (!d)
        return tt_fail(e, TT_INTERNAL, "cannot list %s: %s", index, strerror(errno));
    bool ok = true;
    for (struct dirent *entry; ok && (entry = readdir(d));) {
        char path[FILES_PATH_MAX];
        if (strncmp(entry->d_name, building_prefix, strlen(building_prefix)) == 0)
            ok = files_join(index, entry->d_name, path, e) && files_remove_tree(path, e);
    }
    closedir(d);
    return ok;
}

static bool building_dir(const char *index, const char *name, char dir[FILES_PATH_MAX],
                         struct tt_error *e) {
    char folder[sizeof building_prefix + GENERATION_NAME_MAX];
    snprintf(folder, sizeof folder, "%s%s", building_prefix, name);
    return files_join(index, folder, dir, e);
}

/* A name by the time, behind all that are there: builds within one second get a tail, and
 * none the name of one that was removed in it. */
static bool free_name(const char *index, char name[GENERATION_NAME_MAX], struct tt_error *e) {
    char names[GENERATIONS_MAX][GENERATION_NAME_MAX], stamp[32], dir[FILES_PATH_MAX];
    size_t n = generation_list(index, names, GENERATIONS_MAX);
    time_t now = time(NULL);
    struct tm tm;
    strftime(stamp, sizeof stamp, "%Y%m%dT%H%M%SZ", gmtime_r(&now, &tm));
    const char *last = n && strncmp(names[n - 1], stamp, strlen(stamp)) == 0 ? names[n - 1] : "";
    for (int tail = 0; tail < 1000; tail++) {
        struct stat st;
        if (tail)
            snprintf(name, GENERATION_NAME_MAX, "%s-%03d", stamp, tail);
        else
            snprintf(name, GENERATION_NAME_MAX, "%s", stamp);
        if (!files_join(index, name, dir, e))
            return false;
        if (strcmp(name, last) > 0 && stat(dir, &st) != 0)
            return true;
    }
    return tt_fail(e, TT_INTERNAL, "no free name for a generation in %s", index);
}

bool generation_begin(const struct generation_lock *l, char name[GENERATION_NAME_MAX],
                      char dir[FILES_PATH_MAX], struct tt_error *e) {
    if (!remove_leftovers(l->index, e) || !free_name(l->index, name, e) ||
        !building_dir(l->index, name, dir, e))
        return false;
    if (mkdir(dir, 0777) != 0)
        return tt_fail(e, TT_INTERNAL, "cannot create %s: %s", dir, strerror(errno));
    return true;
}

static bool sync_files_of(const char *dir, struct tt_error *e) {
    DIR *d = opendir(dir);
    if (!d)
        return tt_fail(e, TT_INTERNAL, "cannot list %s: %s", dir, strerror(errno));
    bool ok = true;
    for (struct dirent *entry; ok && (entry = readdir(d));) {
        char path[FILES_PATH_MAX];
        if (entry->d_name[0] != '.')
            ok = files_join(dir, entry->d_name, path, e) && files_sync(path, e);
    }
    closedir(d);
    return ok && files_sync(dir, e);
}

bool generation_activate(const struct generation_lock *l, const char *name, struct tt_error *e) {
    char line[GENERATION_NAME_MAX + 1], next[FILES_PATH_MAX], current[FILES_PATH_MAX];
    int n = snprintf(line, sizeof line, "%s\n", name);
    if (!files_join(l->index, ".CURRENT.next", next, e) ||
        !files_join(l->index, "CURRENT", current, e) ||
        !files_write(l->index, ".CURRENT.next", line, (size_t)n, e) || !files_sync(next, e))
        return false;
    if (rename(next, current) != 0)
        return tt_fail(e, TT_INTERNAL, "cannot replace %s: %s", current, strerror(errno));
    struct tt_error ignored; /* it is current, whether the folder could be flushed or not */
    files_sync(l->index, &ignored);
    return true;
}

/* Removes the oldest complete generations but the current one until `keep` remain. One that
 * is half removed is a leftover, which the next build removes or tells. */
static void prune(const char *index, const char *current, unsigned keep) {
    char names[GENERATIONS_MAX][GENERATION_NAME_MAX], dir[FILES_PATH_MAX], old[FILES_PATH_MAX];
    size_t n = generation_list(index, names, GENERATIONS_MAX), left = n;
    struct tt_error ignored;
    for (size_t i = 0; i < n && left > keep; i++) {
        if (strcmp(names[i], current) == 0)
            continue;
        if (files_join(index, names[i], dir, &ignored) &&
            building_dir(index, names[i], old, &ignored) && rename(dir, old) == 0)
            files_remove_tree(old, &ignored);
        left--;
    }
}

bool generation_publish(const struct generation_lock *l, const char *name, unsigned keep,
                        struct tt_error *e) {
    char from[FILES_PATH_MAX], to[FILES_PATH_MAX];
    if (!building_dir(l->index, name, from, e) || !generation_dir(l->index, name, to, e) ||
        !sync_files_of(from, e))
        return false;
    if (rename(from, to) != 0)
        return tt_fail(e, TT_INTERNAL, "cannot name %s: %s", to, strerror(errno));
    if (!files_sync(l->index, e) || !generation_activate(l, name, e))
        return false;
    prune(l->index, name, keep);
    return true;
}

bool generation_current(const char *index, char name[GENERATION_NAME_MAX], struct tt_error *e) {
    char path[FILES_PATH_MAX];
    struct mapping m;
    if (!files_join(index, "CURRENT", path, e) || !mapping_open(path, &m, e))
        return false;
    size_t n = m.len && m.data[m.len - 1] == '\n' ? m.len - 1 : m.len;
    char got[GENERATION_NAME_MAX] = "";
    if (n < sizeof got)
        memcpy(got, m.data, n);
    mapping_close(&m);
    if (strlen(got) != n || !valid_name(got))
        return tt_fail(e, TT_CORRUPT, "%s does not hold a generation's name", path);
    memcpy(name, got, sizeof got);
    return true;
}

static int by_text(const void *a, const void *b) {
    return strcmp(a, b);
}

size_t generation_list(const char *index, char (*names)[GENERATION_NAME_MAX], size_t room) {
    DIR *d = opendir(index);
    size_t n = 0;
    if (!d)
        return 0;
    for (struct dirent *entry; n < room && (entry = readdir(d));) {
        char dir[FILES_PATH_MAX], manifest[FILES_PATH_MAX];
        struct tt_error ignored;
        struct stat st;
        if (generation_dir(index, entry->d_name, dir, &ignored) &&
            files_join(dir, "manifest.json", manifest, &ignored) && stat(manifest, &st) == 0)
            snprintf(names[n++], GENERATION_NAME_MAX, "%.*s", GENERATION_NAME_MAX - 1,
                     entry->d_name);
    }
    closedir(d);
    qsort(names, n, sizeof *names, by_text);
    return n;
}
