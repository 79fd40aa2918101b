/* A packed article of any bytes is refused, or all of it lies within the bytes. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "index/store/article.h"

static void require(bool holds) {
    if (!holds)
        abort();
}

static size_t read_lists(const struct article *a) {
    size_t sum = 0;
    for (size_t i = 0; i < a->n_agencies; i++)
        sum += strlen(a->agencies[i].id) + strlen(a->agencies[i].name);
    for (size_t i = 0; i < a->n_duplicates; i++) {
        const struct duplicate *d = &a->duplicates[i];
        sum += strlen(d->id) + strlen(d->url) + strlen(d->source) + strlen(d->title);
    }
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    const char *packed = (const char *)bytes;
    struct article a;
    struct tt_error e;
    bool whole = article_unpack(packed, size, &a, &e);
    for (unsigned f = 0; f < ARTICLE_STRINGS; f++) {
        const char *s;
        size_t n;
        bool ok = article_field(packed, size, f, &s, &n);
        require(ok || !whole);
        if (ok)
            require(s >= packed && s + n < packed + size && s[n] == '\0');
        if (whole)
            require(s == a.s[f] && n == a.len[f]);
    }
    if (whole) {
        require(read_lists(&a) <= size);
        article_done(&a);
    }
    return 0;
}
