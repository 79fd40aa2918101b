/* What a client may send in a head: its target, its lines, Accept-Encoding, If-None-Match.
 * The input is read as lines; the first is the target, the others "name:value". */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "server/etag.h"
#include "server/framing.h"
#include "server/gzip.h"

static void read_target(const char *line, size_t n) {
    struct framing_target t;
    struct framing_fault fault;
    char *raw = strndup(line, n);
    if (!raw)
        return;
    if (framing_target(raw, strlen(raw), &t, &fault) && (!t.path[0] || strchr(t.path, '?')))
        abort();
    free(raw);
}

static void read_value(const char *value, size_t n) {
    char gzipped[ETAG_BYTES];
    char *text = strndup(value, n);
    if (!text)
        return;
    gzip_wanted(text);
    framing_request_id(text);
    etag_gzipped(text, gzipped);
    etag_listed(text, "\"abc\"");
    size_t before = strlen(text);
    etag_strip(text);
    if (strlen(text) > before)
        abort();
    free(text);
}

static void read_line(struct framing *f, const char *line, size_t n) {
    const char *colon = memchr(line, ':', n);
    if (!colon)
        return;
    size_t value = n - (size_t)(colon + 1 - line);
    framing_header(f, line, (size_t)(colon - line), colon + 1, value);
    read_value(colon + 1, value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *at = (const char *)data, *end = at + size;
    struct framing f = {0};
    struct framing_fault fault = {0};
    for (bool first = true; at < end; first = false) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t n = (size_t)((stop ? stop : end) - at);
        if (first)
            read_target(at, n);
        else
            read_line(&f, at, n);
        at = stop ? stop + 1 : end;
    }
    bool ok = framing_check(&f, HTTP_POST, "HTTP/1.1", &fault);
    if (ok != (fault.status == 0) || (ok && (f.hosts != 1 || f.lengths > 1 || f.encodings)))
        abort();
    return 0;
}
