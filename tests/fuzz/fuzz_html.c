/* Any bytes as a page with markup: text and fields that are whole UTF-8, or a reason. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/limits.h"
#include "index/html/html.h"
#include "index/text/text.h"

static void require(bool holds) {
    if (!holds)
        abort();
}

static void require_text(const struct buf *b, size_t max) {
    const char *s = buf_text(b);
    require(b->len <= max && strlen(s) == b->len);
    for (size_t i = 0; i < b->len;) {
        uint32_t c;
        size_t width = utf8_decode(s + i, b->len - i, &c);
        require(width > 0);
        i += width;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    struct html h;
    struct tt_error e;
    html_init(&h);
    require(html_read(&h, (const char *)bytes, size, &e));
    if (h.reject) {
        require(h.reject[0] != '\0' && h.detail[0] != '\0');
    } else {
        require_text(&h.text, 3 * INPUT_BYTES_MAX + 4096);
        for (size_t i = 0; i < HTML_FIELDS; i++) {
            require_text(&h.fields[i], FIELD_BYTES_MAX);
            require(!strchr(buf_text(&h.fields[i]), '\n'));
        }
    }
    html_done(&h);
    return 0;
}
