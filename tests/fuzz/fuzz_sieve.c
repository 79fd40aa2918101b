/* A sieve keeps back no token that is wanted, of any text. The first line is what is wanted, the
 * rest the text. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/buf.h"
#include "index/text/sieve.h"
#include "index/text/text.h"
#include "index/text/token.h"

static void require(bool holds) {
    if (!holds)
        abort();
}

/* Every other token by its form, the others by its first byte. */
static bool wants(const struct buf *wanted, const struct token *token, struct sieve *sieve) {
    struct tokenizer t;
    struct token w;
    bool found = false;
    tokenizer_init(&t, buf_text(wanted), wanted->len);
    for (size_t i = 0; tokenizer_next(&t, &w); i++) {
        if (sieve && i % 2)
            sieve_want_beginning(sieve, w.folded[0]);
        else if (sieve)
            sieve_want(sieve, w.folded, w.folded_len);
        else
            found |= i % 2 ? w.folded[0] == token->folded[0] : strcmp(w.folded, token->folded) == 0;
    }
    return found;
}

static void check(const struct buf *wanted, const struct buf *text) {
    struct sieve sieve;
    struct sifting sifting;
    struct tokenizer all;
    struct token token;
    size_t start = 0, end = 0;
    sieve_init(&sieve);
    wants(wanted, NULL, &sieve);
    sifting_init(&sifting, &sieve, buf_text(text), text->len);
    tokenizer_init(&all, buf_text(text), text->len);
    bool more = sifting_next(&sifting, &start, &end);
    while (tokenizer_next(&all, &token)) {
        for (; more && end <= token.start; more = sifting_next(&sifting, &start, &end))
            require(start < end && end <= text->len);
        bool through = more && start <= token.start;
        require(through ? token.end <= end : !wants(wanted, &token, NULL));
        require(through || !more || token.end <= start);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    struct buf wanted, text;
    struct tt_error e;
    const uint8_t *line = memchr(bytes, '\n', size);
    size_t n = line ? (size_t)(line - bytes) : 0;
    buf_init(&wanted, 64 << 20);
    buf_init(&text, 64 << 20);
    if (text_store((const char *)bytes, n, &wanted, &e) &&
        text_store((const char *)bytes + n, size - n, &text, &e))
        check(&wanted, &text);
    buf_done(&wanted);
    buf_done(&text);
    return 0;
}
