/* Turning a finished answer into the library's response: headers, 304, HEAD. */
#include <stdio.h>
#include <string.h>

#include "server/clock.h"
#include "server/http_port.h"

static void put(struct MHD_Response *m, const char *name, const char *value) {
    /* Without memory for a header the answer goes out without it. */
    if (value && *value)
        MHD_add_response_header(m, name, value);
}

/* ---- cross-origin ---------------------------------------------------------------- */

static bool in_list(const char *list, const char *origin) {
    size_t n = strlen(origin);
    while (*list) {
        list += strspn(list, ", ");
        size_t length = strcspn(list, ", ");
        if (length == n && n > 0 && memcmp(list, origin, n) == 0)
            return true;
        list += length;
    }
    return false;
}

static void put_cors(struct MHD_Response *m, struct call *c, const struct reply *r) {
    const char *allowed = c->port->setup.cors_origin;
    const char *origin = MHD_lookup_connection_value(c->connection, MHD_HEADER_KIND, "Origin");
    bool anyone = in_list(allowed, "*");
    put(m, "Vary", anyone ? "Accept-Encoding" : "Accept-Encoding, Origin");
    if (!anyone && !(origin && in_list(allowed, origin)))
        return;
    put(m, "Access-Control-Allow-Origin", anyone ? "*" : origin);
    put(m, "Access-Control-Expose-Headers", "ETag, X-Request-Id, Server-Timing, Retry-After");
    if (!r->preflight)
        return;
    char seconds[16];
    snprintf(seconds, sizeof seconds, "%d", PREFLIGHT_SECONDS);
    put(m, "Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS");
    put(m, "Access-Control-Allow-Headers",
        "Authorization, Content-Type, If-None-Match, X-Meilisearch-Client, X-Request-Id");
    put(m, "Access-Control-Max-Age", seconds);
}

/* ---- all headers ----------------------------------------------------------------- */

/* The tag that a 304 names: the compressed one's, when that is what the client has. */
static void put_etag(struct MHD_Response *m, struct call *c, const struct reply *r) {
    char gzipped[ETAG_BYTES];
    if (c->status != 304 || r->gzipped || !c->x.gzip) {
        put(m, "ETag", r->etag);
        return;
    }
    const char *tags = MHD_lookup_connection_value(c->connection, MHD_HEADER_KIND, "If-None-Match");
    etag_gzipped(r->etag, gzipped);
    bool has_gzipped = tags && strcmp(tags, "*") != 0 && etag_listed(tags, gzipped);
    put(m, "ETag", has_gzipped ? gzipped : r->etag);
}

/* "total;dur=" and milliseconds with two decimals. Every answer has it: by hand, since printf
 * for a double is slow, and slower where a search has just driven it out of the caches. */
static void put_timing(struct MHD_Response *m, double seconds) {
    static const char head[] = "total;dur=";
    enum { HEAD = sizeof head - 1, ROOM = HEAD + 24 };
    char text[ROOM + 1];
    uint64_t rest = (uint64_t)(seconds * 1e5 + 0.5);
    size_t at = ROOM;
    text[at] = '\0';
    for (int i = 0; i < 3 || rest > 0; i++, rest /= 10) {
        text[--at] = (char)('0' + rest % 10);
        if (i == 1)
            text[--at] = '.';
    }
    at -= HEAD;
    memcpy(text + at, head, HEAD);
    put(m, "Server-Timing", text + at);
}

static void put_headers(struct MHD_Response *m, struct call *c, const struct reply *r) {
    if (r->len > 0 && c->status != 304)
        put(m, "Content-Type", r->content_type);
    if (r->gzipped && c->status != 304)
        put(m, "Content-Encoding", "gzip");
    put_etag(m, c, r);
    put(m, "Cache-Control", r->cache_control);
    put(m, "Location", r->location);
    put(m, "Allow", r->allow);
    put_cors(m, c, r);
    if (r->retry_after > 0) {
        char text[16];
        snprintf(text, sizeof text, "%d", r->retry_after);
        put(m, "Retry-After", text);
    }
    put(m, "X-Request-Id", c->id);
    put(m, "X-Content-Type-Options", "nosniff");
    put_timing(m, c->answered - c->began);
    if (r->close || atomic_load(&c->port->draining))
        put(m, "Connection", "close");
}

/* ---- sending --------------------------------------------------------------------- */

static void release(void *reply) {
    reply_unref(reply);
}

static bool not_modified(const struct call *c, const struct reply *r) {
    const char *tags = c->x.request.if_none_match;
    if (r->status != 200 || !r->etag[0] || !tags || c->x.request.method > HTTP_HEAD)
        return false;
    char etag[ETAG_BYTES];
    memcpy(etag, r->etag, sizeof etag);
    etag_strip(etag);
    return etag_listed(tags, etag);
}

/* An answer's bytes are counted once, however many read it: with its first reader they come,
 * with its last they go. */
void call_uncharge(struct call *c, struct reply *r) {
    if (c->charged && atomic_fetch_sub(&r->sending, 1) == 1)
        atomic_fetch_sub(&c->port->sending, r->len);
    c->charged = false;
}

/* Slow readers may pin only so many bytes; false: this answer would be too many. */
static bool charge(struct call *c, struct reply *r) {
    if (r->constant || r->len <= SENDING_BYTES_FREE)
        return true;
    c->charged = true;
    if (atomic_fetch_add(&r->sending, 1) > 0 ||
        atomic_fetch_add(&c->port->sending, r->len) + r->len <= SENDING_BYTES_MAX)
        return true;
    call_uncharge(c, r);
    return false;
}

static struct reply *too_many_bytes(struct call *c, struct reply *r) {
    struct reply *busy = reply_problem(503, "busy", r->route,
                                       "too many large answers are on their way to slow readers");
    metrics_add(c->port->setup.metrics, METRIC_REJECTED_MEMORY, 1);
    reply_unref(r);
    return busy;
}

/* A 304 made from a whole answer names that answer's length, as RFC 9110 8.6 wants it; the
 * library leaves the body out. */
static struct MHD_Response *with_body(struct reply *r) {
    struct MHD_Response *m = MHD_create_response_from_buffer_with_free_callback_cls(
        r->len, r->body, release, reply_ref(r));
    if (!m)
        reply_unref(r);
    return m;
}

enum MHD_Result call_send(struct call *c, struct reply *r) {
    bool unchanged = not_modified(c, r);
    bool body = !unchanged && !c->head_only && r->status != 304;
    if (body && !charge(c, r))
        r = too_many_bytes(c, r);
    c->answered = clock_seconds();
    c->sent = r;
    c->status = unchanged ? 304 : r->status;
    c->stage = CALL_SENT;
    reaper_sending(c->port->reaper, c->reaped, body ? r->len : 0, c->answered);
    struct MHD_Response *m = with_body(r);
    if (!m)
        return MHD_NO;
    put_headers(m, c, r);
    enum MHD_Result queued = MHD_queue_response(c->connection, (unsigned)c->status, m);
    MHD_destroy_response(m);
    return queued;
}
