/* The dictionary of an archive's texts, learned from a sample. */
#include <stdlib.h>

#define ZDICT_STATIC_LINKING_ONLY /* for a search whose parameters are given, not tried out */
#include <zdict.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "index/store/texts.h"

enum {
    BODY_BYTES = 3000,      /* of an article */
    PROVENANCE_BYTES = 500, /* bounds a record of ours that is odd */
    SAMPLE_BYTES_MAX = TEXT_SAMPLE_ARTICLES * (BODY_BYTES + PROVENANCE_BYTES + 2),
    /* Of the sample. Of 300 articles dictionary and texts take 1,191 bytes each with an eighth,
     * 1,100 with a sixteenth, 1,108 with 1/32, 1,129 with 1/64. */
    SHARE = 16,
    DICTIONARY_MIN = 1 << 10
};

/* Segments of k bytes, chosen by how often the d bytes at each place of them occur, which are
 * counted in 2^f counters; all of the sample is looked at (accel 1). Trying k out, as
 * ZDICT_trainFromBuffer does, takes five times as long (0.3 s for 2,000 articles) and gave nothing.
 */
static const ZDICT_fastCover_params_t parameters = {.k = 200, .d = 8, .f = 20, .accel = 1};

void text_sample_init(struct text_sample *s) {
    *s = (struct text_sample){.n = 0};
    buf_init(&s->texts, SAMPLE_BYTES_MAX);
}

void text_sample_done(struct text_sample *s) {
    buf_done(&s->texts);
    free(s->lengths);
    *s = (struct text_sample){.n = 0};
}

static void add_field(struct buf *out, const struct article *a, enum article_field f, size_t most) {
    buf_add(out, a->s[f], a->len[f] < most ? a->len[f] : most);
    buf_char(out, '\0');
}

bool text_sample_add(struct text_sample *s, const struct article *a, struct tt_error *e) {
    size_t before = s->texts.len;
    if (s->n == TEXT_SAMPLE_ARTICLES)
        return true;
    add_field(&s->texts, a, ARTICLE_BODY, BODY_BYTES);
    add_field(&s->texts, a, ARTICLE_PROVENANCE, PROVENANCE_BYTES);
    if (!buf_ok(&s->texts) || !array_grow(&s->lengths, &s->cap, s->n + 1, sizeof *s->lengths))
        return tt_fail(e, TT_NO_MEMORY, "no memory for a sample of texts");
    s->lengths[s->n++] = s->texts.len - before;
    return true;
}

static size_t dictionary_size(const struct text_sample *s) {
    size_t n = s->texts.len / SHARE;
    return n < DICTIONARY_MIN ? 0 : n < TEXT_DICTIONARY_MAX ? n : TEXT_DICTIONARY_MAX;
}

bool text_learn(const struct text_sample *s, struct buf *dictionary, struct tt_error *e) {
    size_t room = dictionary_size(s);
    char *to = buf_reserve(dictionary, room);
    if (!to)
        return tt_fail(e, TT_NO_MEMORY, "no memory for a dictionary of texts");
    size_t n = room ? ZDICT_trainFromBuffer_fastCover(to, room, s->texts.data, s->lengths,
                                                      (unsigned)s->n, parameters)
                    : 0;
    bool no_memory = ZSTD_getErrorCode(n) == ZSTD_error_memory_allocation;
    dictionary->len += ZDICT_isError(n) ? 0 : n; /* a sample that teaches nothing is no error */
    dictionary->data[dictionary->len] = '\0';
    return !no_memory || tt_fail(e, TT_NO_MEMORY, "no memory to learn a dictionary of texts");
}
