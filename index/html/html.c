#include "index/html/html.h"

#include <stdio.h>
#include <string.h>

#include "index/base/limits.h"
#include "index/html/html_parts.h"
#include "index/text/text.h"

/* Composing grows UTF-8 at most threefold (Unicode Standard Annex 15, table 1), and so do
 * the encodings that are converted. */
enum { GROWN_MAX = 3 * INPUT_BYTES_MAX + 4096 };

void html_init(struct html *h) {
    *h = (struct html){.reject = NULL};
    buf_init(&h->text, GROWN_MAX);
    for (size_t i = 0; i < HTML_FIELDS; i++)
        buf_init(&h->fields[i], FIELD_BYTES_MAX);
}

void html_done(struct html *h) {
    buf_done(&h->text);
    for (size_t i = 0; i < HTML_FIELDS; i++)
        buf_done(&h->fields[i]);
}

static void start_over(struct html *h) {
    h->reject = NULL;
    h->detail[0] = '\0';
    buf_clear(&h->text);
    for (size_t i = 0; i < HTML_FIELDS; i++)
        buf_clear(&h->fields[i]);
}

/* True, because a rejected page is no failure of ours. */
static bool reject(struct html *h, const char *reason, const char *detail) {
    h->reject = reason;
    snprintf(h->detail, sizeof h->detail, "%s", detail);
    return true;
}

static bool read_tree(struct html *h, const GumboNode *root, struct tt_error *e) {
    struct buf seen;
    struct tt_error why = {0};
    buf_init(&seen, INPUT_BYTES_MAX);
    bool shallow = html_text(root, &seen), fits = buf_ok(&seen);
    bool ok = fits && text_store(buf_text(&seen), seen.len, &h->text, &why);
    buf_done(&seen);
    if (!shallow)
        return !html_too_deep(h);
    if (!fits)
        return reject(h, "too-large", "its text is larger than the archive takes");
    if (!ok && why.code == TT_BAD_INPUT)
        return reject(h, "not-utf8", why.text);
    if (!ok)
        return tt_fail(e, TT_NO_MEMORY, "no memory for a page's text");
    html_fields(h, root);
    return true;
}

static bool read_utf8(struct html *h, char *s, size_t n, struct tt_error *e) {
    static const char bom[] = "\xEF\xBB\xBF";
    if (n >= 3 && memcmp(s, bom, 3) == 0)
        s += 3, n -= 3;
    if (!html_prepare(h, s, n))
        return true;
    struct html_heap *heap = html_heap_new();
    if (!heap)
        return tt_fail(e, TT_NO_MEMORY, "no memory to parse a page");
    const GumboNode *root = html_parse(h, heap, s, n, e);
    bool ok = root ? read_tree(h, root, e) : h->reject != NULL;
    html_heap_free(heap);
    return ok;
}

bool html_read(struct html *h, const char *bytes, size_t n, struct tt_error *e) {
    struct buf utf8;
    start_over(h);
    buf_init(&utf8, GROWN_MAX);
    bool ok = html_decode(h, bytes, n, &utf8, e) ? read_utf8(h, utf8.data, utf8.len, e)
                                                 : h->reject != NULL;
    buf_done(&utf8);
    return ok;
}
