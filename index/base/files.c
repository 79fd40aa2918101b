#include "index/base/files.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#define XXH_STATIC_LINKING_ONLY /* the state on the stack */
#include <xxhash.h>

static bool fail_errno(struct tt_error *e, const char *what, const char *path) {
    int err = errno;
    return tt_fail(e, err == ENOENT ? TT_NOT_FOUND : TT_INTERNAL, "%s %s: %s", what, path,
                   strerror(err));
}

bool files_join(const char *dir, const char *name, char out[FILES_PATH_MAX], struct tt_error *e) {
    int n = snprintf(out, FILES_PATH_MAX, "%s/%s", dir, name);
    if (n < 0 || n >= FILES_PATH_MAX)
        return tt_fail(e, TT_BAD_INPUT, "path too long: %.100s", dir);
    return true;
}

bool mapping_open(const char *path, struct mapping *m, struct tt_error *e) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_errno(e, "cannot open", path);
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        close(fd);
        return tt_fail(e, TT_INTERNAL, "not a regular file: %s", path);
    }
    struct mapping got = {"", (size_t)st.st_size};
    if (got.len) {
        void *p = mmap(NULL, got.len, PROT_READ, MAP_SHARED, fd, 0);
        if (p == MAP_FAILED) {
            fail_errno(e, "cannot map", path);
            close(fd);
            return false;
        }
        got.data = p;
    }
    close(fd);
    *m = got;
    return true;
}

void mapping_close(struct mapping *m) {
    if (m->len)
        munmap((void *)(uintptr_t)m->data, m->len);
    *m = (struct mapping){0};
}

void mapping_rest(const struct mapping *m) {
    if (m->len)
        madvise((void *)(uintptr_t)m->data, m->len, MADV_DONTNEED);
}

uint64_t mapping_sum(const struct mapping *m, size_t n) {
    enum { STEP = 64 << 20 };
    XXH3_state_t state;
    XXH3_64bits_reset(&state);
    for (size_t at = 0, step; at < n; at += step) {
        step = n - at < STEP ? n - at : STEP;
        XXH3_64bits_update(&state, m->data + at, step);
        if (step == STEP)
            mapping_rest(m);
    }
    return XXH3_64bits_digest(&state);
}

bool outfile_begin(const char *dir, const char *name, struct outfile *o, struct tt_error *e) {
    o->at = 0;
    o->error = 0;
    o->f = NULL;
    if (!files_join(dir, name, o->path, e))
        return false;
    o->f = fopen(o->path, "wbe");
    if (!o->f)
        return fail_errno(e, "cannot create", o->path);
    setvbuf(o->f, NULL, _IOFBF, 1 << 16);
    return true;
}

void outfile_write(struct outfile *o, const void *bytes, size_t n) {
    if (n && !o->error && fwrite(bytes, 1, n, o->f) != n)
        o->error = errno ? errno : EIO;
    o->at += n;
}

bool outfile_end(struct outfile *o, struct tt_error *e) {
    if (fclose(o->f) != 0 && !o->error)
        o->error = errno ? errno : EIO;
    o->f = NULL;
    return !o->error || tt_fail(e, TT_INTERNAL, "cannot write %s: %s", o->path, strerror(o->error));
}

void outfile_drop(struct outfile *o) {
    if (o->f)
        fclose(o->f);
    o->f = NULL;
}

bool files_write(const char *dir, const char *name, const char *bytes, size_t n,
                 struct tt_error *e) {
    struct outfile o;
    if (!outfile_begin(dir, name, &o, e))
        return false;
    outfile_write(&o, bytes, n);
    return outfile_end(&o, e);
}

bool files_sync(const char *path, struct tt_error *e) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_errno(e, "cannot open", path);
    bool ok = fsync(fd) == 0 || fail_errno(e, "cannot sync", path);
    close(fd);
    return ok;
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw) {
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

bool files_remove_tree(const char *path, struct tt_error *e) {
    if (nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT)
        return true;
    return fail_errno(e, "cannot remove", path);
}
