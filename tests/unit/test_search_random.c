/* The search against brute force: small archives over a vocabulary in which everything
 * collides, random queries, and for each the answer that follows from looking at every
 * token of every article. TIMTIN_ARCHIVES in the environment makes so many archives instead of a
 * dozen: 340 for 100,000 requests. Archives of several blocks: test_search_wide. */
#include "made_requests.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/search/query.h"

enum { ARCHIVES = 12, QUERIES = 300, THREADS = 4 };

static int archives(void) {
    const char *wanted = getenv("TIMTIN_ARCHIVES");
    return wanted ? atoi(wanted) : ARCHIVES;
}

/* ---- pages ----------------------------------------------------------------------- */

struct walk {
    bool seen[ARTICLES_MAX];
    struct search_hit last;
    uint32_t n;
};

static void take_hit(const struct archive *a, const struct request *q, const struct search_hit *hit,
                     struct walk *w) {
    assert_in_range(hit->docid, 1, a->n);
    if (w->seen[hit->docid - 1])
        fail_msg("%s: article %u comes twice", q->r.q, hit->docid);
    check_order(a, q, hit, w->n ? &w->last : NULL);
    w->seen[hit->docid - 1] = true;
    w->last = *hit;
    w->n++;
}

static void check_page(const struct archive *a, const struct request *q, const struct expected *x,
                       const struct search_result *r, struct walk *w) {
    for (uint32_t i = 0; i < r->n_hits; i++) {
        take_hit(a, q, &r->hits[i], w);
        if (!x->hit[r->hits[i].docid - 1])
            fail_msg("%s: article %u is no hit", q->r.q, r->hits[i].docid);
    }
}

static void check_request(struct searcher *s, const struct archive *a, struct request *q,
                          uint32_t seen[KINDS]) {
    struct walk walk = {0};
    struct expected x = expect(a, q);
    count_kinds(a, q, &x, seen);
    for (bool more = true; more; q->r.offset += q->r.limit) {
        struct search_result r;
        struct tt_error e;
        assert_ok(search(s, &q->r, &r, &e), e);
        check_head(q, &x, &r);
        check_facets(a, q, &x, &r);
        check_page(a, q, &x, &r, &walk);
        more = r.n_hits > 0;
        if (more && q->r.offset + q->r.limit < r.total)
            assert_int_equal(r.n_hits, q->r.limit);
        search_result_done(&r);
    }
    if (walk.n != x.total)
        fail_msg("%s: pages have %u hits of %u", q->r.q, walk.n, x.total);
    expected_done(&x);
}

static void every_answer_is_that_of_looking_at_every_token(void **state) {
    const struct made_folder *f = *state;
    uint32_t seen[KINDS] = {0};
    uint64_t random = 7;
    for (int i = 0; i < archives(); i++) {
        struct archive *a = archive_make(f->path, &random);
        struct searcher *s;
        struct tt_error e;
        assert_ok(searcher_open(a->snapshot, i % 2 ? 0 : 1 << 20, &s, &e), e);
        for (int k = 0; k < QUERIES; k++) {
            struct request q;
            request_make(&random, &q);
            check_request(s, a, &q, seen);
        }
        searcher_close(s);
        archive_free(a);
    }
    for (int kind = 0; kind < KINDS && archives() >= ARCHIVES; kind++)
        if (kind != KIND_LIST) /* there is none of so few articles */
            assert_in_range(seen[kind], 30, UINT32_MAX);
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
        for (uint32_t i = 0; i < r.n_hits; i++)
            take_hit(a, q, &r.hits[i], &walk);
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
            const char *body = job->archive->list[r.hits[k].docid - 1].text->body;
            highlight_body(&r, body, strlen(body), 100, true, &out);
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
