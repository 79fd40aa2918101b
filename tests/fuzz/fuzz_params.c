/* Query strings, paths and If-None-Match values as strangers send them: the first line is a
 * query string, the second a path, the third a header value. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "api/api.h"
#include "api/etag.h"
#include "api/handlers.h"
#include "api/search_params.h"

static bool read_search(const char *query, struct search_params *p) {
    struct params given;
    struct fault f = {0};
    bool ok = params_parse(query, search_specs, &given, &f);
    if (ok) {
        for (size_t i = 0; i < given.n; i++)
            if (strlen(given.v[i].value) != given.v[i].len)
                abort(); /* a NUL came through */
        ok = search_params_read(&given, search_specs, NULL, p, &f);
        params_done(&given);
    }
    if (!ok && (f.status < 400 || !f.text[0]))
        abort(); /* refused without a reason */
    return ok;
}

/* The normalised form must be read, and come out the same again. */
static void check_search(const char *query) {
    struct search_params p, again;
    struct buf first, second;

    if (!read_search(query, &p))
        return;
    buf_init(&first, 8 * QUERY_STRING_BYTES_MAX);
    buf_init(&second, 8 * QUERY_STRING_BYTES_MAX);
    search_params_write(&p, SAYS_ALL, &first);
    if (!buf_ok(&first))
        abort();
    if (first.len <= QUERY_STRING_BYTES_MAX) {
        if (!read_search(buf_text(&first), &again))
            abort();
        search_params_write(&again, SAYS_ALL, &second);
        if (strcmp(buf_text(&first), buf_text(&second)) != 0)
            abort();
        search_params_done(&again);
    }
    search_params_done(&p);
    buf_done(&first);
    buf_done(&second);
}

static void check_answer(const char *path, const char *query) {
    struct api_context context = {.seconds = 1, .version = "fuzz"};
    struct http_request q = {.method = HTTP_GET, .path = path, .query = query};
    struct http_response r;
    http_response_init(&r);
    api_handle(&context, &q, &r);
    if (r.status < 400 || !r.body.len || r.body.data[0] != '{')
        abort(); /* without an index everything is a problem */
    http_response_done(&r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *lines = malloc(size + 1), *query = lines, *path, *header;
    if (!lines)
        return 0;
    memcpy(lines, data, size);
    lines[size] = '\0';
    strsep(&lines, "\n");
    path = lines ? strsep(&lines, "\n") : NULL;
    header = lines;
    check_search(query);
    check_answer(path ? path : "/v1/search", query);
    etag_matches(header, "\"0123456789abcdef\"");
    free(query);
    return 0;
}
