#include "server/reply.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/limits.h"

static const char exhausted_body[] =
    "{\"type\":\"urn:timtin:problem:no_memory\",\"title\":\"Not enough "
    "memory at the moment\",\"status\":503,\"code\":\"no_memory\","
    "\"message\":\"there is no memory for the answer\","
    "\"detail\":\"there is no memory for the answer\"}\n";

/* Nothing writes to it: what counts references looks at `constant` first. */
static const struct reply exhausted = {
    .constant = true,
    .status = 503,
    .retry_after = 1,
    .content_type = "application/problem+json",
    .cache_control = "no-store",
    .route = "-",
    .body = (char *)exhausted_body,
    .len = sizeof exhausted_body - 1,
};

struct reply *reply_exhausted(void) {
    return (struct reply *)&exhausted;
}

static void pack(struct reply *r, struct gzip *g) {
    size_t packed = 0;
    char *smaller = gzip_pack(g, r->body, r->len, &packed);
    if (!smaller)
        return;
    free(r->body);
    r->body = smaller;
    r->len = packed;
    r->gzipped = true;
}

struct reply *reply_new(struct http_response *from, bool want_gzip, struct gzip *g) {
    struct reply *r = buf_ok(&from->body) ? calloc(1, sizeof *r) : NULL;
    if (!r) {
        http_response_done(from);
        return reply_exhausted();
    }
    atomic_init(&r->refs, 1);
    r->status = from->status;
    r->retry_after = from->retry_after;
    r->content_type = from->content_type;
    r->cache_control = from->cache_control;
    r->allow = from->allow;
    r->route = from->route;
    memcpy(r->location, from->location, sizeof r->location);
    memcpy(r->cause, from->cause, sizeof r->cause);
    r->len = from->body.len;
    r->body = r->len ? buf_steal(&from->body) : NULL;
    http_response_done(from);
    if (want_gzip && r->len >= GZIP_BYTES_MIN)
        pack(r, g);
    if (r->gzipped)
        etag_gzipped(from->etag, r->etag);
    else
        snprintf(r->etag, sizeof r->etag, "%s", from->etag);
    return r;
}

struct reply *reply_ref(struct reply *r) {
    if (!r->constant)
        atomic_fetch_add_explicit(&r->refs, 1, memory_order_relaxed);
    return r;
}

void reply_unref(struct reply *r) {
    if (!r || r->constant || atomic_fetch_sub_explicit(&r->refs, 1, memory_order_acq_rel) != 1)
        return;
    free(r->body);
    free(r);
}

struct reply *reply_problem(int status, const char *code, const char *route, const char *format,
                            ...) {
    char text[300];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    struct http_response r;
    http_response_init(&r);
    api_problem(&r, status, code, NULL, "%s", text);
    r.route = route;
    return reply_new(&r, false, NULL);
}
