/* Syllables that sound alike somewhere in the country, and so are written for each other: tr and
 * ch, s and x, d, gi and r, l and n; n and ng, t and c; hỏi and ngã. */
#include <stdio.h>
#include <string.h>

#include "index/search/spelling.h"

struct alike {
    const char *one, *other;
};
static const struct alike onsets[] = {
    {"ch", "tr"}, {"s", "x"}, {"d", "gi"},   {"d", "r"},  {"gi", "r"}, {"l", "n"},
    {"d", "v"},   {"d", "đ"}, {"ng", "ngh"}, {"g", "gh"}, {"c", "k"},
};
static const struct alike codas[] = {{"n", "ng"}, {"n", "nh"}, {"t", "c"}, {"t", "ch"}, {"i", "y"}};
static const struct alike tones[] = {
    {"ả", "ã"}, {"ẳ", "ẵ"}, {"ẩ", "ẫ"}, {"ẻ", "ẽ"}, {"ể", "ễ"}, {"ỉ", "ĩ"},
    {"ỏ", "õ"}, {"ổ", "ỗ"}, {"ở", "ỡ"}, {"ủ", "ũ"}, {"ử", "ữ"}, {"ỷ", "ỹ"},
};
static const char *const clusters[] = {"ngh", "ng", "nh", "ch", "gh", "gi",
                                       "kh",  "ph", "qu", "th", "tr"};

static bool begins(const char *s, const char *with) {
    return strncmp(s, with, strlen(with)) == 0;
}

static bool ends(const char *s, size_t len, const char *with) {
    size_t n = strlen(with);
    return len > n && strcmp(s + len - n, with) == 0;
}

/* The n bytes at `at` become `other`. */
static void put(struct sounds *out, const char *s, size_t at, size_t n, const char *other) {
    if (out->n == SOUNDS_MAX)
        return;
    char *form = out->forms[out->n];
    int len = snprintf(form, sizeof out->forms[0], "%.*s%s%s", (int)at, s, other, s + at + n);
    out->n += len > 0 && (size_t)len < sizeof out->forms[0];
}

static void swap_onsets(const char *s, struct sounds *out) {
    size_t onset = 1;
    for (size_t i = 0; i < sizeof clusters / sizeof *clusters && onset == 1; i++)
        if (begins(s, clusters[i]))
            onset = strlen(clusters[i]);
    if (begins(s, "đ"))
        onset = strlen("đ");
    for (size_t i = 0; i < sizeof onsets / sizeof *onsets; i++) {
        const struct alike *a = &onsets[i];
        if (strlen(a->one) == onset && begins(s, a->one))
            put(out, s, 0, onset, a->other);
        if (strlen(a->other) == onset && begins(s, a->other))
            put(out, s, 0, onset, a->one);
    }
}

static void swap_codas(const char *s, size_t len, struct sounds *out) {
    for (size_t i = 0; i < sizeof codas / sizeof *codas; i++) {
        const struct alike *a = &codas[i];
        if (ends(s, len, a->one))
            put(out, s, len - strlen(a->one), strlen(a->one), a->other);
        if (ends(s, len, a->other))
            put(out, s, len - strlen(a->other), strlen(a->other), a->one);
    }
}

static void swap_tones(const char *s, struct sounds *out) {
    for (size_t i = 0; i < sizeof tones / sizeof *tones; i++) {
        const struct alike *a = &tones[i];
        const char *one = strstr(s, a->one), *other = strstr(s, a->other);
        if (one)
            put(out, s, (size_t)(one - s), strlen(a->one), a->other);
        if (other)
            put(out, s, (size_t)(other - s), strlen(a->other), a->one);
    }
}

void spelling_sounds(const char *exact, size_t len, struct sounds *out) {
    out->n = 0;
    if (len == 0 || len >= SOUND_BYTES_MAX - 4)
        return;
    swap_onsets(exact, out);
    swap_codas(exact, len, out);
    swap_tones(exact, out);
}
