#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "index/base/buf.h"
#include "index/store/impacts.h"
#include "index/store/terms.h"

/* The frequent terms, by hash. */
struct frequent {
    struct named {
        uint64_t hash;
        struct term term;
    } * list;
    size_t n, cap;
    uint32_t least; /* articles that have one */
    bool full;      /* no memory */
};

static bool take_term(void *state, const char *name, size_t len, uint32_t df) {
    struct frequent *f = state;
    struct term term = {.len = len};
    if (df < f->least)
        return true;
    memcpy(term.name, name, len);
    if (!term_is_scored(&term))
        return true;
    f->full = !array_grow(&f->list, &f->cap, f->n + 1, sizeof *f->list);
    if (!f->full)
        f->list[f->n++] = (struct named){XXH3_64bits(name, len), term};
    return !f->full;
}

static int by_hash(const void *a, const void *b) {
    const struct named *x = a, *y = b;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

struct packing {
    const struct lengths *lengths;
    uint8_t *bytes;
};

static bool take_postings(void *state, const uint32_t *ids, const uint32_t *wdf, size_t n) {
    struct packing *p = state;
    for (size_t i = 0; i < n; i++) {
        uint32_t row = ids[i] - 1, at = row % IMPACTS_BLOCK;
        uint8_t impact = impact_of(p->lengths, ids[i], wdf[i]);
        p->bytes[(size_t)(row / IMPACTS_BLOCK) * IMPACTS_HALF + at % IMPACTS_HALF] |=
            (uint8_t)(at < IMPACTS_HALF ? impact : impact << 4);
    }
    return true;
}

static bool write_terms(struct shim_reader *reader, const struct frequent *f, struct packing *p,
                        struct outfile *o, struct tt_error *e) {
    uint64_t bytes = impacts_bytes(p->lengths->documents);
    struct impacts_head head = {IMPACTS_MAGIC, p->lengths->documents, (uint32_t)f->n};
    outfile_write(o, &head, sizeof head);
    for (size_t i = 0; i < f->n; i++) {
        struct impacts_entry entry = {f->list[i].hash,
                                      sizeof head + f->n * sizeof entry + i * bytes};
        outfile_write(o, &entry, sizeof entry);
    }
    for (size_t i = 0; i < f->n; i++) {
        const struct term *term = &f->list[i].term;
        memset(p->bytes, 0, bytes);
        if (!shim_reader_postings(reader, term->name, term->len, take_postings, p, e))
            return false;
        outfile_write(o, p->bytes, bytes);
    }
    return outfile_end(o, e);
}

static bool write_all(const char *dir, struct shim_reader *reader, const struct lengths *l,
                      struct tt_error *e) {
    struct frequent f = {.least = l->documents / IMPACTS_FREQUENT + 1};
    struct packing p = {l, malloc(impacts_bytes(l->documents) + 1)};
    struct outfile o;
    bool ok = shim_reader_terms(reader, "", 0, take_term, &f, e);
    ok = ok && ((p.bytes && !f.full) || tt_fail(e, TT_NO_MEMORY, "no memory for impacts"));
    if (ok)
        qsort(f.list, f.n, sizeof *f.list, by_hash);
    if (ok && outfile_begin(dir, FILE_IMPACTS, &o, e)) {
        ok = write_terms(reader, &f, &p, &o, e);
        outfile_drop(&o);
    } else {
        ok = false;
    }
    free(f.list);
    free(p.bytes);
    return ok;
}

bool impacts_write(const char *dir, const char *terms, const struct lengths *l,
                   struct tt_error *e) {
    struct shim_reader *reader = NULL;
    if (l->documents + UINT64_C(1) > UINT32_MAX >> IMPACT_BITS)
        return tt_fail(e, TT_BAD_INPUT, "an index holds no more than %u articles",
                       (UINT32_MAX >> IMPACT_BITS) - 1);
    bool ok = shim_reader_open(terms, &reader, e) && write_all(dir, reader, l, e);
    shim_reader_close(reader);
    return ok;
}
