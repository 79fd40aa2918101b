/* Stored text is valid, free of what it promises to take out, and stored again it stays. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "index/text/text.h"

static void require(bool holds) {
    if (!holds)
        abort();
}

static void check_stored(const struct buf *b) {
    for (size_t at = 0; at < b->len;) {
        uint32_t c;
        size_t n = utf8_decode(b->data + at, b->len - at, &c);
        require(n > 0);
        require(c == '\n' || (c >= ' ' && c != 0x7F && (c < 0x80 || c > 0xA0)));
        require(c != 0xAD && c != 0xFEFF && c != 0x200B && c != 0x2028);
        at += n;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    const char *s = (const char *)bytes;
    struct buf once, twice, slug;
    struct tt_error e;
    buf_init(&once, 1 << 20);
    buf_init(&twice, 1 << 20);
    buf_init(&slug, 1 << 20);
    if (text_store(s, size, &once, &e)) {
        check_stored(&once);
        require(text_store(buf_text(&once), once.len, &twice, &e));
        require(once.len == twice.len && strcmp(buf_text(&once), buf_text(&twice)) == 0);
    } else {
        require(once.len == 0 && e.code == TT_BAD_INPUT);
    }
    text_slug(s, size, &slug);
    require(slug.len == 0 || (slug.data[0] != '-' && slug.data[slug.len - 1] != '-'));
    require(utf8_cut(s, size, size / 2) <= size / 2);
    buf_done(&once);
    buf_done(&twice);
    buf_done(&slug);
    return 0;
}
