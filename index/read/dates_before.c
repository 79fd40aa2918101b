/* The word before a number, which tells a day from a month, a year or none of them. */
#include <string.h>

#include "index/read/dates_parts.h"

static const struct {
    const char *word;
    enum word_before kind;
} words_before[] = {
    {"ngày", WORD_DAY},  {"Ngày", WORD_DAY},    {"NGÀY", WORD_DAY},    {"sáng", WORD_DAY},
    {"Sáng", WORD_DAY},  {"SÁNG", WORD_DAY},    {"chiều", WORD_DAY},   {"Chiều", WORD_DAY},
    {"CHIỀU", WORD_DAY}, {"trưa", WORD_DAY},    {"Trưa", WORD_DAY},    {"tối", WORD_DAY},
    {"Tối", WORD_DAY},   {"TỐI", WORD_DAY},     {"đêm", WORD_DAY},     {"Đêm", WORD_DAY},
    {"hôm", WORD_DAY},   {"Hôm", WORD_DAY},     {"nay", WORD_DAY},     {"qua", WORD_DAY},
    {"Hai", WORD_DAY},   {"Ba", WORD_DAY},      {"Tư", WORD_DAY},      {"Năm", WORD_DAY},
    {"Sáu", WORD_DAY},   {"Bảy", WORD_DAY},     {"Nhật", WORD_DAY},    {"hai", WORD_DAY},
    {"ba", WORD_DAY},    {"tư", WORD_DAY},      {"sáu", WORD_DAY},     {"bảy", WORD_DAY},
    {"nhật", WORD_DAY},  {"đến", WORD_DAY},     {"từ", WORD_DAY},      {"Từ", WORD_DAY},
    {"trước", WORD_DAY}, {"tháng", WORD_MONTH}, {"Tháng", WORD_MONTH}, {"THÁNG", WORD_MONTH},
    {"năm", WORD_YEAR},  {"NĂM", WORD_YEAR},    {"mùng", WORD_MOON},   {"Mùng", WORD_MOON},
    {"mồng", WORD_MOON}, {"Mồng", WORD_MOON},   {"rằm", WORD_MOON},    {"Rằm", WORD_MOON},
};

/* Where the word begins that ends at `end`. */
static size_t word_start(const struct scan *c, size_t end) {
    enum { WORD_BYTES_MAX = 12 };
    size_t from = end;
    while (from > 0 && end - from < WORD_BYTES_MAX &&
           (scan_letter(c->s[from - 1]) || c->s[from - 1] & 0x80))
        from--;
    return from;
}

enum word_before word_before(const struct scan *c, size_t end) {
    while (end > 0 && strchr(" ,(:\"", c->s[end - 1]))
        end--;
    size_t from = word_start(c, end), n = end - from;
    for (size_t i = 0; n > 0 && i < sizeof words_before / sizeof *words_before; i++)
        if (words_before[i].word[0] == c->s[from] &&
            strncmp(words_before[i].word, c->s + from, n) == 0 && !words_before[i].word[n])
            return words_before[i].kind;
    return WORD_OTHER;
}

bool year_is_called(const struct scan *c, size_t start) {
    static const char *const words[] = {"Năm", "Xuân", "xuân", "Tết",  "Tý",  "Sửu",
                                        "Dần", "Mão",  "Thìn", "Tỵ",   "Tị",  "Ngọ",
                                        "Mùi", "Thân", "Dậu",  "Tuất", "Hợi", NULL};
    size_t end = start;
    while (end > 0 && c->s[end - 1] == ' ')
        end--;
    size_t from = word_start(c, end), n = end - from;
    for (const char *const *w = words; *w && n > 0; w++)
        if (strncmp(*w, c->s + from, n) == 0 && !(*w)[n])
            return true;
    return word_before(c, start) == WORD_YEAR;
}

bool word_is_glued(const struct scan *c, size_t start) {
    static const char *const words[] = {"ngày", "Ngày", "NGÀY"};
    size_t from = word_start(c, start), n = start - from;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && memcmp(words[i], c->s + from, n) == 0)
            return true;
    return false;
}
