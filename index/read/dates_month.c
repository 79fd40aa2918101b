/* Months by name, as Vietnamese and English pages write them beside a day's number. */
#include <string.h>

#include "index/read/dates_parts.h"
#include "index/read/shape.h"

static const char *const english_months[] = {"january",   "february", "march",    "april",
                                             "may",       "june",     "july",     "august",
                                             "september", "october",  "november", "december"};

/* The month that the letters s[0..n-1] name: in full or by three (four) letters; 0: none. */
static unsigned english_month(const char *s, size_t n) {
    for (unsigned m = 0; n >= 3 && m < 12; m++) {
        size_t whole = strlen(english_months[m]), i = 0;
        while (i < n && i < whole && (s[i] | 32) == english_months[m][i])
            i++;
        if (i == n && (n == whole || n == 3 || (n == 4 && m == 8)))
            return m + 1;
    }
    return 0;
}

static size_t letters_at(const struct scan *c, size_t i) {
    size_t n = 0;
    while (i + n < c->n && (c->s[i + n] | 32) >= 'a' && (c->s[i + n] | 32) <= 'z')
        n++;
    return n;
}

/* "December", "-Dec-", "th December", "th of July". */
static bool english_at(const struct scan *c, size_t *i, struct month *out) {
    size_t j = *i, n = letters_at(c, j);
    if (n == 2) /* st, nd, rd, th */
        j += n;
    while (scan_at(c, j) == ' ' || scan_at(c, j) == '-')
        j++;
    if (c->n - j > 3 && memcmp(c->s + j, "of ", 3) == 0)
        j += 3;
    n = letters_at(c, j);
    unsigned month = j > *i ? english_month(c->s + j, n) : 0;
    if (!month || scan_letter(scan_at(c, j + n)))
        return false;
    *out = (struct month){.number = month, .sure = true};
    *i = j + n;
    return true;
}

/* The numbers' names, folded; "mười một" and "mười hai" before "mười". */
static const struct {
    const char *words;
    unsigned number;
    bool moon;
} names[] = {{"muoi mot", 11, false}, {"muoi hai", 12, false}, {"muoi", 10, false},
             {"gieng", 1, true},      {"mot", 1, false},       {"hai", 2, false},
             {"ba", 3, false},        {"tu", 4, false},        {"nam", 5, false},
             {"sau", 6, false},       {"bay", 7, false},       {"tam", 8, false},
             {"chin", 9, false},      {"chap", 12, true}};

/* Behind `words` words from i on. */
static size_t behind_words(const struct scan *c, size_t i, size_t words) {
    while (words-- > 0) {
        i = scan_spaces(c, i);
        while (scan_letter(scan_at(c, i)) || (scan_at(c, i) & 0x80))
            i++;
    }
    return i;
}

/* The name at *i, behind "tháng". Small letters may be other words ("3 tháng hai bên"), and "9
 * tháng năm 2020" is nine months. */
static bool named_at(const struct scan *c, size_t *i, struct month *out) {
    enum { NAME_BYTES = 24 };
    char key[NAME_BYTES + 2];
    size_t n = c->n - *i < NAME_BYTES ? c->n - *i : NAME_BYTES;
    if (!scan_letter(scan_at(c, *i)))
        return false;
    while (n > 0 && *i + n < c->n && (c->s[*i + n] & 0xC0) == 0x80)
        n--;
    shape_fold(c->s + *i, n, key, sizeof key);
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        size_t length = strlen(names[k].words);
        if (strncmp(key, names[k].words, length) != 0 || (key[length] && key[length] != ' '))
            continue;
        size_t end = behind_words(c, *i, names[k].number > 10 && !names[k].moon ? 2 : 1);
        bool large = shape_starts_upper(c->s + *i, c->n - *i);
        if (names[k].number == 5 && !(large && scan_at(c, end) == ','))
            return false;
        *out = (struct month){names[k].number, names[k].moon, large};
        *i = end;
        return true;
    }
    return false;
}

/* "Th12", "Thg 12": as themes of weblogs shorten it. */
static bool short_at(const struct scan *c, size_t *i, struct month *out) {
    size_t j = *i;
    if ((scan_at(c, j) | 32) != 't' || (scan_at(c, j + 1) | 32) != 'h')
        return false;
    j += (scan_at(c, j + 2) | 32) == 'g' ? 3 : 2;
    j = scan_spaces(c, j + (scan_at(c, j) == '.'));
    unsigned digits = scan_number(c, &j, &out->number);
    if (digits == 0 || digits > 2 || out->number < 1 || out->number > 12)
        return false;
    *out = (struct month){.number = out->number, .sure = true};
    *i = j;
    return true;
}

/* A Vietnamese month at *i, nothing before it. */
static bool vietnamese_at(const struct scan *c, size_t *i, struct month *out) {
    size_t j = *i;
    if ((scan_at(c, j) | 32) != 't' || (scan_at(c, j + 1) | 32) != 'h')
        return false;
    if (!scan_month_word(c, &j))
        return short_at(c, i, out);
    if (scan_digit(scan_at(c, j))) {
        unsigned digits = scan_number(c, &j, &out->number);
        if (digits > 2 || out->number < 1 || out->number > 12)
            return false;
        *out = (struct month){.number = out->number, .sure = true};
    } else if (!named_at(c, &j, out)) {
        return false;
    }
    *i = j;
    return true;
}

bool month_behind(const struct scan *c, size_t *i, struct month *out) {
    struct month found = {0};
    size_t j = scan_spaces(c, *i);
    bool ok = vietnamese_at(c, &j, &found);
    if (!ok) {
        j = *i;
        ok = english_at(c, &j, &found);
    }
    if (ok) {
        *out = found;
        *i = j;
    }
    return ok;
}

static bool english_before(const struct scan *c, size_t end, struct month *out, size_t *from) {
    size_t j = end;
    while (j > c->floor && (c->s[j - 1] | 32) >= 'a' && (c->s[j - 1] | 32) <= 'z')
        j--;
    unsigned month = english_month(c->s + j, end - j);
    if (!month || (j > 0 && scan_letter(c->s[j - 1])))
        return false;
    *out = (struct month){.number = month, .sure = true};
    *from = j;
    return true;
}

bool month_before(const struct scan *c, size_t start, struct month *out, size_t *from) {
    enum { PHRASE_BYTES = 26 };
    size_t end = start;
    while (end > c->floor && (c->s[end - 1] == ' ' || c->s[end - 1] == '.'))
        end--;
    if (end == start || end == c->floor)
        return false;
    if (english_before(c, end, out, from))
        return true;
    size_t lowest = end > c->floor + PHRASE_BYTES ? end - PHRASE_BYTES : c->floor;
    for (size_t j = end; j-- > lowest;) {
        size_t i = j;
        bool edge = j == 0 || !scan_letter(c->s[j - 1]);
        if (edge && (c->s[j] | 32) == 't' && vietnamese_at(c, &i, out) && i == end) {
            *from = j;
            return true;
        }
    }
    return false;
}
