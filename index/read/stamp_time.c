/* The time of day that a displayed date bears. */
#include <string.h>

#include "index/read/stamp_parts.h"

static bool digit(char c) {
    return c >= '0' && c <= '9';
}

static size_t two_digits(const char *s, size_t n, size_t i, unsigned *value) {
    size_t start = i;
    for (*value = 0; i < n && i < start + 2 && digit(s[i]); i++)
        *value = *value * 10 + (unsigned)(s[i] - '0');
    return i < n && digit(s[i]) ? start : i;
}

static bool begins(const char *s, size_t n, size_t i, const char *word) {
    size_t len = strlen(word);
    return n - i >= len && memcmp(s + i, word, len) == 0;
}

/* Is the word at i the whole of it? */
static bool is_word(const char *s, size_t n, size_t i, const char *word) {
    size_t end = i + strlen(word);
    return begins(s, n, i, word) && (end == n || !(((s[end] | 32) >= 'a' && (s[end] | 32) <= 'z') ||
                                                   (unsigned char)s[end] >= 0xC3));
}

/* " PM", "CH", "giờ chiều" behind a time: moves the hour, returns the end. */
static size_t half_of_day(const char *s, size_t n, size_t i, unsigned *hour) {
    static const struct {
        const char *word;
        bool late;
    } halves[] = {{"AM", false}, {"PM", true},    {"SA", false},   {"CH", true},    {"am", false},
                  {"pm", true},  {"a.m.", false}, {"p.m.", true},  {"sáng", false}, {"chiều", true},
                  {"tối", true}, {"Sáng", false}, {"Chiều", true}, {"Tối", true}};
    size_t j = i;
    while (j < n && s[j] == ' ')
        j++;
    for (size_t k = 0; k < sizeof halves / sizeof *halves; k++) {
        if (!is_word(s, n, j, halves[k].word))
            continue;
        if (halves[k].late && *hour < 12)
            *hour += 12;
        else if (!halves[k].late && *hour == 12)
            *hour = 0;
        return j + strlen(halves[k].word);
    }
    return i;
}

/* The minute at i, of one digit only before a sign or the end ("16:5'"). */
static size_t minute_at(const char *s, size_t n, size_t i, unsigned *minute) {
    size_t end = two_digits(s, n, i, minute);
    bool brief = end == i + 1 && end < n && !strchr("'( ", s[end]);
    if (end == i || brief || *minute > 59)
        return i;
    static const char *const minutes[] = {"'", "’", "ph", "p"};
    for (size_t k = 0; k < sizeof minutes / sizeof *minutes; k++)
        if (is_word(s, n, end, minutes[k]))
            return end + strlen(minutes[k]);
    return end;
}

size_t stamp_time(const char *s, size_t n, size_t i, int *minute, bool *seconds) {
    static const struct {
        const char *word;
        bool alone; /* "9h", "9 giờ": an hour without minutes */
    } between[] = {{":", false},    {"h", true},   {"g", false},   {"H", true},
                   {" giờ ", true}, {"giờ", true}, {" : ", false}, {" giờ", true}};
    unsigned hour, m = 0, second;
    size_t j = two_digits(s, n, i, &hour);
    if (j == i || hour > 23)
        return i;
    for (size_t k = 0; k < sizeof between / sizeof *between; k++) {
        if (!begins(s, n, j, between[k].word))
            continue;
        size_t from = j + strlen(between[k].word), end = minute_at(s, n, from, &m);
        if (end == from) {
            if (!between[k].alone || !is_word(s, n, j, between[k].word) ||
                (from < n && digit(s[from])))
                continue;
            m = 0;
        }
        size_t last = end < n && s[end] == ':' ? two_digits(s, n, end + 1, &second) : end;
        *seconds |= last > end + 1;
        end = half_of_day(s, n, last > end + 1 ? last : end, &hour);
        *minute = (int)(hour * 60 + m);
        return end;
    }
    return i;
}
