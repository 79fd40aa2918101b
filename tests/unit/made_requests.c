#include "made_requests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/store/snapshot_data.h"
#include "index/store/terms.h"

/* ---- requests -------------------------------------------------------------------- */

static void add_filters(uint64_t *random, struct request *q) {
    if (!random_below(random, 3)) {
        q->r.n_years = random_below(random, 3);
        for (size_t i = 0; i < q->r.n_years; i++) {
            unsigned from = 2018 + random_below(random, 6);
            q->years[i] = (struct year_range){from, from + random_below(random, 3)};
        }
        q->r.year_unknown = random_below(random, 3) == 0;
    }
    if (!random_below(random, 3))
        for (size_t n = 1 + random_below(random, 2); q->r.n_agencies < n; q->r.n_agencies++)
            q->agencies[q->r.n_agencies] =
                random_below(random, 9) ? agency_ids[random_below(random, 5)] : "khong-co";
    if (!random_below(random, 4))
        for (size_t n = 1 + random_below(random, 2); q->r.n_sources < n; q->r.n_sources++)
            q->sources[q->r.n_sources] =
                random_below(random, 9) ? source_ids[random_below(random, 3)] : "khong-co";
    if (!random_below(random, 5))
        q->r.from = day_of(2018 + random_below(random, 6), 1 + random_below(random, 2), 1);
    if (!random_below(random, 5))
        q->r.to = day_of(2018 + random_below(random, 6), 1 + random_below(random, 12), 1);
}

void request_make(uint64_t *random, struct request *q) {
    memset(q, 0, sizeof *q);
    q->everything = !random_below(random, 20);
    if (!q->everything)
        asked_make(random, &q->asked);
    q->r = (struct search_request){
        .q = q->asked.text,
        .q_len = strlen(q->asked.text),
        .years = q->years,
        .agencies = q->agencies,
        .sources = q->sources,
        .sort = random_below(random, 2) ? SORT_RELEVANCE : 1 + random_below(random, 2),
        .match = random_below(random, 3),
        .accents = random_below(random, 3),
        .as_typed = true, /* what else it may be called is test_understand's matter */
        .limit = 1 + random_below(random, 40),
        .facets = random_below(random, 16),
        .facet_limit = random_below(random, 3) ? 1000 : 1 + random_below(random, 6),
    };
    add_filters(random, q);
}

void request_without_filters(struct request *q) {
    q->r.n_years = q->r.n_agencies = q->r.n_sources = 0;
    q->r.year_unknown = false;
    q->r.from = q->r.to = DAY_UNKNOWN;
}

/* ---- the answer by brute force --------------------------------------------------- */

enum except { EXCEPT_YEAR, EXCEPT_AGENCY, EXCEPT_SOURCE, EXCEPT_NOTHING };

static bool year_fits(const struct search_request *r, day_t d) {
    bool fits = d == DAY_UNKNOWN && r->year_unknown;
    for (size_t i = 0; i < r->n_years && d != DAY_UNKNOWN; i++)
        fits |= day_year(d) >= r->years[i].from && day_year(d) <= r->years[i].to;
    return fits || (r->n_years == 0 && !r->year_unknown);
}

static bool date_fits(const struct search_request *r, day_t d) {
    if (r->from == DAY_UNKNOWN && r->to == DAY_UNKNOWN)
        return true;
    return d != DAY_UNKNOWN && day_order(d) >= r->from &&
           (r->to == DAY_UNKNOWN || day_order(d) <= r->to);
}

static bool agency_fits(const struct search_request *r, const struct made *m) {
    for (size_t i = 0; i < r->n_agencies; i++)
        for (unsigned k = 0; k < AGENCIES; k++)
            if ((m->agencies >> k & 1) && strcmp(agency_ids[k], r->agencies[i]) == 0)
                return true;
    return r->n_agencies == 0;
}

static bool source_fits(const struct search_request *r, const struct made *m) {
    for (size_t i = 0; i < r->n_sources; i++)
        if (strcmp(source_ids[m->source], r->sources[i]) == 0)
            return true;
    return r->n_sources == 0;
}

static bool filters_fit(const struct search_request *r, const struct made *m, enum except except) {
    return (except == EXCEPT_YEAR || year_fits(r, m->published)) && date_fits(r, m->published) &&
           (except == EXCEPT_AGENCY || agency_fits(r, m)) &&
           (except == EXCEPT_SOURCE || source_fits(r, m));
}

static bool try_reading(const struct archive *a, const struct request *q, bool any,
                        enum search_accents accents, struct expected *x) {
    bool *texts = calloc(a->n_texts, sizeof *texts), found = false;
    assert_non_null(texts);
    for (uint32_t i = 0; i < a->n_texts; i++)
        texts[i] = q->everything || asked_matches(&q->asked, &a->texts[i].tokens, any, accents);
    for (uint32_t i = 0; i < a->n; i++) {
        x->matches[i] = texts[a->list[i].text - a->texts];
        found |= x->matches[i];
    }
    free(texts);
    x->matched = any ? MATCH_ANY : MATCH_ALL;
    x->accents = accents;
    return found;
}

struct expected expect(const struct archive *a, const struct request *q) {
    struct expected x = {.matches = calloc(a->n, sizeof *x.matches),
                         .hit = calloc(a->n, sizeof *x.hit)};
    assert_true(x.matches && x.hit);
    bool any = q->r.match == MATCH_ANY, found = try_reading(a, q, any, q->r.accents, &x);
    bool may_ignore = q->r.accents == ACCENTS_AUTO, may_relax = q->r.match == MATCH_AUTO;
    x.relaxed = !found;
    if (!found && may_ignore)
        found = try_reading(a, q, any, ACCENTS_IGNORE, &x);
    if (!found && may_relax)
        found = try_reading(a, q, true, q->r.accents, &x);
    if (!found && may_relax && may_ignore)
        found = try_reading(a, q, true, ACCENTS_IGNORE, &x);
    if (!found) {
        try_reading(a, q, any, q->r.accents, &x);
        x.relaxed = false;
    }
    for (uint32_t i = 0; i < a->n; i++)
        x.total += x.hit[i] = x.matches[i] && filters_fit(&q->r, &a->list[i], EXCEPT_NOTHING);
    return x;
}

void expected_done(struct expected *x) {
    free(x->matches);
    free(x->hit);
}

void check_head(const struct request *q, const struct expected *x, const struct search_result *r) {
    if (r->total != x->total || r->relaxed != x->relaxed || r->matched != x->matched ||
        r->accents != x->accents)
        fail_msg(
            "%s (match %d, accents %d): %u hits, not %u; relaxed %d, not %d; match %d, not %d; "
            "accents %d, not %d",
            q->r.q, q->r.match, q->r.accents, r->total, x->total, r->relaxed, x->relaxed,
            r->matched, x->matched, r->accents, x->accents);
    assert_true(r->total_exact);
    assert_int_equal(r->query == NULL, q->everything);
}

/* ---- facets ---------------------------------------------------------------------- */

/* A facet's values as numbers: months from the first year's on, the others as they are. */
enum { FIRST_YEAR = 2015, MONTHS = 12 * 12, UNKNOWN_YEAR = MONTHS };

struct count {
    char value[32];
    uint32_t n;
};

static void count_article(const struct made *m, enum search_facet facet,
                          uint32_t count[MONTHS + 1]) {
    day_t d = m->published;
    if (facet == FACET_YEAR)
        count[d == DAY_UNKNOWN ? UNKNOWN_YEAR : day_year(d) - FIRST_YEAR]++;
    else if (facet == FACET_MONTH && d != DAY_UNKNOWN && !day_is_year_only(d))
        count[(day_year(d) - FIRST_YEAR) * 12 + d / 100 % 100 - 1]++;
    else if (facet == FACET_SOURCE && *source_ids[m->source])
        count[m->source]++;
    for (unsigned k = 0; facet == FACET_AGENCY && k < AGENCIES; k++)
        count[k] += m->agencies >> k & 1;
}

static void name_value(enum search_facet facet, unsigned number, char *out, size_t room) {
    if (facet == FACET_AGENCY || facet == FACET_SOURCE)
        snprintf(out, room, "%s", (facet == FACET_AGENCY ? agency_ids : source_ids)[number]);
    else if (number == UNKNOWN_YEAR)
        snprintf(out, room, "unknown");
    else if (facet == FACET_YEAR)
        snprintf(out, room, "%u", FIRST_YEAR + number);
    else
        snprintf(out, room, "%u-%02u", FIRST_YEAR + number / 12, number % 12 + 1);
}

/* Whether y may not stand before x. */
static bool in_order(enum search_facet facet, const struct facet_value *x,
                     const struct facet_value *y) {
    if (facet == FACET_YEAR || facet == FACET_MONTH)
        return strcmp(y->value, "unknown") == 0 || strcmp(x->value, y->value) > 0;
    return x->count > y->count || (x->count == y->count && strcmp(x->name, y->name) < 0);
}

static size_t count_facet(const struct archive *a, const struct request *q,
                          const struct expected *x, enum search_facet facet,
                          struct count want[MONTHS + 1]) {
    static const enum except own[FACETS] = {EXCEPT_YEAR, EXCEPT_NOTHING, EXCEPT_AGENCY,
                                            EXCEPT_SOURCE};
    uint32_t count[MONTHS + 1] = {0};
    size_t n = 0;
    for (uint32_t i = 0; i < a->n; i++)
        if (x->matches[i] && filters_fit(&q->r, &a->list[i], own[facet]))
            count_article(&a->list[i], facet, count);
    for (unsigned i = 0; i <= MONTHS; i++)
        if (count[i]) {
            name_value(facet, i, want[n].value, sizeof want->value);
            want[n++].n = count[i];
        }
    return n;
}

static void check_facet(const struct archive *a, const struct request *q, const struct expected *x,
                        const struct search_result *r, enum search_facet facet) {
    struct count want[MONTHS + 1];
    size_t n = q->r.facets >> facet & 1 ? count_facet(a, q, x, facet, want) : 0;
    size_t shown = facet != FACET_YEAR && n > q->r.facet_limit ? q->r.facet_limit : n;
    if (r->n_facets[facet] != shown)
        fail_msg("facet %d of %s: %zu values, not %zu", facet, q->r.q, r->n_facets[facet], shown);
    for (size_t i = 0; i < shown; i++) {
        const struct facet_value *v = &r->facets[facet][i];
        const char *value = v->id ? v->id : v->value;
        size_t k = 0;
        while (k < n && strcmp(want[k].value, value) != 0)
            k++;
        if (k == n || want[k].n != v->count)
            fail_msg("facet %d of %s: %s has %u", facet, q->r.q, value, v->count);
        if (i && !in_order(facet, v - 1, v))
            fail_msg("facet %d of %s: %s out of order", facet, q->r.q, value);
    }
}

void check_facets(const struct archive *a, const struct request *q, const struct expected *x,
                  const struct search_result *r) {
    for (int facet = 0; facet < FACETS; facet++)
        check_facet(a, q, x, r, (enum search_facet)facet);
}

/* ---- order ----------------------------------------------------------------------- */

static void check_by_date(const struct archive *a, const struct request *q,
                          const struct search_hit *hit, const struct search_hit *before) {
    if (!before)
        return;
    uint32_t now = day_order(a->list[hit->docid - 1].published);
    uint32_t then = day_order(a->list[before->docid - 1].published);
    if (q->r.sort == SORT_OLDEST)
        assert_true(now == 0 || (then != 0 && then <= now));
    else
        assert_true(then >= now);
    bool up = q->r.sort != SORT_OLDEST || now == 0;
    assert_true(then == 0 && now != 0 ? false : now != then || up == (before->docid < hit->docid));
}

void check_order(const struct archive *a, const struct request *q, const struct search_hit *hit,
                 const struct search_hit *before) {
    if (q->r.sort == SORT_RELEVANCE && !q->everything) {
        assert_true(hit->score >= 0);
        assert_true(!before || before->score >= hit->score);
    } else {
        check_by_date(a, q, hit, before);
    }
}

/* ---- kinds of terms and of blocks ------------------------------------------------ */

static void count_term(const struct snapshot *s, const struct term *term, uint32_t seen[KINDS]) {
    const struct impacts_row *row = impacts_find(&s->impacts, term->name, term->len);
    if (!row)
        seen[KIND_NOTHING]++;
    else if (row->kind == IMPACTS_KIND_PACKED)
        seen[KIND_PACKED]++;
    else
        seen[row->set_bytes ? KIND_LIST_AND_SET : KIND_LIST]++;
}

static void count_phrase(const struct snapshot *s, const struct asked_node *node,
                         enum search_accents accents, uint32_t seen[KINDS]) {
    for (unsigned i = 0; i < node->n; i++) {
        const struct read_token *w = &node->words[i];
        bool exact = accents == ACCENTS_EXACT || (accents == ACCENTS_AUTO && w->marked);
        struct term term;
        term_make(node->title ? exact ? TERM_TITLE_EXACT : TERM_TITLE_FOLDED
                  : exact     ? TERM_EXACT
                              : TERM_FOLDED,
                  exact ? w->exact : w->folded, strlen(exact ? w->exact : w->folded), &term);
        count_term(s, &term, seen);
        if (i == 0 || node->title)
            continue;
        term_make_bigram(w[-1].folded, strlen(w[-1].folded), w->folded, strlen(w->folded), &term);
        count_term(s, &term, seen);
    }
}

static void count_blocks(const struct archive *a, const struct expected *x, uint32_t seen[KINDS]) {
    enum { FEW = 128 }; /* about where the search looks up what it else walks */
    for (uint32_t at = 0; at < a->n;) {
        uint32_t n = 0, end = (at + 1) / IMPACTS_BLOCK * IMPACTS_BLOCK + IMPACTS_BLOCK - 1;
        for (; at < a->n && at < end; at++)
            n += x->hit[at];
        seen[BLOCK_FEW] += n > 0 && n <= FEW;
        seen[BLOCK_MANY] += n > FEW;
    }
}

void count_kinds(const struct archive *a, const struct request *q, const struct expected *x,
                 uint32_t seen[KINDS]) {
    for (unsigned i = 0; i < q->asked.n && !q->everything; i++)
        if (q->asked.nodes[i].op == ASK_PHRASE)
            count_phrase(a->snapshot, &q->asked.nodes[i], x->accents, seen);
    if (q->r.sort == SORT_RELEVANCE && !q->everything)
        count_blocks(a, x, seen);
}
