#include "index/build/spool.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xxhash.h>

#include "index/base/files.h"
#include "index/build/spool_file.h"

struct spool {
    char index[FILES_PATH_MAX], path[FILES_PATH_MAX];
    FILE *f;
    uint64_t at;
    struct spool_row *rows;
    size_t n, cap;
    struct buf packed;
    XXH3_state_t *sum;
    void *map; /* all that was flushed, mapped on the first spool_get after an add */
    size_t mapped;
    uint64_t seen; /* bytes of it, about, that are resident */
};

static bool no_memory(struct tt_error *e) {
    return tt_fail(e, TT_NO_MEMORY, "no memory for a spool");
}

static bool cannot_write(const struct spool *s, struct tt_error *e) {
    return tt_fail(e, TT_INTERNAL, "cannot write %s: %s", s->path, strerror(errno));
}

bool spool_new(const char *index, struct spool **out, struct tt_error *e) {
    struct spool *s = calloc(1, sizeof *s);
    if (!s)
        return no_memory(e);
    buf_init(&s->packed, 64 << 20);
    snprintf(s->index, sizeof s->index, "%s", index);
    s->sum = XXH3_createState();
    bool ok = (s->sum || no_memory(e)) && files_join(index, SPOOL_NEXT, s->path, e);
    if (ok) {
        XXH3_64bits_reset(s->sum);
        s->f = fopen(s->path, "w+be");
        ok = s->f || cannot_write(s, e);
    }
    if (ok)
        *out = s;
    else
        spool_free(s);
    return ok;
}

static void unmap(struct spool *s) {
    if (s->map)
        munmap(s->map, s->mapped);
    s->map = NULL;
}

void spool_free(struct spool *s) {
    if (!s)
        return;
    unmap(s);
    if (s->f) {
        fclose(s->f);
        unlink(s->path);
    }
    XXH3_freeState(s->sum);
    free(s->rows);
    buf_done(&s->packed);
    free(s);
}

uint32_t spool_count(const struct spool *s) {
    return (uint32_t)s->n;
}

static bool append(struct spool *s, const void *bytes, size_t n, struct tt_error *e) {
    XXH3_64bits_update(s->sum, bytes, n);
    s->at += n;
    return fwrite(bytes, 1, n, s->f) == n || cannot_write(s, e);
}

bool spool_add(struct spool *s, uint64_t key, const struct article *a, struct tt_error *e) {
    buf_clear(&s->packed);
    article_pack(a, &s->packed);
    return buf_ok(&s->packed) ? spool_add_packed(s, key, s->packed.data, s->packed.len, e)
                              : no_memory(e);
}

bool spool_add_packed(struct spool *s, uint64_t key, const char *packed, size_t len,
                      struct tt_error *e) {
    if (!array_grow(&s->rows, &s->cap, s->n + 1, sizeof *s->rows))
        return no_memory(e);
    unmap(s);
    s->rows[s->n] = (struct spool_row){key, s->at};
    if (!append(s, packed, len, e))
        return false;
    s->n++;
    return true;
}

static bool map_all(struct spool *s, struct tt_error *e) {
    if (fflush(s->f) != 0)
        return cannot_write(s, e);
    void *map = mmap(NULL, s->at, PROT_READ, MAP_SHARED, fileno(s->f), 0);
    if (map == MAP_FAILED)
        return tt_fail(e, TT_INTERNAL, "cannot map %s: %s", s->path, strerror(errno));
    s->map = map;
    s->mapped = s->at;
    s->seen = 0;
    return true;
}

/* What was read stays in the page cache, which gives way; as a part of this process it would
 * count against it. A fault maps about 64 KiB around it. */
static void rest(struct spool *s, uint64_t len) {
    enum { AROUND = 64 << 10, RESIDENT_MAX = 256 << 20 };
    s->seen += len + AROUND;
    if (s->seen < RESIDENT_MAX)
        return;
    madvise(s->map, s->mapped, MADV_DONTNEED);
    s->seen = 0;
}

bool spool_get(struct spool *s, uint32_t number, struct article *a, struct tt_error *e) {
    if (number >= s->n)
        return tt_fail(e, TT_INTERNAL, "the spool has no article %u", number);
    if (!s->map && !map_all(s, e))
        return false;
    uint64_t start = s->rows[number].start;
    uint64_t end = number + 1 < s->n ? s->rows[number + 1].start : s->at;
    rest(s, end - start);
    return article_unpack((const char *)s->map + start, end - start, a, e);
}

bool spool_keep(struct spool *s, uint64_t version, struct tt_error *e) {
    char kept[FILES_PATH_MAX];
    unmap(s); /* what was mapped ends before the table */
    uint64_t head[3] = {SPOOL_MAGIC, version, s->n};
    if (!files_join(s->index, SPOOL_KEPT, kept, e) ||
        !append(s, s->rows, s->n * sizeof *s->rows, e) || !append(s, head, sizeof head, e))
        return false;
    uint64_t sum = XXH3_64bits_digest(s->sum);
    bool ok = fwrite(&sum, 1, sizeof sum, s->f) == sizeof sum;
    ok = fclose(s->f) == 0 && ok;
    s->f = NULL;
    if (!ok || rename(s->path, kept) != 0) {
        cannot_write(s, e);
        unlink(s->path);
        return false;
    }
    return true;
}
