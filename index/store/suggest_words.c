/* Words that only tie others together. A phrase neither begins nor ends with one that never is
 * a part of a longer word in that place; those that are (từ chối, tồn tại, tự do) are left to the
 * figures. */
#include <stdlib.h>
#include <string.h>

#include "index/store/suggest_learn.h"

struct particle {
    const char *form; /* as the tokenizer writes it */
    unsigned flags;
};

enum { FIRST = WORD_NOT_FIRST, LAST = WORD_NOT_LAST, BOTH = WORD_NOT_FIRST | WORD_NOT_LAST };

static const struct particle particles[] = {
    {"của", BOTH},   {"và", BOTH},    {"các", BOTH},   {"những", BOTH}, {"với", BOTH},
    {"thì", BOTH},   {"mà", BOTH},    {"là", BOTH},    {"nhưng", BOTH}, {"hoặc", BOTH},
    {"bởi", BOTH},   {"để", BOTH},    {"đã", BOTH},    {"đang", BOTH},  {"sẽ", BOTH},
    {"cũng", BOTH},  {"rất", BOTH},   {"nếu", BOTH},   {"rằng", BOTH},  {"khiến", BOTH},
    {"tại", FIRST},  {"khi", FIRST},  {"này", BOTH},   {"đó", BOTH},    {"ấy", BOTH},
    {"vẫn", BOTH},   {"nhằm", BOTH},  {"cho", LAST},   {"một", LAST},   {"mỗi", BOTH},
    {"bị", LAST},    {"vì", LAST},    {"như", LAST},   {"hay", LAST},   {"trong", FIRST},
    {"cùng", LAST},  {"trên", FIRST}, {"đều", BOTH},   {"vừa", LAST},   {"chưa", BOTH},
    {"không", LAST}, {"gồm", LAST},   {"nhiều", LAST}, {"đến", FIRST},  {"được", FIRST},
    {"bằng", LAST},  {"phải", LAST},  {"về", FIRST},   {"ở", BOTH},     {"có", LAST},
    {"the", BOTH},   {"of", BOTH},    {"and", BOTH},   {"to", BOTH},    {"in", BOTH},
    {"a", LAST},     {"is", BOTH},    {"for", BOTH},   {"on", BOTH},    {"with", BOTH},
};

unsigned phrase_word(const char *form) {
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
        if (strcmp(particles[i].form, form) == 0)
            return particles[i].flags;
    return form[strspn(form, "0123456789")] ? 0 : WORD_NUMBER;
}
