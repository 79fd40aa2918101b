/* The search against brute force: small archives over a vocabulary in which everything
 * collides, random queries, and for each the answer that follows from looking at every
 * token of every article. TIMTIN_ARCHIVES in the environment makes so many archives instead of a
 * dozen: 340 for 100,000 requests. */
#include "random_archive.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/search/query.h"

enum { ARCHIVES = 12, QUERIES = 300, THREADS = 4, VALUES_MAX = 400 };

static int archives(void) {
    const char *wanted = getenv("TIMTIN_ARCHIVES");
    return wanted ? atoi(wanted) : ARCHIVES;
}

/* ---- requests -------------------------------------------------------------------- */

struct request {
    struct asked asked;
    bool everything; /* no query */
    struct year_range years[3];
    const char *agencies[3], *sources[3];
    struct search_request r;
};

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

static void request_make(uint64_t *random, struct request *q) {
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

/* ---- the answer by brute force --------------------------------------------------- */

struct expected {
    bool matches[ARTICLES_MAX]; /* the query, without filters */
    bool hit[ARTICLES_MAX];
    uint32_t total;
    enum search_match matched;
    enum search_accents accents;
    bool relaxed;
};

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
        for (unsigned k = 0; k < COUNT(agency_ids); k++)
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
    bool found = false;
    for (uint32_t i = 0; i < a->n; i++) {
        x->matches[i] = q->everything || asked_matches(&q->asked, &a->list[i].tokens, any, accents);
        found |= x->matches[i];
    }
    x->matched = any ? MATCH_ANY : MATCH_ALL;
    x->accents = accents;
    return found;
}

static void expect(const struct archive *a, const struct request *q, struct expected *x) {
    bool any = q->r.match == MATCH_ANY, found = try_reading(a, q, any, q->r.accents, x);
    bool may_ignore = q->r.accents == ACCENTS_AUTO, may_relax = q->r.match == MATCH_AUTO;
    x->relaxed = !found;
    if (!found && may_ignore)
        found = try_reading(a, q, any, ACCENTS_IGNORE, x);
    if (!found && may_relax)
        found = try_reading(a, q, true, q->r.accents, x);
    if (!found && may_relax && may_ignore)
        found = try_reading(a, q, true, ACCENTS_IGNORE, x);
    if (!found) {
        try_reading(a, q, any, q->r.accents, x);
        x->relaxed = false;
    }
    x->total = 0;
    for (uint32_t i = 0; i < a->n; i++)
        x->total += x->hit[i] = x->matches[i] && filters_fit(&q->r, &a->list[i], EXCEPT_NOTHING);
}

/* ---- facets ---------------------------------------------------------------------- */

struct count {
    char value[32];
    uint32_t n;
};

static void count_one(struct count *list, size_t *n, const char *value) {
    size_t i = 0;
    while (i < *n && strcmp(list[i].value, value) != 0)
        i++;
    if (i == *n) {
        assert_true(*n < VALUES_MAX);
        snprintf(list[(*n)++].value, sizeof list->value, "%s", value);
    }
    list[i].n++;
}

static void count_article(const struct made *m, enum search_facet facet, struct count *list,
                          size_t *n) {
    char date[11], value[11];
    day_format(m->published, date);
    snprintf(value, sizeof value, "%.*s", facet == FACET_YEAR ? 4 : 7, date);
    if (facet == FACET_YEAR)
        count_one(list, n, *value ? value : "unknown");
    else if (facet == FACET_MONTH && strlen(date) == 10)
        count_one(list, n, value);
    else if (facet == FACET_SOURCE && *source_ids[m->source])
        count_one(list, n, source_ids[m->source]);
    for (unsigned k = 0; facet == FACET_AGENCY && k < COUNT(agency_ids); k++)
        if (m->agencies >> k & 1)
            count_one(list, n, agency_ids[k]);
}

/* Whether y may not stand before x. */
static bool in_order(enum search_facet facet, const struct facet_value *x,
                     const struct facet_value *y) {
    if (facet == FACET_YEAR || facet == FACET_MONTH)
        return strcmp(y->value, "unknown") == 0 || strcmp(x->value, y->value) > 0;
    return x->count > y->count || (x->count == y->count && strcmp(x->name, y->name) < 0);
}

static void check_facet(const struct archive *a, const struct request *q, const struct expected *x,
                        const struct search_result *r, enum search_facet facet) {
    static const enum except own[FACETS] = {EXCEPT_YEAR, EXCEPT_NOTHING, EXCEPT_AGENCY,
                                            EXCEPT_SOURCE};
    struct count want[VALUES_MAX] = {0};
    size_t n = 0;
    for (uint32_t i = 0; i < a->n && (q->r.facets >> facet & 1); i++)
        if (x->matches[i] && filters_fit(&q->r, &a->list[i], own[facet]))
            count_article(&a->list[i], facet, want, &n);
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

/* ---- pages ----------------------------------------------------------------------- */

/* The i-th hit in the order of dates. */
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

static void check_by_score(const struct search_hit *hit, const struct search_hit *before) {
    assert_true(hit->score >= 0);
    assert_true(!before || before->score >= hit->score);
}

struct walk {
    bool seen[ARTICLES_MAX];
    struct search_hit last;
    uint32_t n;
};

static void check_page(const struct archive *a, const struct request *q, const struct expected *x,
                       const struct search_result *r, struct walk *w) {
    for (uint32_t i = 0; i < r->n_hits; i++) {
        const struct search_hit *hit = &r->hits[i], *before = w->n ? &w->last : NULL;
        if (hit->docid < 1 || hit->docid > a->n || !x->hit[hit->docid - 1])
            fail_msg("%s: article %u is no hit", q->r.q, hit->docid);
        if (w->seen[hit->docid - 1])
            fail_msg("%s: article %u comes twice", q->r.q, hit->docid);
        if (q->r.sort == SORT_RELEVANCE && !q->everything)
            check_by_score(hit, before);
        else
            check_by_date(a, q, hit, before);
        w->seen[hit->docid - 1] = true;
        w->last = *hit;
        w->n++;
    }
}

static void check_head(const struct request *q, const struct expected *x,
                       const struct search_result *r) {
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

static void check_request(struct searcher *s, const struct archive *a, struct request *q) {
    struct expected x = {0};
    struct walk walk = {0};
    if (q->everything)
        x = (struct expected){.matched = q->r.match == MATCH_ANY ? MATCH_ANY : MATCH_ALL};
    expect(a, q, &x);
    for (bool more = true; more; q->r.offset += q->r.limit) {
        struct search_result r;
        struct tt_error e;
        assert_ok(search(s, &q->r, &r, &e), e);
        check_head(q, &x, &r);
        for (int facet = 0; facet < FACETS; facet++)
            check_facet(a, q, &x, &r, (enum search_facet)facet);
        check_page(a, q, &x, &r, &walk);
        more = r.n_hits > 0;
        if (more && q->r.offset + q->r.limit < r.total)
            assert_int_equal(r.n_hits, q->r.limit);
        search_result_done(&r);
    }
    if (walk.n != x.total)
        fail_msg("%s: pages have %u hits of %u", q->r.q, walk.n, x.total);
}

static void every_answer_is_that_of_looking_at_every_token(void **state) {
    const struct made_folder *f = *state;
    uint64_t random = 7;
    for (int i = 0; i < archives(); i++) {
        struct archive *a = archive_make(f->path, &random);
        struct searcher *s;
        struct tt_error e;
        assert_ok(searcher_open(a->snapshot, i % 2 ? 0 : 1 << 20, &s, &e), e);
        for (int k = 0; k < QUERIES; k++) {
            struct request q;
            request_make(&random, &q);
            check_request(s, a, &q);
        }
        searcher_close(s);
        archive_free(a);
    }
}

/* ---- other ways of saying it ----------------------------------------------------- */

/* Walks over all pages: every article once, best first, as many as the total says. */
static uint32_t count_pages(struct searcher *s, const struct archive *a, struct request *q) {
    struct walk walk = {0};
    uint32_t total = 0;
    q->r.facets = 0;
    q->r.offset = 0;
    for (bool more = true; more; q->r.offset += q->r.limit) {
        struct search_result r;
        struct tt_error e;
        assert_ok(search(s, &q->r, &r, &e), e);
        assert_true(q->r.offset == 0 || r.total == total);
        total = r.total;
        for (uint32_t i = 0; i < r.n_hits; i++) {
            const struct search_hit *hit = &r.hits[i];
            assert_in_range(hit->docid, 1, a->n);
            if (walk.seen[hit->docid - 1])
                fail_msg("%s: article %u comes twice", q->r.q, hit->docid);
            if (q->r.sort == SORT_RELEVANCE && !q->everything)
                check_by_score(hit, walk.n ? &walk.last : NULL);
            walk.seen[hit->docid - 1] = true;
            walk.last = *hit;
            walk.n++;
        }
        more = r.n_hits > 0;
        search_result_done(&r);
    }
    if (walk.n != total)
        fail_msg("%s: pages have %u hits of %u", q->r.q, walk.n, total);
    return total;
}

/* Of a query that asks for no less than all it says, alternatives only find more. */
static void alternatives_are_counted_and_lose_nothing(void **state) {
    static const char *const said[] = {"57-KL/TW ", "KL 57 ", "năm 2020 ", "2/2021 ", "Việt Nam ",
                                       "KL57 OR ",  "57-k* ", "TW ",       "(TTTT) "};
    const struct made_folder *f = *state;
    uint64_t random = 23;
    struct archive *a = archive_make(f->path, &random);
    struct searcher *s;
    struct tt_error e;
    assert_ok(searcher_open(a->snapshot, 1 << 20, &s, &e), e);
    for (int i = 0; i < 2 * QUERIES; i++) {
        struct request q;
        char text[2 * QUERY_BYTES_MAX];
        request_make(&random, &q);
        snprintf(text, sizeof text, "%s%s", said[random_below(&random, COUNT(said))],
                 random_below(&random, 3) ? "" : q.asked.text);
        q.r.q = text;
        q.r.q_len = strlen(text);
        q.everything = false;
        uint32_t typed = count_pages(s, a, &q);
        q.r.as_typed = false;
        uint32_t all = count_pages(s, a, &q);
        if (q.r.match != MATCH_AUTO && q.r.accents != ACCENTS_AUTO && all < typed)
            fail_msg("%s: %u hits, %u as typed", text, all, typed);
    }
    searcher_close(s);
    archive_free(a);
}

/* ---- threads --------------------------------------------------------------------- */

struct job {
    const struct archive *archive;
    uint64_t random;
    uint32_t sum; /* of what was found */
};

static void *work(void *state) {
    struct job *job = state;
    struct searcher *s;
    struct tt_error e;
    if (!searcher_open(job->archive->snapshot, 1 << 16, &s, &e))
        return NULL;
    for (int i = 0; i < QUERIES; i++) {
        struct request q;
        struct search_result r;
        struct buf out;
        request_make(&job->random, &q);
        if (!search(s, &q.r, &r, &e))
            break;
        buf_init(&out, 1 << 20);
        for (uint32_t k = 0; k < r.n_hits; k++) {
            const struct made *m = &job->archive->list[r.hits[k].docid - 1];
            highlight_body(&r, m->body, strlen(m->body), 100, true, &out);
            job->sum = job->sum * 31 + r.hits[k].docid + (uint32_t)out.len;
        }
        buf_done(&out);
        search_result_done(&r);
    }
    searcher_close(s);
    return job;
}

static void searchers_share_a_snapshot_across_threads(void **state) {
    const struct made_folder *f = *state;
    uint64_t random = 11;
    struct archive *a = archive_make(f->path, &random);
    struct job jobs[THREADS];
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        jobs[i] = (struct job){a, 5, 0};
        assert_int_equal(pthread_create(&threads[i], NULL, work, &jobs[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        void *done;
        assert_int_equal(pthread_join(threads[i], &done), 0);
        assert_non_null(done);
        assert_int_equal(jobs[i].sum, jobs[0].sum);
    }
    assert_int_not_equal(jobs[0].sum, 0);
    archive_free(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_setup, folder_teardown)
        IN_FOLDER(every_answer_is_that_of_looking_at_every_token),
        IN_FOLDER(alternatives_are_counted_and_lose_nothing),
        IN_FOLDER(searchers_share_a_snapshot_across_threads),
#undef IN_FOLDER
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
