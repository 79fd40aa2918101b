#include "index/read/lead.h"

#include <stdbool.h>
#include <string.h>

#include "index/read/lines.h"

enum { LEAD_WORDS_MIN = 10, LEAD_WORDS_MAX = 120 };

static unsigned words_of(const char *s, size_t n) {
    unsigned words = n > 0;
    for (size_t i = 0; i < n; i++)
        words += s[i] == ' ';
    return words;
}

static size_t paragraph(const char *s, size_t n) {
    const char *end = memchr(s, '\n', n);
    return end ? (size_t)(end - s) : n;
}

static bool text_follows(const char *s, size_t n) {
    for (size_t length; n > 0; s += length, n -= length) {
        length = paragraph(s, n);
        if (words_of(s, length) >= LEAD_WORDS_MIN)
            return true;
        length += length < n;
    }
    return false;
}

size_t lead_length(const char *body, size_t n) {
    size_t length = paragraph(body, n);
    unsigned words = words_of(body, length);
    bool listed = length > 1 && strchr("-+*", body[0]) && body[1] == ' ';
    if (words < LEAD_WORDS_MIN || words > LEAD_WORDS_MAX || listed ||
        line_credits_picture(body, length) || length == n)
        return 0;
    return text_follows(body + length + 1, n - length - 1) ? length : 0;
}
