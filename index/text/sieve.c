#include "index/text/sieve.h"

#include <string.h>

#include "index/base/limits.h"
#include "index/text/alphabet.h"

/* Sums are kept in the upper half of a number whose lower half counts bytes. What a byte adds to
 * the sum: its lower bits hold the letters' weights; the upper ones are a debt for characters that
 * are not known to be letters of Vietnamese. A character beyond ASCII begins with a debt, and the
 * last byte of a letter pays it. What no letter begins with owes more than its other bytes, read
 * as a letter's, can pay. */
enum { WEIGHT_BITS = 18, SUM_SHIFT = 32, MUCH = 3 };
#define ONE_DEBT (UINT32_C(1) << 24)
_Static_assert(TOKEN_BYTES_MAX <= 1 << (24 - WEIGHT_BITS),
               "weights of a word stay below its debts");
_Static_assert(TOKEN_BYTES_MAX < 256 / MUCH, "debts of a word do not come full circle");
#define DEBT ((uint64_t)ONE_DEBT << SUM_SHIFT)

/* Of a letter or digit in its folded form; cubes, so that words with the same letters or nearly
 * so are all that have one sum. */
#define WEIGHT(c)                                                                                  \
    ((uint64_t)((UINT32_C(0x9E3779B1) * (c) * (c) * (c)) >> (32 - WEIGHT_BITS) | 1U) << SUM_SHIFT)

#define PAIR(c) [c] = WEIGHT(c), [(c) - 'a' + 'A'] = WEIGHT(c)
#define FOUR(a, b, c, d) PAIR(a), PAIR(b), PAIR(c), PAIR(d)
#define DIGIT(c) [c] = WEIGHT(c)
#define OWES(c, debts) [c] = (debts)*DEBT
#define FOUR_OWE(c) OWES(c, MUCH), OWES((c) + 1, MUCH), OWES((c) + 2, MUCH), OWES((c) + 3, MUCH)
/* i is as good as y: a token may have the one for the other. */
#define PLAIN                                                                                      \
    FOUR('a', 'b', 'c', 'd'), FOUR('e', 'f', 'g', 'h'), FOUR('j', 'k', 'l', 'm'),                  \
        FOUR('n', 'o', 'p', 'q'), FOUR('r', 's', 't', 'u'), FOUR('v', 'w', 'x', 'z'),              \
        PAIR('y'), ['i'] = WEIGHT('y'), ['I'] = WEIGHT('y'), DIGIT('0'), DIGIT('1'), DIGIT('2'),   \
                   DIGIT('3'), DIGIT('4'), DIGIT('5'), DIGIT('6'), DIGIT('7'), DIGIT('8'),         \
                   DIGIT('9'), OWES(0xC0, MUCH), OWES(0xC1, MUCH), OWES(0xC2, MUCH),               \
                   OWES(0xC3, 1), OWES(0xC4, 1), OWES(0xC5, 1), OWES(0xC6, 1), OWES(0xC7, MUCH),   \
                   FOUR_OWE(0xC8), FOUR_OWE(0xCC), FOUR_OWE(0xD0), FOUR_OWE(0xD4), FOUR_OWE(0xD8), \
                   FOUR_OWE(0xDC), OWES(0xE0, MUCH), OWES(0xE1, 1), OWES(0xE2, MUCH),              \
                   OWES(0xE3, MUCH), FOUR_OWE(0xE4), FOUR_OWE(0xE8), FOUR_OWE(0xEC),               \
                   FOUR_OWE(0xF0), FOUR_OWE(0xF4), FOUR_OWE(0xF8), FOUR_OWE(0xFC)

/* A letter by its code points, in the row of the byte before its last one. */
#define LAST(code_point, c) [0x80 | ((code_point)&0x3F)] = WEIGHT(c) - DEBT
#define BOTH(upper, lower, c) LAST(upper, c), LAST(lower, c)
#define TONED(c, G, g, A, a, H, h, T, t, D, d)                                                     \
    BOTH(G, g, c), BOTH(A, a, c), BOTH(H, h, c), BOTH(T, t, c), BOTH(D, d, c)

/* By what stands before the byte. The bytes BA and BB are in E1 BA and E1 BB, or end a letter:
 * then an ASCII byte or the beginning of a character follows. */
enum row { ROW_PLAIN, ROW_C3, ROW_C4, ROW_C5, ROW_C6, ROW_BA, ROW_BB, ROWS };
static const uint8_t row_of[256] = {
    [0xC3] = ROW_C3, [0xC4] = ROW_C4, [0xC5] = ROW_C5,
    [0xC6] = ROW_C6, [0xBA] = ROW_BA, [0xBB] = ROW_BB,
};
static const uint64_t weights[ROWS][256] = {
    [ROW_PLAIN] = {PLAIN},
    [ROW_C3] = {BOTH(U'À', U'à', 'a'), BOTH(U'Á', U'á', 'a'), BOTH(U'Ã', U'ã', 'a'),
                BOTH(U'Â', U'â', 'a'), BOTH(U'È', U'è', 'e'), BOTH(U'É', U'é', 'e'),
                BOTH(U'Ê', U'ê', 'e'), BOTH(U'Ì', U'ì', 'y'), BOTH(U'Í', U'í', 'y'),
                BOTH(U'Ò', U'ò', 'o'), BOTH(U'Ó', U'ó', 'o'), BOTH(U'Õ', U'õ', 'o'),
                BOTH(U'Ô', U'ô', 'o'), BOTH(U'Ù', U'ù', 'u'), BOTH(U'Ú', U'ú', 'u'),
                BOTH(U'Ý', U'ý', 'y')},
    [ROW_C4] = {BOTH(U'Ă', U'ă', 'a'), BOTH(U'Đ', U'đ', 'd'), BOTH(U'Ĩ', U'ĩ', 'y')},
    [ROW_C5] = {BOTH(U'Ũ', U'ũ', 'u')},
    [ROW_C6] = {BOTH(U'Ơ', U'ơ', 'o'), BOTH(U'Ư', U'ư', 'u')},
    [ROW_BA] = {PLAIN, BOTH(U'Ạ', U'ạ', 'a'), BOTH(U'Ả', U'ả', 'a'),
                TONED('a', U'Ầ', U'ầ', U'Ấ', U'ấ', U'Ẩ', U'ẩ', U'Ẫ', U'ẫ', U'Ậ', U'ậ'),
                TONED('a', U'Ằ', U'ằ', U'Ắ', U'ắ', U'Ẳ', U'ẳ', U'Ẵ', U'ẵ', U'Ặ', U'ặ'),
                BOTH(U'Ẹ', U'ẹ', 'e'), BOTH(U'Ẻ', U'ẻ', 'e'), BOTH(U'Ẽ', U'ẽ', 'e'),
                BOTH(U'Ế', U'ế', 'e')},
    [ROW_BB] = {PLAIN, BOTH(U'Ề', U'ề', 'e'), BOTH(U'Ể', U'ể', 'e'), BOTH(U'Ễ', U'ễ', 'e'),
                BOTH(U'Ệ', U'ệ', 'e'), BOTH(U'Ỉ', U'ỉ', 'y'), BOTH(U'Ị', U'ị', 'y'),
                BOTH(U'Ọ', U'ọ', 'o'), BOTH(U'Ỏ', U'ỏ', 'o'),
                TONED('o', U'Ồ', U'ồ', U'Ố', U'ố', U'Ổ', U'ổ', U'Ỗ', U'ỗ', U'Ộ', U'ộ'),
                TONED('o', U'Ờ', U'ờ', U'Ớ', U'ớ', U'Ở', U'ở', U'Ỡ', U'ỡ', U'Ợ', U'ợ'),
                BOTH(U'Ụ', U'ụ', 'u'), BOTH(U'Ủ', U'ủ', 'u'),
                TONED('u', U'Ừ', U'ừ', U'Ứ', U'ứ', U'Ử', U'ử', U'Ữ', U'ữ', U'Ự', U'ự'),
                BOTH(U'Ỳ', U'ỳ', 'y'), BOTH(U'Ỵ', U'ỵ', 'y'), BOTH(U'Ỷ', U'ỷ', 'y'),
                BOTH(U'Ỹ', U'ỹ', 'y')},
};

void sieve_init(struct sieve *s) {
    memset(s, 0, sizeof *s);
}

void sieve_want(struct sieve *s, const char *folded, size_t len) {
    uint64_t sum = 0;
    for (size_t i = 0; i < len; i++)
        sum += weights[ROW_PLAIN][(uint8_t)folded[i]];
    sum = (sum >> SUM_SHIFT) % SIEVE_SUMS;
    s->sums[sum / 64] |= UINT64_C(1) << (sum % 64);
}

void sieve_want_beginning(struct sieve *s, char first) {
    /* With a mark or stroke they begin with some byte beyond ASCII; no other letter does. */
    bool marked = strchr("aeiouyd", first) != NULL;
    uint64_t weight = weights[ROW_PLAIN][(uint8_t)first];
    for (unsigned c = 0; c < 256; c++)
        s->begins[c] |= c >= 0x80 ? marked : weight != 0 && weights[ROW_PLAIN][c] == weight;
}

void sifting_init(struct sifting *s, const struct sieve *sieve, const char *text, size_t len) {
    s->sieve = sieve;
    s->text = text;
    s->len = len;
    s->at = 0;
    s->sum = s->sum_was = 0;
    s->n = s->next = 0; /* the array needs no clearing */
}

/* Sums up some text and notes where words end. Without a branch on what is read: no processor
 * foretells where a word ends. */
static void read_block(struct sifting *s) {
    const uint8_t *text = (const uint8_t *)s->text;
    size_t end = s->len - s->at > SIEVE_BLOCK ? s->at + SIEVE_BLOCK : s->len, n = 0;
    uint64_t sum = s->sum;
    uint8_t before = s->at ? text[s->at - 1] : 0;
#pragma GCC unroll 4
    for (size_t i = s->at; i < end; i++) {
        uint8_t c = text[i];
        uint64_t weight = weights[row_of[before]][c];
        sum += weight + 1;
        s->ends[n] = sum;
        n += (weight | (c & 0x80)) == 0; /* ASCII that is no letter or digit */
        before = c;
    }
    s->sum = sum;
    if (end == s->len)
        s->ends[n++] = sum + 1;
    s->at = end;
    s->n = n;
    s->next = 0;
}

static bool lets_through(const struct sieve *s, uint32_t sum, uint8_t first, size_t len) {
    uint32_t slot = sum % SIEVE_SUMS;
    return (s->sums[slot / 64] >> (slot % 64) & 1) || sum >= ONE_DEBT || s->begins[first] ||
           len > TOKEN_BYTES_MAX;
}

/* From s->next on, the first word that is let through: its number, or s->n. */
static size_t find_word(const struct sifting *s) {
    uint64_t was = s->sum_was;
    for (size_t i = s->next; i < s->n; i++) {
        uint64_t sum = s->ends[i], word = sum - was;
        uint32_t len = (uint32_t)word - 1; /* with what ends it */
        if (len > 0 && lets_through(s->sieve, (uint32_t)(word >> SUM_SHIFT),
                                    (uint8_t)s->text[(uint32_t)was], len))
            return i;
        was = sum;
    }
    return s->n;
}

bool sifting_next(struct sifting *s, size_t *start, size_t *end) {
    for (;; read_block(s)) {
        size_t found = find_word(s);
        if (found > s->next)
            s->sum_was = s->ends[found - 1];
        s->next = found;
        if (found < s->n) {
            *start = (uint32_t)s->sum_was;
            *end = (uint32_t)s->ends[found] - 1;
            s->sum_was = s->ends[s->next++];
            return true;
        }
        if (s->at == s->len)
            return false;
    }
}
