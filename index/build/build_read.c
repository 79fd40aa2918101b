/* The first half of a build: inputs become articles in the spool. Every input is read twice,
 * once for what the pages of its source share. */
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "index/base/lanes.h"
#include "index/build/build_parts.h"

/* ---- learning -------------------------------------------------------------------- */

static bool look(void *state, const struct input *in, struct input_work *w, struct tt_error *e) {
    const struct build *b = state;
    return templates_look(b->templates, in, w->out, e);
}

static bool learn(void *state, const char *name, const char *made, size_t len, struct tt_error *e) {
    struct build *b = state;
    (void)name;
    build_tell(b, PHASE_LEARN, ++b->pages, 0);
    return templates_count(b->templates, made, len, e);
}

static void reject_silently(void *state, const char *name, const char *reason, const char *detail) {
    struct build *b = state;
    (void)name, (void)reason, (void)detail;
    b->pages++;
}

/* ---- reading: on any thread ------------------------------------------------------ */

/* All that the reading of an input depends on, beside the reader's version. */
static uint64_t key_of(const struct build *b, const struct input *in) {
    uint64_t parts[] = {in->hash, XXH3_64bits(in->name, strlen(in->name)),
                        templates_state(b->templates, in)};
    uint64_t key = XXH3_64bits(parts, sizeof parts);
    return key ? key : 1;
}

static void finish_outcome(const struct article *a, struct outcome *o) {
    fingerprint_read(a->s[ARTICLE_TITLE], a->len[ARTICLE_TITLE], a->s[ARTICLE_BODY],
                     a->len[ARTICLE_BODY], &o->print);
    o->published = a->published;
}

static bool reuse(const struct build *b, struct outcome *o, struct buf *out) {
    const char *packed;
    size_t len;
    struct article a;
    if (!kept_find(b->kept, o->key, &packed, &len, &a))
        return false;
    o->reused = 1;
    finish_outcome(&a, o);
    buf_add(out, o, sizeof *o);
    buf_add(out, packed, len);
    article_done(&a);
    return true;
}

/* An outcome, and the packed article behind it. */
static bool read_one(void *state, const struct input *in, struct input_work *w,
                     struct tt_error *e) {
    const struct build *b = state;
    struct outcome o = {.key = key_of(b, in)};
    struct reading r;
    if (reuse(b, &o, w->out))
        return true;
    if (!read_article(b->directory, b->templates, in, &r, e))
        return false;
    if (r.reject) {
        w->reject = r.reject;
        memcpy(w->detail, r.reject_detail, sizeof w->detail);
    } else {
        finish_outcome(&r.article, &o);
        buf_add(w->out, &o, sizeof o);
        article_pack(&r.article, w->out);
    }
    reading_done(&r);
    return true;
}

/* ---- reading: in order ----------------------------------------------------------- */

static void reject_one(void *state, const char *name, const char *reason, const char *detail) {
    struct build *b = state;
    build_tell(b, PHASE_READ, ++b->summary->read, b->pages);
    report_reject(&b->report, name, reason, detail);
}

static bool take_one(void *state, const char *name, const char *made, size_t len,
                     struct tt_error *e) {
    struct build *b = state;
    struct outcome o;
    memcpy(&o, made, sizeof o);
    build_tell(b, PHASE_READ, ++b->summary->read, b->pages);
    b->summary->reused += o.reused;
    if (b->summary->reused % 1024 == 0)
        kept_rest(b->kept);
    return build_take(b, name, &o, made + sizeof o, len - sizeof o, e);
}

bool build_read(struct build *b, struct tt_error *e) {
    unsigned threads = b->options->threads ? b->options->threads : lanes_processors();
    const struct input_crew first = {threads, look, learn, reject_silently, b};
    const struct input_crew second = {threads, read_one, take_one, reject_one, b};
    if (!inputs_walk_wide(b->inputs, &first, e))
        return false;
    build_enter(b, PHASE_READ);
    if (!inputs_walk_wide(b->inputs, &second, e))
        return false;
    if (spool_count(b->spool) == 0)
        return tt_fail(e, TT_BAD_INPUT, "no article in %u inputs: nothing to publish",
                       b->summary->read);
    return true;
}
