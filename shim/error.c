#include "shim/error.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const char *const code_names[] = {
    [TT_OK] = "ok",
    [TT_BAD_INPUT] = "bad_input",
    [TT_NOT_FOUND] = "not_found",
    [TT_BUSY] = "busy",
    [TT_STALE] = "stale",
    [TT_TIMEOUT] = "timeout",
    [TT_NO_MEMORY] = "no_memory",
    [TT_CORRUPT] = "corrupt",
    [TT_INTERNAL] = "internal",
};

enum { CODES = sizeof code_names / sizeof *code_names };

const char *tt_code_name(enum tt_code code) {
    return (size_t)code < CODES ? code_names[code] : code_names[TT_INTERNAL];
}

/* The well-formed UTF-8 sequences (Unicode, table 3-7): lead bytes, length, and what the
 * second byte may be; the bytes after it are always 80..BF. */
static const struct {
    unsigned char lead_first, lead_last, len, second_first, second_last;
} sequences[] = {
    {0x20, 0x7E, 1, 0x00, 0x00}, /* without control characters: a text is one line */
    {0xC2, 0xDF, 2, 0x80, 0xBF}, {0xE0, 0xE0, 3, 0xA0, 0xBF}, {0xE1, 0xEC, 3, 0x80, 0xBF},
    {0xED, 0xED, 3, 0x80, 0x9F}, {0xEE, 0xEF, 3, 0x80, 0xBF}, {0xF0, 0xF0, 4, 0x90, 0xBF},
    {0xF1, 0xF3, 4, 0x80, 0xBF}, {0xF4, 0xF4, 4, 0x80, 0x8F},
};

static bool is_continuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

/* The length of the printable character at `s`, 0 when there is none. Reads no further
 * than the terminating NUL. */
static size_t character_length(const unsigned char *s) {
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++) {
        if (*s < sequences[i].lead_first || *s > sequences[i].lead_last)
            continue;
        size_t len = sequences[i].len;
        if (len > 1 && (s[1] < sequences[i].second_first || s[1] > sequences[i].second_last))
            return 0;
        for (size_t k = 2; k < len; k++)
            if (!is_continuation(s[k]))
                return 0;
        return len;
    }
    return 0;
}

/* Messages quote bytes of users and libraries; what is not printable UTF-8 becomes '?'. */
static void make_printable(char *text) {
    unsigned char *s = (unsigned char *)text;
    while (*s != '\0') {
        size_t len = character_length(s);
        if (len == 0)
            *s = '?';
        s += len == 0 ? 1 : len;
    }
}

/* Where to end a text of `len` bytes that was cut, so that no half character is left. */
static size_t whole_characters(const char *text, size_t len) {
    size_t lead = len;
    while (lead > 0 && len - lead < 3 && is_continuation((unsigned char)text[lead - 1]))
        lead--;
    if (lead == 0)
        return len;
    unsigned char byte = (unsigned char)text[--lead];
    size_t wanted = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    return wanted > len - lead ? lead : len;
}

bool tt_fail(struct tt_error *e, enum tt_code code, const char *format, ...) {
    if (e == NULL)
        return false;

    /* Written aside first, because the arguments may quote e->text itself. */
    char text[sizeof e->text] = "";
    va_list args;
    va_start(args, format);
    int len = vsnprintf(text, sizeof text, format, args);
    va_end(args);

    if (len < 0)
        snprintf(text, sizeof text, "%s", tt_code_name(code));
    else if ((size_t)len >= sizeof text)
        text[whole_characters(text, sizeof text - 1)] = '\0';
    make_printable(text);

    e->code = code;
    memcpy(e->text, text, sizeof text);
    return false;
}
