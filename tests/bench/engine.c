/* The engine in process: what a request costs without HTTP.
 *
 *   engine INDEX REQUESTS [bare|json]     commands on standard input: requests.h
 *
 * json: path in, body out, as a worker of the daemon answers. bare: the same search with the
 * ten hits read and highlighted, but with its parameters read beforehand and nothing written. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "api/api.h"
#include "api/handlers.h"
#include "api/search_params.h"
#include "requests.h"

enum {
    TERM_CACHE = 96 << 20, /* what the daemon gives a worker on a machine of two */
    SNIPPET_BYTES = 320,   /* as in api/hits.c */
    SCRATCH_BYTES = 64 << 10,
    PATH_BYTES = 16 << 10
};
static const double deadline_seconds = 60; /* nothing is cut short: all of it is measured */

struct engine {
    struct snapshot *snapshot;
    struct searcher *searcher;
    struct buf scratch;
};

/* The path up to '?', and what stands behind it (NULL: nothing). */
static const char *split_path(const char *whole, char path[PATH_BYTES]) {
    size_t n = strcspn(whole, "?");
    if (n >= PATH_BYTES)
        bench_die("a path is too long:", whole);
    memcpy(path, whole, n);
    path[n] = '\0';
    return whole[n] ? whole + n + 1 : NULL;
}

/* ---- path in, body out ----------------------------------------------------------- */

static uint64_t total_of(const struct http_response *r) {
    static const char key[] = "{\"total\":";
    bool told = r->body.len > sizeof key && memcmp(buf_text(&r->body), key, sizeof key - 1) == 0;
    return told ? strtoull(buf_text(&r->body) + sizeof key - 1, NULL, 10) : 0;
}

static bool ask_json(void *state, const struct request *q, uint64_t *hits) {
    struct engine *g = state;
    struct api_context context = {g->snapshot, g->searcher, deadline_seconds, "bench"};
    struct http_response response;
    char path[PATH_BYTES];
    struct http_request request = {.method = HTTP_GET, .query = split_path(q->path, path)};
    request.path = path;
    http_response_init(&response);
    api_handle(&context, &request, &response);
    bool ok = response.status == 200;
    *hits += total_of(&response);
    http_response_done(&response);
    return ok;
}

/* ---- nothing written ------------------------------------------------------------- */

static bool show_hit(struct engine *g, const struct search_result *r, uint32_t docid) {
    struct article a;
    struct tt_error e;
    if (!snapshot_article(g->snapshot, docid, &a, &e))
        return false;
    buf_clear(&g->scratch);
    highlight_body(r, a.s[ARTICLE_BODY], a.len[ARTICLE_BODY], SNIPPET_BYTES, true, &g->scratch);
    highlight_title(r, a.s[ARTICLE_TITLE], a.len[ARTICLE_TITLE], &g->scratch);
    article_done(&a);
    return buf_ok(&g->scratch);
}

static bool search_bare(struct engine *g, const struct search_params *p, uint64_t *hits) {
    struct search_result r;
    struct search_request request = p->request;
    struct tt_error e;
    request.seconds = deadline_seconds;
    if (!search(g->searcher, &request, &r, &e))
        return false;
    bool ok = true;
    for (uint32_t i = 0; ok && i < r.n_hits; i++)
        ok = show_hit(g, &r, r.hits[i].docid);
    *hits += r.total;
    search_result_done(&r);
    return ok;
}

static bool fetch_bare(struct engine *g, const char *path) {
    const char *id = strrchr(path, '/');
    struct article a;
    struct tt_error e;
    uint32_t docid;
    if (!id || snapshot_find(g->snapshot, id + 1, &docid) != FIND_ARTICLE ||
        !snapshot_article(g->snapshot, docid, &a, &e))
        return false;
    article_done(&a);
    return true;
}

static void read_params(const struct engine *g, const char *query, struct search_params *out) {
    struct params given;
    struct fault f;
    if (!params_parse(query, search_specs, &given, &f) ||
        !search_params_read(&given, search_specs, g->snapshot, out, &f))
        bench_die("a request cannot be read:", query);
    params_done(&given);
}

static double run_one(struct engine *g, const struct request *q, struct figures *out, size_t i) {
    char path[PATH_BYTES];
    const char *query = split_path(q->path, path);
    bool searches = strcmp(path, "/v1/search") == 0;
    struct search_params *p = malloc(sizeof *p);
    if (!p)
        bench_die("no memory", "");
    if (searches)
        read_params(g, query, p);
    double cpu = seconds_of(CLOCK_THREAD_CPUTIME_ID), began = seconds_of(CLOCK_MONOTONIC);
    out->errors += searches ? !search_bare(g, p, &out->hits) : !fetch_bare(g, path);
    out->took[i] = (seconds_of(CLOCK_MONOTONIC) - began) * 1e6;
    cpu = seconds_of(CLOCK_THREAD_CPUTIME_ID) - cpu;
    if (searches)
        search_params_done(p);
    free(p);
    return cpu;
}

static void run_bare(void *state, const struct request *list, size_t n, size_t first,
                     unsigned connections, struct figures *out) {
    struct engine *g = state;
    double began = seconds_of(CLOCK_MONOTONIC);
    (void)connections;
    for (size_t i = 0; i < out->n; i++)
        out->cpu += run_one(g, &list[(first + i) % n], out, i);
    out->seconds = seconds_of(CLOCK_MONOTONIC) - began;
}

int main(int argc, char **argv) {
    struct engine g = {0};
    struct requests all;
    struct tt_error e;
    if (argc < 3 || argc > 4)
        bench_die("usage:", "engine INDEX REQUESTS [bare|json]");
    bool json = argc == 4 && strcmp(argv[3], "json") == 0;
    requests_read(argv[2], &all);
    if (!snapshot_open(argv[1], &g.snapshot, &e) ||
        !searcher_open(g.snapshot, TERM_CACHE, &g.searcher, &e))
        bench_die("cannot open the index:", e.text);
    buf_init(&g.scratch, SCRATCH_BYTES);
    int status = json ? requests_serve(&all, ask_json, &g) : requests_serve_by(&all, run_bare, &g);
    buf_done(&g.scratch);
    searcher_close(g.searcher);
    snapshot_unref(g.snapshot);
    requests_done(&all);
    return status;
}
