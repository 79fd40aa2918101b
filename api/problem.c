/* Errors as RFC 9457 problem+json, and the one mapping from error codes to HTTP. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "api/api.h"
#include "api/fault.h"
#include "api/json.h"
#include "index/text/text.h"

/* What each code is called in an answer's `title`; the server's codes too. */
static const struct {
    const char *code, *title;
} titles[] = {
    {"bad_parameter", "A parameter has a value that is not allowed"},
    {"unknown_parameter", "There is no such parameter"},
    {"too_large", "The answer would be too large"},
    {"bad_request", "The request is malformed"},
    {"length_required", "The length of the body is missing"},
    {"body_too_large", "The body is too large"},
    {"head_too_large", "The head of the request is too large"},
    {"uri_too_long", "The address is too long"},
    {"not_found", "Nothing is there"},
    {"cursor_expired", "The cursor is of an index that is not served any more"},
    {"gone", "The article was taken down"},
    {"method_not_allowed", "The method is not allowed here"},
    {"not_ready", "No index is served yet"},
    {"timeout", "The search took too long"},
    {"busy", "Too many requests at once"},
    {"no_memory", "Not enough memory at the moment"},
    {"internal", "The service failed"},
};

/* How the codes of the index layer look from outside. */
static const struct {
    int status;
    const char *code;
} outside[] = {
    [TT_OK] = {200, "ok"},
    [TT_BAD_INPUT] = {400, "bad_parameter"},
    [TT_NOT_FOUND] = {404, "not_found"},
    [TT_BUSY] = {503, "busy"},
    [TT_STALE] = {503, "not_ready"},
    [TT_TIMEOUT] = {503, "timeout"},
    [TT_NO_MEMORY] = {503, "no_memory"},
    [TT_CORRUPT] = {500, "internal"},
    [TT_INTERNAL] = {500, "internal"},
};

int api_status(enum tt_code code) {
    return (size_t)code < sizeof outside / sizeof *outside ? outside[code].status : 500;
}

static const char *title_of(const char *code) {
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (strcmp(titles[i].code, code) == 0)
            return titles[i].title;
    return "The request cannot be answered";
}

void api_problem(struct http_response *r, int status, const char *code, const char *parameter,
                 const char *format, ...) {
    char detail[400], type[100];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(detail, sizeof detail, format, arguments);
    va_end(arguments);
    snprintf(type, sizeof type, "urn:timtin:problem:%s", code);

    r->status = status;
    r->content_type = "application/problem+json";
    r->cache_control = "no-store";
    r->etag[0] = r->location[0] = '\0';
    r->retry_after = status == 503 ? 1 : 0;
    buf_clear(&r->body);

    struct jw j;
    jw_init(&j, &r->body);
    jw_object(&j);
    jw_put_str(&j, "type", type);
    jw_put_str(&j, "title", title_of(code));
    jw_put_uint(&j, "status", (uint64_t)status);
    jw_put_str(&j, "detail", detail);
    jw_put_str(&j, "code", code);
    jw_put_str(&j, "message", detail);
    if (parameter)
        jw_put_str(&j, "parameter", parameter);
    jw_object_end(&j);
    buf_char(&r->body, '\n');
}

/* ---- faults ---------------------------------------------------------------------- */

static void set_parameter(struct fault *f, const char *parameter) {
    const char *name = parameter ? parameter : "";
    size_t n = utf8_cut(name, strlen(name), sizeof f->parameter - 1);
    memcpy(f->parameter, name, n);
    f->parameter[n] = '\0';
}

static bool vfault(struct fault *f, int status, const char *code, const char *parameter,
                   const char *format, va_list arguments) {
    f->status = status;
    f->code = code;
    f->cause[0] = '\0';
    set_parameter(f, parameter);
    vsnprintf(f->text, sizeof f->text, format, arguments);
    return false;
}

bool fault_set(struct fault *f, int status, const char *code, const char *parameter,
               const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vfault(f, status, code, parameter, format, arguments);
    va_end(arguments);
    return false;
}

bool fault_bad(struct fault *f, const char *parameter, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vfault(f, 400, "bad_parameter", parameter, format, arguments);
    va_end(arguments);
    return false;
}

bool fault_error(struct fault *f, const struct tt_error *e, const char *parameter) {
    int status = api_status(e->code);
    const char *code = status == 500 ? "internal" : outside[e->code].code;
    fault_set(f, status, code, status < 500 ? parameter : NULL, "%s",
              status == 500 ? "the service could not read its index" : e->text);
    if (status >= 500)
        snprintf(f->cause, sizeof f->cause, "%s", e->text);
    return false;
}

void fault_answer(const struct fault *f, struct http_response *r) {
    /* An unknown parameter may well have the empty name. */
    bool named = f->parameter[0] || strcmp(f->code, "unknown_parameter") == 0;
    api_problem(r, f->status, f->code, named ? f->parameter : NULL, "%s", f->text);
    memcpy(r->cause, f->cause, sizeof r->cause);
}
