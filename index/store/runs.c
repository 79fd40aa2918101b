#include "index/store/runs.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "index/base/buf.h"

/* Each run is read through a buffer; mapped, hundreds of places in one file would make a GiB
 * resident, for every one brings its neighbours. All buffers together, and each: */
enum { BUFFERS_BYTES = 64 << 20, BUFFER_MIN = 4 << 10, BUFFER_MAX = 256 << 10 };
/* As much as is looked at in one go: a name with its length and number of postings. */
enum { LOOKED_AT_MAX = 256, TERMS_A_STEP = 10000 };

/* The record at hand of one run. */
struct cursor {
    uint64_t beginning; /* of the name, to compare by */
    const char *name;
    size_t len;
    unsigned char *buffer;
    const unsigned char *at, *end; /* behind the name; of what is in the buffer */
    uint64_t next, last;           /* bytes of the file that are not: from, to */
    uint32_t first_document;
};

struct merge {
    const struct runs *runs;
    int fd;
    unsigned char *buffers;
    size_t buffer_bytes;
    struct cursor *cursors, **heap; /* the smallest name first; of equal ones the first run */
    size_t n;                       /* in the heap */
    struct shim_posting *list;      /* of the term at hand */
    size_t n_list, list_cap;
    char name[SHIM_TERM_MAX];
    size_t len;
    uint64_t done; /* bytes read */
    size_t terms;
};

static bool corrupt(const struct merge *m, struct tt_error *e) {
    return tt_fail(e, TT_CORRUPT, "%s is not what was written", m->runs->path);
}

/* Fills the cursor's buffer behind what is left in it. */
static bool refill(struct merge *m, struct cursor *c, struct tt_error *e) {
    size_t left = (size_t)(c->end - c->at), room = m->buffer_bytes - left;
    memmove(c->buffer, c->at, left);
    c->at = c->buffer;
    c->end = c->buffer + left;
    if (room > c->last - c->next)
        room = (size_t)(c->last - c->next);
    for (ssize_t n; room; room -= (size_t)n) {
        n = pread(m->fd, c->buffer + (c->end - c->buffer), room, (off_t)c->next);
        if (n == 0)
            return corrupt(m, e);
        if (n < 0 && errno != EINTR)
            return tt_fail(e, TT_INTERNAL, "cannot read %s: %s", m->runs->path, strerror(errno));
        n = n < 0 ? 0 : n;
        c->end += n;
        c->next += (uint64_t)n;
        m->done += (uint64_t)n;
    }
    return true;
}

/* Has the buffer hold what is looked at next, or all there is. */
static inline bool look(struct merge *m, struct cursor *c, struct tt_error *e) {
    return c->end - c->at >= LOOKED_AT_MAX || c->next == c->last || refill(m, c, e);
}

/* False at the end of the run, also where a number goes beyond it. */
static bool take_number(struct cursor *c, uint32_t *v) {
    *v = 0;
    for (int shift = 0; c->at < c->end && shift < 7 * RUN_NUMBER_MAX; shift += 7) {
        unsigned char b = *c->at++;
        *v |= (uint32_t)(b & 0x7f) << shift;
        if (b < 0x80)
            return true;
    }
    return false;
}

/* The next record's name. */
static bool take_name(struct merge *m, struct cursor *c, struct tt_error *e) {
    uint32_t len;
    uint64_t big = 0;
    if (!look(m, c, e))
        return false;
    if (!take_number(c, &len) || len < 1 || len > SHIM_TERM_MAX || len > (size_t)(c->end - c->at))
        return corrupt(m, e);
    memcpy(&big, c->at, len < sizeof big ? len : sizeof big);
    c->beginning = be64toh(big);
    c->name = (const char *)c->at;
    c->len = len;
    c->at += len;
    return true;
}

/* ---- the heap -------------------------------------------------------------------- */

static bool is_before(const struct cursor *a, const struct cursor *b) {
    if (a->beginning != b->beginning)
        return a->beginning < b->beginning;
    int d = memcmp(a->name, b->name, a->len < b->len ? a->len : b->len);
    if (d || a->len != b->len)
        return d ? d < 0 : a->len < b->len;
    return a->first_document < b->first_document;
}

static void sift_down(struct merge *m, size_t i) {
    struct cursor *c = m->heap[i];
    for (size_t kid; (kid = 2 * i + 1) < m->n; i = kid) {
        if (kid + 1 < m->n && is_before(m->heap[kid + 1], m->heap[kid]))
            kid++;
        if (!is_before(m->heap[kid], c))
            break;
        m->heap[i] = m->heap[kid];
    }
    m->heap[i] = c;
}

static bool fill(struct merge *m, struct tt_error *e) {
    for (size_t i = 0; i < m->runs->n; i++) {
        const struct run *r = &m->runs->list[i];
        struct cursor *c = &m->cursors[i];
        if (r->start > r->end)
            return corrupt(m, e);
        c->at = c->end = c->buffer = m->buffers + i * m->buffer_bytes;
        c->next = r->start;
        c->last = r->end;
        c->first_document = r->first_document;
        if (r->start == r->end)
            continue;
        if (!take_name(m, c, e))
            return false;
        m->heap[m->n++] = c;
    }
    for (size_t i = m->n / 2; i-- > 0;)
        sift_down(m, i);
    return true;
}

/* ---- terms ----------------------------------------------------------------------- */

static bool take_postings(struct merge *m, struct cursor *c, struct tt_error *e) {
    uint32_t n, row = 0, distance, wdf;
    if (!look(m, c, e))
        return false;
    if (!take_number(c, &n) || n > (uint64_t)(c->end - c->at) + (c->last - c->next))
        return corrupt(m, e);
    if (!array_grow(&m->list, &m->list_cap, m->n_list + n, sizeof *m->list))
        return tt_fail(e, TT_NO_MEMORY, "no memory for the postings of a term");
    for (uint32_t i = 0; i < n; i++) {
        if (!look(m, c, e))
            return false;
        if (!take_number(c, &distance) || !take_number(c, &wdf))
            return corrupt(m, e);
        row += distance;
        m->list[m->n_list++] = (struct shim_posting){c->first_document + row, wdf};
    }
    return true;
}

/* The first cursor's postings; it goes on to its next record, or leaves. */
static bool take_first(struct merge *m, struct tt_error *e) {
    struct cursor *c = m->heap[0];
    if (!take_postings(m, c, e))
        return false;
    if (c->at == c->end && c->next == c->last)
        m->heap[0] = m->heap[--m->n];
    else if (!take_name(m, c, e))
        return false;
    if (m->n)
        sift_down(m, 0);
    return true;
}

static bool is_same(const struct merge *m, const struct cursor *c) {
    return c->len == m->len && memcmp(c->name, m->name, m->len) == 0;
}

static void tell(struct merge *m) {
    const struct run *last = &m->runs->list[m->runs->n - 1];
    if (++m->terms % TERMS_A_STEP == 0 && m->runs->progress)
        m->runs->progress(m->runs->progress_state, m->done, last->end);
}

static bool take_term(struct merge *m, struct tt_error *e) {
    m->n_list = 0;
    m->len = m->heap[0]->len;
    memcpy(m->name, m->heap[0]->name, m->len);
    do
        if (!take_first(m, e))
            return false;
    while (m->n && is_same(m, m->heap[0]));
    tell(m);
    return true;
}

static bool open_all(struct merge *m, struct tt_error *e) {
    size_t n = m->runs->n + 1, each = BUFFERS_BYTES / n;
    m->buffer_bytes = each < BUFFER_MIN ? BUFFER_MIN : each < BUFFER_MAX ? each : BUFFER_MAX;
    m->cursors = calloc(n, sizeof *m->cursors);
    m->heap = calloc(n, sizeof *m->heap);
    m->buffers = malloc(n * m->buffer_bytes);
    if (!m->cursors || !m->heap || !m->buffers)
        return tt_fail(e, TT_NO_MEMORY, "no memory for %zu runs", n);
    m->fd = open(m->runs->path, O_RDONLY | O_CLOEXEC);
    return m->fd >= 0 ||
           tt_fail(e, TT_INTERNAL, "cannot open %s: %s", m->runs->path, strerror(errno));
}

bool runs_merge(const struct runs *r, runs_sink *sink, void *state, struct tt_error *e) {
    struct merge m = {.runs = r, .fd = -1};
    bool ok = open_all(&m, e) && fill(&m, e);
    while (ok && m.n)
        ok = take_term(&m, e) && sink(state, m.name, m.len, m.list, m.n_list, e);
    if (m.fd >= 0)
        close(m.fd);
    free(m.list);
    free(m.heap);
    free(m.cursors);
    free(m.buffers);
    return ok;
}
