#include "index/text/alphabet.h"

#include <string.h>
#include <utf8proc.h>

#include "index/text/text.h"

#define SLOT(c)                                                                                    \
    ((c) < ALPHABET_HIGH ? -ALPHABET_LOW + (c) : ALPHABET_LOW_COUNT - ALPHABET_HIGH + (c))
#define BOTH(upper, lower, base, tone) [SLOT(upper)] = {base, tone}, [SLOT(lower)] = {base, tone}
#define TONED(base, G, g, A, a, H, h, T, t, D, d)                                                  \
    BOTH(G, g, base, TONE_GRAVE), BOTH(A, a, base, TONE_ACUTE), BOTH(H, h, base, TONE_HOOK),       \
        BOTH(T, t, base, TONE_TILDE), BOTH(D, d, base, TONE_DOT)

const struct letter alphabet_slots[ALPHABET_SLOTS] = {
    TONED('a', U'À', U'à', U'Á', U'á', U'Ả', U'ả', U'Ã', U'ã', U'Ạ', U'ạ'),
    TONED('e', U'È', U'è', U'É', U'é', U'Ẻ', U'ẻ', U'Ẽ', U'ẽ', U'Ẹ', U'ẹ'),
    TONED('i', U'Ì', U'ì', U'Í', U'í', U'Ỉ', U'ỉ', U'Ĩ', U'ĩ', U'Ị', U'ị'),
    TONED('o', U'Ò', U'ò', U'Ó', U'ó', U'Ỏ', U'ỏ', U'Õ', U'õ', U'Ọ', U'ọ'),
    TONED('u', U'Ù', U'ù', U'Ú', U'ú', U'Ủ', U'ủ', U'Ũ', U'ũ', U'Ụ', U'ụ'),
    TONED('y', U'Ỳ', U'ỳ', U'Ý', U'ý', U'Ỷ', U'ỷ', U'Ỹ', U'ỹ', U'Ỵ', U'ỵ'),
    BOTH(U'Ă', U'ă', BASE_A_BREVE, TONE_NONE),
    TONED(BASE_A_BREVE, U'Ằ', U'ằ', U'Ắ', U'ắ', U'Ẳ', U'ẳ', U'Ẵ', U'ẵ', U'Ặ', U'ặ'),
    BOTH(U'Â', U'â', BASE_A_HAT, TONE_NONE),
    TONED(BASE_A_HAT, U'Ầ', U'ầ', U'Ấ', U'ấ', U'Ẩ', U'ẩ', U'Ẫ', U'ẫ', U'Ậ', U'ậ'),
    BOTH(U'Ê', U'ê', BASE_E_HAT, TONE_NONE),
    TONED(BASE_E_HAT, U'Ề', U'ề', U'Ế', U'ế', U'Ể', U'ể', U'Ễ', U'ễ', U'Ệ', U'ệ'),
    BOTH(U'Ô', U'ô', BASE_O_HAT, TONE_NONE),
    TONED(BASE_O_HAT, U'Ồ', U'ồ', U'Ố', U'ố', U'Ổ', U'ổ', U'Ỗ', U'ỗ', U'Ộ', U'ộ'),
    BOTH(U'Ơ', U'ơ', BASE_O_HORN, TONE_NONE),
    TONED(BASE_O_HORN, U'Ờ', U'ờ', U'Ớ', U'ớ', U'Ở', U'ở', U'Ỡ', U'ỡ', U'Ợ', U'ợ'),
    BOTH(U'Ư', U'ư', BASE_U_HORN, TONE_NONE),
    TONED(BASE_U_HORN, U'Ừ', U'ừ', U'Ứ', U'ứ', U'Ử', U'ử', U'Ữ', U'ữ', U'Ự', U'ự'),
    BOTH(U'Đ', U'đ', BASE_D_BAR, TONE_NONE),
    /* The capitals of eth and of the African d look like Đ and are often typed for it. */
    BOTH(U'Ð', U'ð', BASE_D_BAR, TONE_NONE),
    [SLOT(U'Ɖ')] = {BASE_D_BAR, TONE_NONE},
    /* Its lower case is a plain i. */
    [SLOT(U'İ')] = {'i', TONE_NONE},
};

#define THEMSELVES(a, b, c, d, e) [a] = {{a}}, [b] = {{b}}, [c] = {{c}}, [d] = {{d}}, [e] = {{e}}
const char alphabet_forms[128][TONES][4] = {
    ['a'] = {"a", "à", "á", "ả", "ã", "ạ"},
    ['e'] = {"e", "è", "é", "ẻ", "ẽ", "ẹ"},
    ['i'] = {"i", "ì", "í", "ỉ", "ĩ", "ị"},
    ['o'] = {"o", "ò", "ó", "ỏ", "õ", "ọ"},
    ['u'] = {"u", "ù", "ú", "ủ", "ũ", "ụ"},
    ['y'] = {"y", "ỳ", "ý", "ỷ", "ỹ", "ỵ"},
    [BASE_A_BREVE] = {"ă", "ằ", "ắ", "ẳ", "ẵ", "ặ"},
    [BASE_A_HAT] = {"â", "ầ", "ấ", "ẩ", "ẫ", "ậ"},
    [BASE_E_HAT] = {"ê", "ề", "ế", "ể", "ễ", "ệ"},
    [BASE_O_HAT] = {"ô", "ồ", "ố", "ổ", "ỗ", "ộ"},
    [BASE_O_HORN] = {"ơ", "ờ", "ớ", "ở", "ỡ", "ợ"},
    [BASE_U_HORN] = {"ư", "ừ", "ứ", "ử", "ữ", "ự"},
    [BASE_D_BAR] = {"đ"},
    THEMSELVES('b', 'c', 'd', 'f', 'g'),
    THEMSELVES('h', 'j', 'k', 'l', 'm'),
    THEMSELVES('n', 'p', 'q', 'r', 's'),
    THEMSELVES('t', 'v', 'w', 'x', 'z'),
    THEMSELVES('0', '1', '2', '3', '4'),
    THEMSELVES('5', '6', '7', '8', '9'),
};

/* Latin letters whose stroke or ligature Unicode does not take apart. */
struct plain {
    uint32_t code_point;
    char text[3];
};

static const struct plain plains[] = {
    {U'ß', "ss"}, {U'æ', "ae"}, {U'ø', "o"},  {U'þ', "th"}, {U'ħ', "h"},
    {U'ı', "i"},  {U'ł', "l"},  {U'œ', "oe"}, {U'ŧ', "t"},  {U'ɖ', "d"},
};

static bool is_latin(uint32_t c) {
    return c < 0x80 || (c >= 0xC0 && c < 0x2B0) || (c >= 0x1E00 && c < 0x1F00);
}

static bool is_mark(uint32_t c) {
    return (c >= 0x300 && c < 0x370) || (c >= 0x1AB0 && c < 0x1B00) || (c >= 0x1DC0 && c < 0x1E00);
}

/* First without its marks, then spelt plainly: ǣ = æ = ae. */
static size_t fold_latin(uint32_t lower, char out[4]) {
    utf8proc_int32_t parts[8];
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)lower, parts, 8,
                                                 UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &boundary);
    uint32_t bare = n > 0 ? (uint32_t)parts[0] : lower;
    for (size_t i = 0; i < sizeof plains / sizeof plains[0]; i++) {
        if (plains[i].code_point != bare)
            continue;
        size_t len = strlen(plains[i].text);
        memcpy(out, plains[i].text, len);
        return len;
    }
    return utf8_encode(bare, out);
}

size_t alphabet_fold(uint32_t code_point, bool *after_latin, char out[4]) {
    if (*after_latin && is_mark(code_point))
        return 0;
    uint32_t lower = alphabet_lower(code_point);
    *after_latin = is_latin(lower);
    struct letter l = alphabet_of(lower);
    if (l.base) {
        out[0] = alphabet_bare(l.base);
        return 1;
    }
    if (lower >= 0x80 && *after_latin)
        return fold_latin(lower, out);
    return utf8_encode(lower, out);
}

uint32_t alphabet_lower(uint32_t code_point) {
    if (code_point < 0x80) {
        uint8_t c = alphabet_ascii((uint8_t)code_point);
        return c ? c : code_point;
    }
    struct letter l = alphabet_of(code_point);
    if (l.base) {
        char text[4];
        uint32_t lower = code_point;
        utf8_decode(text, alphabet_write(l.base, l.tone, text), &lower);
        return lower;
    }
    uint32_t lower = (uint32_t)utf8proc_tolower((utf8proc_int32_t)code_point);
    return lower < 0x80 ? code_point : lower; /* the sign for kelvin; NFC has none */
}
