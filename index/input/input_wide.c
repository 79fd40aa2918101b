/* A walk whose inputs are read by several threads: pieces go into batches, batches into
 * lanes. */
#include <stdlib.h>
#include <string.h>

#include "index/base/lanes.h"
#include "index/input/input_record.h"
#include "index/input/input_walk.h"

enum {
    BATCH_INPUTS = 64,
    BATCH_BYTES = 256 << 10,
    BATCHES_A_THREAD = 4,
    ON_THE_WAY_BYTES = 24 << 20, /* of inputs; a single one is at most INPUT_BYTES_MAX */
    KEPT_BYTES = 4 << 20,        /* a batch's memory beyond this is given back */
    BATCH_BYTES_MAX = 1 << 30    /* no bound is met before this one: see ON_THE_WAY_BYTES */
};

/* An input of a batch: where in the batch's bytes its parts begin. */
struct entry {
    size_t name, bytes, len, detail, out, out_len;
    enum input_form form;
    const char *reject;
};

struct batch {
    struct entry entries[BATCH_INPUTS];
    size_t n;
    struct buf bytes, out; /* what is handed in: names, pieces, details; what is made of it */
};

struct wide {
    const struct input_crew *crew;
    struct lanes *lanes;
    struct batch *batches, *filling;
    size_t n_batches;
};

static bool no_memory(struct tt_error *e) {
    return tt_fail(e, TT_NO_MEMORY, "no memory for inputs on the way");
}

static size_t add_string(struct buf *b, const char *s) {
    size_t at = b->len;
    buf_add(b, s, strlen(s) + 1);
    return at;
}

/* ---- on any thread --------------------------------------------------------------- */

static bool work_on_entry(const struct wide *w, struct batch *b, struct entry *en, struct record *r,
                          struct tt_error *e) {
    const char *base = buf_text(&b->bytes);
    struct input_piece p = {
        .name = base + en->name, .form = en->form, .bytes = base + en->bytes, .len = en->len};
    if (en->reject)
        return true;
    if (!record_read_piece(r, &p, e))
        return false;
    if (r->reject) {
        en->reject = r->reject;
        en->detail = add_string(&b->out, r->detail);
        return true;
    }
    static const char zeros[8];
    struct input_work work = {.out = &b->out};
    buf_add(&b->out, zeros, -b->out.len % sizeof zeros);
    en->out = b->out.len;
    if (!w->crew->work(w->crew->state, &r->input, &work, e))
        return false;
    en->out_len = b->out.len - en->out;
    en->reject = work.reject;
    if (work.reject)
        en->detail = add_string(&b->out, work.detail);
    return true;
}

static bool work_on_batch(void *state, void *job, struct tt_error *e) {
    struct batch *b = job;
    struct record r;
    record_init(&r);
    bool ok = true;
    for (size_t i = 0; ok && i < b->n; i++)
        ok = work_on_entry(state, b, &b->entries[i], &r, e);
    record_done(&r);
    return ok && (buf_ok(&b->out) || no_memory(e));
}

/* ---- on the caller's ------------------------------------------------------------- */

static void empty(struct buf *b) {
    if (b->cap > KEPT_BYTES)
        buf_done(b);
    buf_clear(b);
}

static bool take_batch(void *state, void *job, struct tt_error *e) {
    const struct wide *w = state;
    struct batch *b = job;
    for (size_t i = 0; i < b->n; i++) {
        const struct entry *en = &b->entries[i];
        const char *name = b->bytes.data + en->name;
        if (en->reject)
            w->crew->reject(w->crew->state, name, en->reject, buf_text(&b->out) + en->detail);
        else if (!w->crew->take(w->crew->state, name, buf_text(&b->out) + en->out, en->out_len, e))
            return false;
    }
    b->n = 0;
    empty(&b->bytes);
    empty(&b->out);
    return true;
}

static bool hand_in(struct wide *w, struct tt_error *e) {
    struct batch *b = w->filling;
    w->filling = NULL;
    return !b || lanes_push(w->lanes, b->bytes.len, e);
}

static bool add_piece(void *state, const struct input_piece *p, struct tt_error *e) {
    struct wide *w = state;
    if (!w->filling && !(w->filling = lanes_next(w->lanes, e)))
        return false;
    struct batch *b = w->filling;
    struct entry *en = &b->entries[b->n++];
    *en = (struct entry){.name = add_string(&b->bytes, p->name), .form = p->form};
    en->reject = p->reject;
    if (p->reject)
        en->detail = add_string(&b->out, p->detail);
    en->bytes = b->bytes.len;
    en->len = p->len;
    buf_add(&b->bytes, p->bytes, p->len);
    if (!buf_ok(&b->bytes) || !buf_ok(&b->out))
        return no_memory(e);
    return (b->n < BATCH_INPUTS && b->bytes.len < BATCH_BYTES) || hand_in(w, e);
}

/* ---- the walk -------------------------------------------------------------------- */

static bool start(struct wide *w, struct tt_error *e) {
    w->batches = calloc(w->n_batches, sizeof *w->batches);
    if (!w->batches)
        return no_memory(e);
    for (size_t i = 0; i < w->n_batches; i++) {
        buf_init(&w->batches[i].bytes, BATCH_BYTES_MAX);
        buf_init(&w->batches[i].out, BATCH_BYTES_MAX);
    }
    const struct lanes_plan plan = {.threads = w->crew->threads,
                                    .jobs = w->batches,
                                    .n_jobs = w->n_batches,
                                    .job_size = sizeof *w->batches,
                                    .weight_max = ON_THE_WAY_BYTES,
                                    .work = work_on_batch,
                                    .take = take_batch,
                                    .state = w};
    return lanes_new(&plan, &w->lanes, e);
}

bool inputs_walk_wide(struct inputs *in, const struct input_crew *crew, struct tt_error *e) {
    struct wide w = {.crew = crew, .n_batches = (size_t)crew->threads * BATCHES_A_THREAD};
    bool ok = start(&w, e) && inputs_walk_pieces(in, add_piece, &w, e) && hand_in(&w, e) &&
              lanes_drain(w.lanes, e);
    lanes_free(w.lanes);
    for (size_t i = 0; w.batches && i < w.n_batches; i++) {
        buf_done(&w.batches[i].bytes);
        buf_done(&w.batches[i].out);
    }
    free(w.batches);
    return ok;
}
