#include "index/store/texts.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define ZSTD_STATIC_LINKING_ONLY /* for dictionaries that are not copied */
#include <zstd.h>

/* A generated text of 2.4 KB packed with its dictionary, by level, in bytes and microseconds:
 * 1: 992, 9; 2: 910, 10; 3: 782, 11; 4: 770, 13; 6: 751, 44; 9: 722, 80; 19: 659, 700. Each of them
 * but the first two is unpacked in 2. */
enum { LEVEL = 3 };

/* ---- packing --------------------------------------------------------------------- */

struct text_dictionary {
    ZSTD_CDict *digested; /* NULL: an empty one */
};

bool text_dictionary_new(const char *bytes, size_t n, struct text_dictionary **out,
                         struct tt_error *e) {
    struct text_dictionary *d = calloc(1, sizeof *d);
    if (d && n)
        d->digested = ZSTD_createCDict(bytes, n, LEVEL);
    if (!d || (n && !d->digested)) {
        free(d);
        return tt_fail(e, TT_NO_MEMORY, "no memory for a dictionary of texts");
    }
    *out = d;
    return true;
}

void text_dictionary_free(struct text_dictionary *d) {
    if (d)
        ZSTD_freeCDict(d->digested);
    free(d);
}

struct text_packer {
    ZSTD_CCtx *context;
    struct buf text;
};

struct text_packer *text_packer_new(const struct text_dictionary *d) {
    struct text_packer *p = calloc(1, sizeof *p);
    if (!p)
        return NULL;
    buf_init(&p->text, PACKED_TEXT_MAX);
    p->context = ZSTD_createCCtx();
    if (p->context &&
        !ZSTD_isError(ZSTD_CCtx_setParameter(p->context, ZSTD_c_compressionLevel, LEVEL)) &&
        !ZSTD_isError(ZSTD_CCtx_setParameter(p->context, ZSTD_c_dictIDFlag, 0)) &&
        !ZSTD_isError(ZSTD_CCtx_refCDict(p->context, d->digested)))
        return p;
    text_packer_free(p);
    return NULL;
}

void text_packer_free(struct text_packer *p) {
    if (!p)
        return;
    ZSTD_freeCCtx(p->context);
    buf_done(&p->text);
    free(p);
}

bool text_pack(struct text_packer *p, const struct article *a, struct buf *out,
               struct tt_error *e) {
    if (a->len[ARTICLE_BODY] + a->len[ARTICLE_PROVENANCE] + 2 > PACKED_TEXT_MAX)
        return tt_fail(e, TT_BAD_INPUT, "the text of %.64s is too long", a->s[ARTICLE_ID]);
    buf_clear(&p->text);
    buf_add(&p->text, a->s[ARTICLE_BODY], a->len[ARTICLE_BODY]);
    buf_char(&p->text, '\0');
    buf_add(&p->text, a->s[ARTICLE_PROVENANCE], a->len[ARTICLE_PROVENANCE]);
    buf_char(&p->text, '\0');
    size_t room = ZSTD_compressBound(p->text.len), n;
    char *to = buf_ok(&p->text) ? buf_reserve(out, room) : NULL;
    if (!to)
        return tt_fail(e, TT_NO_MEMORY, "no memory to pack a text");
    n = ZSTD_compress2(p->context, to, room, p->text.data, p->text.len);
    if (ZSTD_isError(n))
        return tt_fail(e, TT_NO_MEMORY, "cannot pack a text: %s", ZSTD_getErrorName(n));
    out->len += n;
    out->data[out->len] = '\0';
    return true;
}

/* ---- reading --------------------------------------------------------------------- */

/* Contexts that nobody uses now; more threads than that at once make some for a moment. */
enum { IDLE_MAX = 32, ROOM = 64 << 10 };

/* What a thread needs to unpack. The dictionary lies before the room for a text, so matches in it
 * are copied as any others are and not one by one as if from elsewhere: 2.0 instead of 2.8 us. */
struct context {
    ZSTD_DCtx *zstd;
    ZSTD_DDict *digested; /* NULL: an empty one */
    char *bytes;
};

struct text_reader {
    const char *dictionary;
    size_t dictionary_len;
    _Atomic(struct context *) idle[IDLE_MAX];
};

static void context_free(struct context *c) {
    if (!c)
        return;
    ZSTD_freeDCtx(c->zstd);
    ZSTD_freeDDict(c->digested);
    free(c->bytes);
    free(c);
}

static struct context *context_new(const char *dictionary, size_t n, struct tt_error *e) {
    struct context *c = calloc(1, sizeof *c);
    tt_fail(e, TT_NO_MEMORY, "no memory to unpack texts"); /* unless it is told otherwise */
    if (!c)
        return NULL;
    c->zstd = ZSTD_createDCtx();
    c->bytes = malloc(n + ROOM);
    if (c->zstd && c->bytes) {
        memcpy(c->bytes, dictionary, n);
        c->digested = n ? ZSTD_createDDict_byReference(c->bytes, n) : NULL;
        if (c->digested || !n)
            return c;
        tt_fail(e, TT_CORRUPT, "the dictionary of texts is damaged");
    }
    context_free(c);
    return NULL;
}

bool text_reader_new(const char *dictionary, size_t n, struct text_reader **out,
                     struct tt_error *e) {
    struct text_reader *r = calloc(1, sizeof *r);
    if (!r)
        return tt_fail(e, TT_NO_MEMORY, "no memory to read texts");
    *r = (struct text_reader){.dictionary = dictionary, .dictionary_len = n};
    struct context *first = context_new(dictionary, n, e);
    for (size_t i = 0; i < IDLE_MAX; i++)
        atomic_init(&r->idle[i], i ? NULL : first);
    if (first)
        *out = r;
    else
        free(r);
    return first;
}

void text_reader_free(struct text_reader *r) {
    for (size_t i = 0; r && i < IDLE_MAX; i++)
        context_free(atomic_load(&r->idle[i]));
    free(r);
}

static struct context *take_context(struct text_reader *r, struct tt_error *e) {
    for (size_t i = 0; i < IDLE_MAX; i++) {
        struct context *found = NULL;
        if (atomic_load_explicit(&r->idle[i], memory_order_relaxed))
            found = atomic_exchange(&r->idle[i], NULL);
        if (found)
            return found;
    }
    return context_new(r->dictionary, r->dictionary_len, e);
}

static void give_back(struct text_reader *r, struct context *c) {
    for (size_t i = 0; i < IDLE_MAX; i++) {
        struct context *nobody = NULL;
        if (!atomic_load_explicit(&r->idle[i], memory_order_relaxed) &&
            atomic_compare_exchange_strong(&r->idle[i], &nobody, c))
            return;
    }
    context_free(c);
}

/* The size of what one whole frame holds, 0 when that cannot be a text. The magic number is looked
 * at, for the library may know older formats too, and frames that are skipped. */
static size_t text_size(const char *frame, size_t len) {
    static const unsigned char magic[] = {0x28, 0xB5, 0x2F, 0xFD};
    if (len < sizeof magic || memcmp(frame, magic, sizeof magic) != 0 ||
        ZSTD_findFrameCompressedSize(frame, len) != len)
        return 0;
    unsigned long long n = ZSTD_getFrameContentSize(frame, len);
    return n <= PACKED_TEXT_MAX ? (size_t)n : 0; /* errors and unknown sizes are larger */
}

static bool unpack(struct text_reader *r, const char *frame, size_t len, char *to, size_t size,
                   struct tt_error *e) {
    struct context *c = take_context(r, e);
    if (!c)
        return false;
    char *at = size <= ROOM ? c->bytes + r->dictionary_len : to;
    size_t n = ZSTD_decompress_usingDDict(c->zstd, at, size, frame, len, c->digested);
    if (n == size && at != to)
        memcpy(to, at, size);
    give_back(r, c);
    return n == size || tt_fail(e, TT_CORRUPT, "a packed text is damaged");
}

/* Where the provenance begins: behind the NUL before the last byte, which is one too. NULL: these
 * bytes are no body and provenance. */
static const char *find_provenance(const char *text, size_t n) {
    const char *before = n >= 2 && !text[n - 1] ? memrchr(text, '\0', n - 1) : NULL;
    return before ? before + 1 : NULL;
}

bool text_unpack(struct text_reader *r, const char *frame, size_t len, struct article *a,
                 struct tt_error *e) {
    size_t n = text_size(frame, len);
    char *text = n ? malloc(n) : NULL;
    if (!text)
        return n ? tt_fail(e, TT_NO_MEMORY, "no memory for a text")
                 : tt_fail(e, TT_CORRUPT, "an article has no packed text");
    bool ok = unpack(r, frame, len, text, n, e);
    const char *provenance = ok ? find_provenance(text, n) : NULL;
    if (!provenance) {
        free(text);
        return ok ? tt_fail(e, TT_CORRUPT, "a packed text has not two parts") : false;
    }
    free(a->text);
    a->text = text;
    a->s[ARTICLE_BODY] = text;
    a->len[ARTICLE_BODY] = (size_t)(provenance - text) - 1;
    a->s[ARTICLE_PROVENANCE] = provenance;
    a->len[ARTICLE_PROVENANCE] = (size_t)(text + n - provenance) - 1;
    return true;
}
