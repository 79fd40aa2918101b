/* Any bytes, as a page and as a record: read or rejected with a reason, within bounds. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/limits.h"
#include "index/read/draft.h"
#include "index/read/lead.h"
#include "index/text/text.h"

static void require(bool holds) {
    if (!holds)
        abort();
}

static void require_text(const char *s, size_t n, size_t max) {
    require(n <= max && strlen(s) == n);
    for (size_t i = 0; i < n;) {
        uint32_t c;
        size_t width = utf8_decode(s + i, n - i, &c);
        require(width > 0);
        i += width;
    }
}

static void check(const struct draft *d, const struct input *in) {
    if (d->reject) {
        require(d->reject[0] != '\0');
        return;
    }
    require_text(buf_text(&d->title), d->title.len, TITLE_BYTES_MAX);
    require_text(buf_text(&d->body), d->body.len, BODY_BYTES_MAX);
    require(d->title.len > 0 && d->body.len > 0);
    require(lead_length(d->body.data, d->body.len) < d->body.len);
    struct buf provenance;
    buf_init(&provenance, 1 << 20);
    draft_provenance(d, in, &provenance);
    require(buf_ok(&provenance));
    require_text(buf_text(&provenance), provenance.len, 1 << 20);
    buf_done(&provenance);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    struct buf text;
    struct draft d;
    struct tt_error e;
    buf_init(&text, INPUT_BYTES_MAX);
    if (text_store((const char *)bytes, size, &text, &e)) {
        struct input page = {.name = "p", .text = buf_text(&text), .url = "https://a.example/b"};
        require(draft_page(NULL, &page, &d, &e));
        check(&d, &page);
        draft_done(&d);
        struct input record = {.name = "r", .body = buf_text(&text)};
        require(draft_record(&record, &d, &e));
        check(&d, &record);
        draft_done(&d);
    }
    buf_done(&text);
    return 0;
}
