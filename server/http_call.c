/* A request's way through the library's callbacks: first line, head, body, answer, end. */
#include <stdlib.h>
#include <string.h>

#include "server/clock.h"
#include "server/http_port.h"

/* ---- the first line -------------------------------------------------------------- */

static struct reaped *reaped_of(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *i =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return i ? i->socket_context : NULL;
}

/* The library parses arguments after this callback, in time that grows with their square,
 * and gives up without a reply when they do not fit. It has found the '?' already, but not
 * what is behind it: an empty query costs nothing. The text is the library's own buffer. */
static void hide_query(const char *target) {
    char *mark = strchr((char *)target, '?');
    if (mark)
        mark[1] = '\0';
}

void *call_begin(void *port, const char *target, struct MHD_Connection *connection) {
    size_t n = target ? strlen(target) : 0;
    struct call *c = calloc(1, sizeof *c + n + 1);
    if (c && n)
        memcpy(c->target, target, n);
    if (target)
        hide_query(target);
    if (!c)
        return NULL;
    c->port = port;
    c->connection = connection;
    c->target_len = n;
    c->reaped = reaped_of(connection);
    c->x.request.path = "";
    struct framing_target parts;
    if (framing_target(c->target, n, &parts, &c->fault)) {
        c->x.request.path = parts.path;
        c->x.request.query = parts.query;
    }
    return c;
}

/* ---- the head -------------------------------------------------------------------- */

static const char *header(struct call *c, const char *name) {
    return MHD_lookup_connection_value(c->connection, MHD_HEADER_KIND, name);
}

static enum MHD_Result add_header(void *framing, enum MHD_ValueKind kind, const char *name,
                                  size_t name_len, const char *value, size_t value_len) {
    (void)kind;
    framing_header(framing, name, name_len, value ? value : name + name_len, value_len);
    return MHD_YES;
}

/* Every byte of the head was understood. */
static bool complete(struct call *c, const struct framing *f, const char *method,
                     const char *version) {
    const union MHD_ConnectionInfo *i =
        MHD_get_connection_info(c->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    size_t seen = framing_bytes(f, strlen(method), c->target_len, strlen(version));
    if (i && i->header_size == seen)
        return true;
    c->fault = (struct framing_fault){400, "bad_request",
                                      "the head has a line that is malformed or folded"};
    return false;
}

/* 64 bits that differ within a run (a counter) and between runs (a seed). */
static void make_id(struct call *c) {
    unsigned long n = atomic_fetch_add(&c->port->next_id, 1) + 1;
    unsigned long mixed = (c->port->id_seed ^ n) * 0x9e3779b97f4a7c15u;
    mixed ^= mixed >> 29;
    for (int i = 16; i-- > 0; mixed >>= 4)
        c->id[i] = "0123456789abcdef"[mixed & 15];
}

static void read_id(struct call *c) {
    const char *id = header(c, "X-Request-Id");
    if (id && framing_request_id(id))
        memcpy(c->id, id, strlen(id) + 1);
    else
        make_id(c);
}

static bool read_head(struct call *c, const char *method, const char *version) {
    struct framing f = {0};
    c->x.request.method = framing_method(method);
    c->head_only = c->x.request.method == HTTP_HEAD;
    c->version = version;
    read_id(c);
    if (c->fault.status)
        return false;
    MHD_get_connection_values_n(c->connection, MHD_HEADER_KIND, add_header, &f);
    return framing_check(&f, c->x.request.method, version, &c->fault) &&
           complete(c, &f, method, version);
}

static enum MHD_Result refuse(struct call *c) {
    metrics_add(c->port->setup.metrics, METRIC_REJECTED_FRAMING, 1);
    struct reply *r = reply_problem(c->fault.status, c->fault.code, "-", "%s", c->fault.text);
    if (!r->constant)
        r->close = true;
    return call_send(c, r);
}

static enum MHD_Result head_arrived(struct call *c, const char *method, const char *version) {
    c->began = clock_seconds();
    atomic_fetch_add(&c->port->in_flight, 1);
    c->stage = CALL_BODY;
    return read_head(c, method, version) ? MHD_YES : refuse(c);
}

/* ---- the answer ------------------------------------------------------------------ */

static void read_wishes(struct call *c) {
    const char *tags = header(c, "If-None-Match");
    c->x.gzip = gzip_wanted(header(c, "Accept-Encoding"));
    c->x.preflight = c->x.request.method == HTTP_OPTIONS && header(c, "Origin") &&
                     header(c, "Access-Control-Request-Method");
    c->if_none_match = tags ? strdup(tags) : NULL;
    if (c->if_none_match && c->x.gzip)
        etag_strip(c->if_none_match);
    c->x.request.if_none_match = c->if_none_match;
}

static enum MHD_Result request_arrived(struct call *c) {
    const struct http_handler *h = &c->port->setup.handler;
    reaper_busy(c->port->reaper, c->reaped, c->began);
    read_wishes(c);
    struct reply *r = h->handle(h->context, &c->x);
    return r ? call_send(c, r) : MHD_YES;
}

static enum MHD_Result skip_body(struct call *c, size_t *size) {
    c->skipped += *size;
    *size = 0;
    return c->skipped > REQUEST_BODY_BYTES_MAX ? MHD_NO : MHD_YES;
}

enum MHD_Result call_continue(void *port, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **call) {
    struct call *c = *call;
    (void)port;
    (void)connection;
    (void)url;
    (void)upload;
    if (!c)
        return MHD_NO; /* no memory */
    if (c->stage == CALL_HEAD)
        return head_arrived(c, method, version);
    if (c->stage == CALL_BODY)
        return *upload_size ? skip_body(c, upload_size) : request_arrived(c);
    struct reply *r = atomic_exchange(&c->reply, NULL);
    return r ? call_send(c, r) : MHD_YES;
}

/* Where `stage` is written, the worker that will answer has not been told yet. */
void exchange_suspend(struct exchange *x) {
    struct call *c = (struct call *)x;
    c->stage = CALL_WAITING;
    MHD_suspend_connection(c->connection);
}

void exchange_answer(struct exchange *x, struct reply *r) {
    struct call *c = (struct call *)x;
    atomic_store(&c->reply, r);
    MHD_resume_connection(c->connection);
}

/* ---- the end --------------------------------------------------------------------- */

static void tell(struct call *c) {
    const struct http_setup *s = &c->port->setup;
    const char *method = framing_method_name(c->x.request.method);
    double seconds = c->answered - c->began;
    metrics_request(s->metrics, c->sent->route, c->x.request.method, c->status, seconds);
    if (c->sent->cause[0])
        log_line(s->log, LOG_ERROR, "%s %.200s %d id=%s: %s", method, c->x.request.path, c->status,
                 c->id, c->sent->cause);
    if (log_wants(s->log, LOG_ACCESS))
        log_line(s->log, LOG_ACCESS, "%s %s%s%s %d %zu bytes %.3f ms id=%s", method,
                 c->x.request.path, c->x.request.query ? "?" : "",
                 c->x.request.query ? c->x.request.query : "", c->status,
                 c->head_only || c->status == 304 ? 0 : c->sent->len, seconds * 1e3, c->id);
}

void call_end(void *port, struct MHD_Connection *connection, void **call,
              enum MHD_RequestTerminationCode how) {
    struct call *c = *call;
    (void)port;
    (void)connection;
    (void)how;
    if (!c)
        return;
    *call = NULL;
    if (c->stage == CALL_SENT)
        tell(c);
    else
        metrics_add(c->port->setup.metrics, METRIC_ABORTED, 1);
    if (c->stage != CALL_HEAD)
        atomic_fetch_sub(&c->port->in_flight, 1);
    call_uncharge(c, c->sent);
    reply_unref(c->sent);
    reply_unref(atomic_load(&c->reply));
    reaper_idle(c->port->reaper, c->reaped, clock_seconds());
    free(c->if_none_match);
    free(c);
}
