/* What becomes of an article that was read: taken down, kept, or another of an id that is
 * taken. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "index/build/build_parts.h"

/* The packed article at hand, and what is needed of it now. */
struct candidate {
    const struct outcome *o;
    const char *packed, *id, *url;
    size_t len;
};

static bool no_memory(struct tt_error *e) {
    return tt_fail(e, TT_NO_MEMORY, "no memory for the list of articles");
}

static bool is_excluded(const struct build *b, const struct candidate *c) {
    char of_url[17];
    if (!b->excluded)
        return false;
    article_id_of_url(c->url, of_url);
    return idset_has(b->excluded, c->id) || (*c->url && idset_has(b->excluded, of_url));
}

/* Under its own id too, where it was named by its URL: both answer that it is gone. */
static bool exclude(struct build *b, const char *name, const struct candidate *c,
                    struct tt_error *e) {
    report_excluded(&b->report, name, c->id);
    return idset_add(b->excluded, c->id, 0, NULL) != UINT_MAX || no_memory(e);
}

static bool note(struct build *b, const struct outcome *o, struct tt_error *e) {
    uint32_t n = clusters_count(b->clusters);
    if (!array_grow(&b->articles, &b->articles_cap, n + 1, sizeof *b->articles))
        return no_memory(e);
    b->articles[n] = (struct spooled){.published = o->published, .fate = FATE_STANDS};
    return clusters_add(b->clusters, &o->print, o->published, e);
}

static bool keep(struct build *b, const struct candidate *c, struct tt_error *e) {
    return spool_add_packed(b->spool, c->o->key, c->packed, c->len, e) && note(b, c->o, e);
}

/* With every input kept, ids that come again get a number behind them. The next build reads
 * them anew: under their own ids they would be others. */
static bool keep_renamed(struct build *b, const struct candidate *c, struct tt_error *e) {
    struct article a;
    char id[ID_BYTES_MAX + 16];
    bool added = false;
    int n = 0;
    for (unsigned k = 2; !added; k++) {
        n = snprintf(id, sizeof id, "%.*s-%u", ID_BYTES_MAX - 8, c->id, k);
        if (idset_add(b->ids, id, spool_count(b->spool), &added) == UINT_MAX)
            return no_memory(e);
    }
    if (!article_unpack(c->packed, c->len, &a, e))
        return false;
    a.s[ARTICLE_ID] = id;
    a.len[ARTICLE_ID] = (size_t)n;
    bool ok = spool_add(b->spool, 0, &a, e) && note(b, c->o, e);
    article_done(&a);
    return ok;
}

/* Whether of two inputs with one id the one that comes now stands. Of equal texts, which are
 * one page read again, the one with the earlier date does, as of all copies. Of different
 * texts the newer: with the later date where both have one, else the later in order. */
static bool supersedes(day_t now, day_t before, bool same_text) {
    if (same_text)
        return build_oldest_first(now, before) < 0;
    return now == DAY_UNKNOWN || before == DAY_UNKNOWN || day_order(now) >= day_order(before);
}

/* Both stay in the spool, to be reused, but one of them is not seen any more. */
static bool keep_again(struct build *b, const struct candidate *c, uint32_t before,
                       struct tt_error *e) {
    uint32_t now = spool_count(b->spool);
    bool same = clusters_fingerprint(b->clusters, before)->exact == c->o->print.exact;
    bool wins = supersedes(c->o->published, b->articles[before].published, same);
    uint32_t loser = wins ? before : now;
    if (!keep(b, c, e))
        return false;
    if (wins)
        idset_change(b->ids, c->id, now);
    b->articles[loser].fate = same ? FATE_REPEATED : FATE_SUPERSEDED;
    clusters_forget(b->clusters, loser);
    return true;
}

bool build_take(struct build *b, const char *name, const struct outcome *o, const char *packed,
                size_t len, struct tt_error *e) {
    struct candidate c = {.o = o, .packed = packed, .len = len};
    size_t n;
    bool added;
    if (!article_field(packed, len, ARTICLE_ID, &c.id, &n) ||
        !article_field(packed, len, ARTICLE_URL, &c.url, &n))
        return tt_fail(e, TT_INTERNAL, "the article of %.100s was not packed", name);
    if (is_excluded(b, &c))
        return exclude(b, name, &c, e);
    unsigned before = idset_add(b->ids, c.id, spool_count(b->spool), &added);
    if (before == UINT_MAX)
        return no_memory(e);
    if (added)
        return keep(b, &c, e);
    return b->options->keep_duplicates ? keep_renamed(b, &c, e) : keep_again(b, &c, before, e);
}
