/* The first half of a build: inputs become articles in the spool. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "index/build/build_parts.h"

static bool learn_one(void *state, const struct input *in, struct tt_error *e) {
    struct build *b = state;
    build_tell(b, PHASE_LEARN, ++b->pages, 0);
    return templates_observe(b->templates, in, e);
}

static void reject_silently(void *state, const char *name, const char *reason, const char *detail) {
    struct build *b = state;
    (void)name, (void)reason, (void)detail;
    b->pages++;
}

static void reject_one(void *state, const char *name, const char *reason, const char *detail) {
    struct build *b = state;
    b->summary->read++;
    report_reject(&b->report, name, reason, detail);
}

static bool is_excluded(const struct build *b, const struct article *a) {
    char of_url[17];
    if (!b->excluded)
        return false;
    article_id_of_url(a->s[ARTICLE_URL], of_url);
    return idset_has(b->excluded, a->s[ARTICLE_ID]) ||
           (*a->s[ARTICLE_URL] && idset_has(b->excluded, of_url));
}

/* Under its own id too, where it was named by its URL: both answer that it is gone. */
static bool exclude_article(struct build *b, const char *name, const struct article *a,
                            struct tt_error *e) {
    report_excluded(&b->report, name, a->s[ARTICLE_ID]);
    return idset_add(b->excluded, a->s[ARTICLE_ID], 0, NULL) != UINT_MAX ||
           tt_fail(e, TT_NO_MEMORY, "no memory for ids");
}

static void fingerprint_of(const struct article *a, struct fingerprint *out) {
    fingerprint_read(a->s[ARTICLE_TITLE], a->len[ARTICLE_TITLE], a->s[ARTICLE_BODY],
                     a->len[ARTICLE_BODY], out);
}

static bool keep_article(struct build *b, const struct article *a, const struct fingerprint *f,
                         struct tt_error *e) {
    uint32_t n = spool_count(b->spool);
    if (!array_grow(&b->published, &b->published_cap, n + 1, sizeof *b->published))
        return tt_fail(e, TT_NO_MEMORY, "no memory for the list of articles");
    b->published[n] = a->published;
    return spool_add(b->spool, b->key, a, e) && clusters_add(b->clusters, f, a->published, e);
}

/* With every input kept, ids that come again get a number behind them. */
static bool keep_again(struct build *b, struct article *a, const struct fingerprint *f,
                       struct tt_error *e) {
    const char *given = a->s[ARTICLE_ID];
    char id[ID_BYTES_MAX + 16];
    bool added = false;
    for (unsigned k = 2; !added; k++) {
        int n = snprintf(id, sizeof id, "%.*s-%u", ID_BYTES_MAX - 8, given, k);
        if (idset_add(b->ids, id, spool_count(b->spool), &added) == UINT_MAX)
            return tt_fail(e, TT_NO_MEMORY, "no memory for ids");
        a->len[ARTICLE_ID] = (size_t)n;
    }
    a->s[ARTICLE_ID] = id;
    b->key = 0; /* under its own id it would be read otherwise */
    return keep_article(b, a, f, e);
}

/* Two inputs with one id are one article read twice, or a mistake: another text under a name
 * that is taken. Equal texts end in one cluster. A text that is only alike might not, and
 * would be a second article of the same id: the one that was read first stands for it. */
static bool take_again(struct build *b, const char *name, struct article *a, uint32_t first,
                       const struct fingerprint *f, struct tt_error *e) {
    struct article kept;
    struct fingerprint old;
    if (b->options->keep_duplicates)
        return keep_again(b, a, f, e);
    if (!spool_get(b->spool, first, &kept, e))
        return false;
    fingerprint_of(&kept, &old);
    article_done(&kept);
    if (old.exact == f->exact)
        return keep_article(b, a, f, e);
    if (fingerprint_resemblance(&old, f) >= 0.4)
        report_duplicate(&b->report, a->s[ARTICLE_ID], a->s[ARTICLE_URL], a->s[ARTICLE_ID]);
    else
        report_reject(&b->report, name, "id-taken", "another text has the same id or URL");
    return true;
}

static bool take_article(struct build *b, const char *name, struct article *a, struct tt_error *e) {
    struct fingerprint f;
    bool added;
    fingerprint_of(a, &f);
    unsigned first = idset_add(b->ids, a->s[ARTICLE_ID], spool_count(b->spool), &added);
    if (first == UINT_MAX)
        return tt_fail(e, TT_NO_MEMORY, "no memory for ids");
    return added ? keep_article(b, a, &f, e) : take_again(b, name, a, first, &f, e);
}

static bool take_read(struct build *b, const char *name, struct article *a, struct tt_error *e) {
    if (is_excluded(b, a))
        return exclude_article(b, name, a, e);
    return take_article(b, name, a, e);
}

/* All that the reading of an input depends on, beside the reader's version. */
static uint64_t key_of(const struct build *b, const struct input *in) {
    uint64_t parts[] = {in->hash, XXH3_64bits(in->name, strlen(in->name)),
                        templates_state(b->templates, in)};
    uint64_t key = XXH3_64bits(parts, sizeof parts);
    return key ? key : 1;
}

static bool read_anew(struct build *b, const struct input *in, struct tt_error *e) {
    bool ok = true;
    if (!read_article(b->directory, b->templates, in, &b->reading, e))
        return false;
    if (b->reading.reject)
        report_reject(&b->report, in->name, b->reading.reject, b->reading.reject_detail);
    else
        ok = take_read(b, in->name, &b->reading.article, e);
    reading_done(&b->reading);
    return ok;
}

static bool read_one(void *state, const struct input *in, struct tt_error *e) {
    struct build *b = state;
    struct article a;
    build_tell(b, PHASE_READ, ++b->summary->read, b->pages);
    b->key = key_of(b, in);
    if (!kept_find(b->kept, b->key, &a))
        return read_anew(b, in, e);
    b->summary->reused++;
    bool ok = take_read(b, in->name, &a, e);
    article_done(&a);
    return ok;
}

bool build_read(struct build *b, struct tt_error *e) {
    if (!inputs_walk(b->inputs, learn_one, reject_silently, b, e) ||
        !inputs_walk(b->inputs, read_one, reject_one, b, e))
        return false;
    if (spool_count(b->spool) == 0)
        return tt_fail(e, TT_BAD_INPUT, "no article in %u inputs: nothing to publish",
                       b->summary->read);
    return true;
}
