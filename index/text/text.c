#include "index/text/text.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "index/text/alphabet.h"

/* What becomes of a code point in stored text. */
enum fate {
    AS_IT_IS,
    COMPOSE, /* stays, but the line has to be brought to NFC */
    DROP,
    SPACE,
    LINE
};

struct fate_range {
    uint32_t first, last;
    enum fate fate;
};

/* Ascending. AS_IT_IS is only for ranges in which every code point is its own NFC form and
 * takes part in no composition with what stands before it; what is not listed is COMPOSE. */
static const struct fate_range fates[] = {
    {0x00, 0x08, DROP},           {'\t', '\t', SPACE},          {'\n', '\n', LINE},
    {0x0B, 0x0C, LINE},           {'\r', '\r', LINE},           {0x0E, 0x1F, DROP},
    {' ', 0x7E, AS_IT_IS},        {0x7F, 0x84, DROP},           {0x85, 0x85, LINE},
    {0x86, 0x9F, DROP},           {0xA0, 0xA0, SPACE},          {0xA1, 0xAC, AS_IT_IS},
    {0xAD, 0xAD, DROP},           {0xAE, 0x2FF, AS_IT_IS},      {0x34F, 0x34F, DROP},
    {0x388, 0x3FF, AS_IT_IS},     {0x400, 0x482, AS_IT_IS},     {0x48A, 0x52F, AS_IT_IS},
    {0x61C, 0x61C, DROP},         {0x115F, 0x1160, DROP},       {0x1680, 0x1680, SPACE},
    {0x17B4, 0x17B5, DROP},       {0x180B, 0x180F, DROP},       {0x1E00, 0x1EFF, AS_IT_IS},
    {0x2000, 0x200A, SPACE},      {0x200B, 0x200F, DROP},       {0x2010, 0x2027, AS_IT_IS},
    {0x2028, 0x2029, LINE},       {0x202A, 0x202E, DROP},       {0x202F, 0x202F, SPACE},
    {0x2030, 0x205E, AS_IT_IS},   {0x205F, 0x205F, SPACE},      {0x2060, 0x206F, DROP},
    {0x2070, 0x20CF, AS_IT_IS},   {0x2100, 0x2125, AS_IT_IS},   {0x2190, 0x2328, AS_IT_IS},
    {0x2500, 0x27FF, AS_IT_IS},   {0x2800, 0x2800, SPACE},      {0x3000, 0x3000, SPACE},
    {0x3001, 0x3029, AS_IT_IS},   {0x3030, 0x3098, AS_IT_IS},   {0x309B, 0x30FF, AS_IT_IS},
    {0x3164, 0x3164, DROP},       {0x3400, 0x4DBF, AS_IT_IS},   {0x4E00, 0x9FFF, AS_IT_IS},
    {0xAC00, 0xD7A3, AS_IT_IS},   {0xE000, 0xF8FF, AS_IT_IS},   {0xFE00, 0xFE0F, DROP},
    {0xFEFF, 0xFEFF, DROP},       {0xFF01, 0xFF9F, AS_IT_IS},   {0xFFA0, 0xFFA0, DROP},
    {0xFFF9, 0xFFFB, DROP},       {0xFFFD, 0xFFFD, AS_IT_IS},   {0x1D173, 0x1D17A, DROP},
    {0x1F000, 0x1FAFF, AS_IT_IS}, {0x20000, 0x2A6DF, AS_IT_IS}, {0xE0000, 0xE0FFF, DROP},
};

static enum fate fate_of(uint32_t c) {
    if ((c >= ' ' && c < 0x7F) || (c >= 0xC0 && c < 0x300) || (c >= 0x1EA0 && c < 0x1F00))
        return AS_IT_IS;
    size_t low = 0, high = sizeof fates / sizeof fates[0];
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c > fates[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == sizeof fates / sizeof fates[0] || c < fates[low].first)
        return COMPOSE;
    return fates[low].fate;
}

/* Brings the end of the buffer, from `start`, to NFC. */
static void compose_from(struct buf *b, size_t start) {
    if (!buf_ok(b) || b->len == start)
        return;
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)b->data + start, (utf8proc_ssize_t)(b->len - start),
                     &composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (n >= 0) {
        b->len = start;
        buf_add(b, composed, (size_t)n);
    } else {
        b->failed = true; /* the text is valid: only memory can be missing */
    }
    free(composed);
}

/* One call of text_store. What needs no change is appended in runs, and only the lines
 * that need it are composed: no composition goes across a line break. */
struct storing {
    const char *s;
    size_t n, at;
    size_t run;        /* begin of the bytes not appended yet */
    size_t line_start; /* in the buffer */
    bool compose;
    struct buf *out;
};

static void flush_run(struct storing *st, size_t next_run) {
    buf_add(st->out, st->s + st->run, st->at - st->run);
    st->run = next_run;
}

static void end_line(struct storing *st) {
    if (st->compose)
        compose_from(st->out, st->line_start);
    st->compose = false;
    st->line_start = st->out->len;
}

/* Does what `fate` says with the code point c of `len` bytes at st->at. */
static void store_one(struct storing *st, uint32_t c, size_t len, enum fate fate) {
    size_t next = st->at + len;
    if (fate == COMPOSE) {
        st->compose = true;
    } else if (c == '\n') {
        if (st->compose) {
            flush_run(st, st->at);
            end_line(st);
        } else {
            st->line_start = st->out->len + next - st->run;
        }
    } else if (fate != AS_IT_IS) {
        flush_run(st, next);
        if (fate == SPACE)
            buf_char(st->out, ' ');
        if (fate != LINE)
            return;
        end_line(st);
        bool crlf = c == '\r' && next < st->n && st->s[next] == '\n';
        if (!crlf)
            buf_char(st->out, '\n');
        st->line_start = st->out->len;
    }
}

bool text_store(const char *s, size_t n, struct buf *out, struct tt_error *e) {
    size_t before = out->len;
    struct storing st = {.s = s, .n = n, .line_start = before, .out = out};
    while (st.at < n) {
        uint32_t c;
        if (s[st.at] >= ' ' && s[st.at] <= '~') { /* most bytes, and always as they are */
            st.at++;
            continue;
        }
        size_t len = utf8_decode(s + st.at, n - st.at, &c);
        if (len == 0) {
            out->len = before;
            if (out->data)
                out->data[before] = '\0';
            return tt_fail(e, TT_BAD_INPUT, "not UTF-8 at byte %zu", st.at);
        }
        enum fate fate = fate_of(c);
        if (fate != AS_IT_IS)
            store_one(&st, c, len, fate);
        st.at += len;
    }
    flush_run(&st, n);
    end_line(&st);
    return buf_ok(out) || tt_fail(e, TT_NO_MEMORY, "the text is longer than its bound");
}

bool text_is_word(uint32_t code_point) {
    if (code_point < 0x80)
        return alphabet_ascii((uint8_t)code_point);
    if (alphabet_of(code_point).base)
        return true;
    if (code_point == 0x02BC)
        return false; /* an apostrophe, whatever its category */
    switch (utf8proc_category((utf8proc_int32_t)code_point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
        return true;
    default:
        return false;
    }
}

void text_slug(const char *s, size_t n, struct buf *out) {
    size_t begin = out->len;
    bool after_latin = false, gap = false;
    for (size_t at = 0; at < n;) {
        uint32_t c = 0xFFFD;
        char folded[4];
        size_t len = utf8_decode(s + at, n - at, &c);
        at += len ? len : 1;
        if (len == 0 || !text_is_word(c)) {
            gap = true;
            after_latin = false;
            continue;
        }
        size_t bytes = alphabet_fold(c, &after_latin, folded);
        if (gap && bytes > 0 && out->len > begin)
            buf_char(out, '-');
        gap &= bytes == 0;
        buf_add(out, folded, bytes);
    }
}
