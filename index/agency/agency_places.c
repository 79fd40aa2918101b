/* Bodies of provinces, districts and communes, by pattern. */
#include "index/agency/agency_parts.h"
#include "index/text/text.h"

enum { UNITS_MAX = 4 }; /* syllables of a place that no table knows */

/* The word goes on with the one before it: R'lấp, M'gar. */
static bool clings(const struct scan *s, size_t i) {
    const struct word *w = &s->words[i];
    if (i == 0 || w->gap)
        return false;
    return w->start > w[-1].end && scan_text(s, w)[w->start - 1] != ' ';
}

static bool has_capitals(const struct scan *s, size_t at) {
    return s->words[at].flags & WORD_CAP;
}

/* How many words of a name in capitals begin at `at`: at most UNITS_MAX syllables, without
 * the name of a person behind it ("huyện Krông Nô Nguyễn Văn A"). */
static size_t capital_run(const struct scan *s, size_t at) {
    size_t i = at, units = 0, second = 0;
    for (; i < s->n; i++) {
        const struct word *w = &s->words[i];
        bool more = i > at;
        if (more && clings(s, i))
            continue;
        if (more && w->gap)
            break;
        if (!(w->flags & WORD_CAP) || units == UNITS_MAX)
            break;
        if (units == 2)
            second = i;
        bool all_upper = (w->flags & WORD_UPPER) && (s->words[at].flags & WORD_UPPER);
        if (units >= 2 && (all_upper || (w->cls & (CLS_SURNAME | CLS_PERSON))))
            return i - at;
        units++;
    }
    return units == UNITS_MAX && second ? second - at : i - at;
}

static uint64_t words_key(const struct scan *s, size_t at, size_t n) {
    uint64_t key = 0x51ED270B7A3D1C85ULL;
    for (size_t i = at; i < at + n; i++)
        key = (key ^ s->words[i].fold) * 0x9E3779B97F4A7C15ULL;
    return key;
}

bool province_at(const struct directory *d, const struct scan *s, size_t at, uint8_t level,
                 struct place *out, size_t *len) {
    size_t n = 0;
    const struct leaf *l = trie_match(&d->trie, ROOT_PLACE, s, at, &n);
    for (; l; l = trie_more(&d->trie, l, s, at)) {
        if (l->flags & LEAF_DISTRICT)
            continue;
        uint8_t own = d->provinces[l->ref].level;
        if (level == LEVEL_NONE ? l->flags & LEAF_PERSON : own != level)
            continue;
        *out = (struct place){
            .key = l->ref + 1U, .ref = (uint16_t)l->ref, .kind = PLACE_PROVINCE, .level = own};
        *len = n;
        return true;
    }
    return false;
}

bool district_at(const struct directory *d, const struct scan *s, size_t at, uint8_t level,
                 struct place *out, size_t *len) {
    size_t n = 0;
    const struct leaf *l = trie_match(&d->trie, ROOT_PLACE, s, at, &n);
    for (; l; l = trie_more(&d->trie, l, s, at)) {
        if (!(l->flags & LEAF_DISTRICT))
            continue;
        *out = (struct place){.key = words_key(s, at, n),
                              .at = (uint32_t)at,
                              .n = (uint32_t)n,
                              .ref = (uint16_t)l->ref,
                              .kind = PLACE_DISTRICT,
                              .level = level};
        *len = n;
        return true;
    }
    return false;
}

/* An office stands before the body or level that ends at `at`: "Chủ tịch UBND huyện". */
static bool behind_office(const struct scan *s, size_t at) {
    enum { HEAD_WORDS = 6 };
    for (size_t n = 0; at > 0 && n < HEAD_WORDS && !s->words[at].gap; n++)
        if (s->words[--at].back & CLS_OFFICE)
            return true;
    return false;
}

/* "Chủ tịch UBND xã Cấn Thị Hường cho biết": who holds the office stands there, not a place,
 * unless two words more in capitals name him behind it. n: of the place's words. */
static bool is_person(const struct scan *s, size_t at, size_t n) {
    enum { NAME_WORDS = 6 };
    size_t all = n, surname = s->words[at].cls_len;
    while (at + all < s->n && all < NAME_WORDS && !s->words[at + all].gap &&
           has_capitals(s, at + all))
        all++;
    bool officer_follows = n > surname && all >= n + 2;
    return (s->words[at].cls & CLS_SURNAME) && all >= surname + 2 && !officer_follows &&
           behind_office(s, at);
}

/* "xã H.", "huyện K": a place whose name is kept back. */
static bool is_initial(const struct scan *s, size_t at) {
    if (at >= s->n || (s->words[at].gap & (GAP_HARD | GAP_COMMA)))
        return false;
    const struct word *w = &s->words[at];
    const char *text = scan_text(s, w);
    uint32_t letter = 0;
    if (!(w->flags & WORD_CAP) ||
        utf8_decode(text + w->start, w->end - w->start, &letter) != w->end - w->start)
        return false;
    return text[w->end] == '.' || capital_run(s, at) == 1;
}

static bool words_at(const struct scan *s, size_t at, uint8_t level, struct place *out,
                     size_t *len) {
    bool number = s->words[at].flags & WORD_DIGIT;
    if (number && level != LEVEL_QUAN && level != LEVEL_PHUONG && level != LEVEL_NONE)
        return false;
    size_t n = number ? 1 : has_capitals(s, at) ? capital_run(s, at) : 0;
    if (n == 0 || is_initial(s, at) || is_person(s, at, n))
        return false;
    *out = (struct place){.key = words_key(s, at, n),
                          .at = (uint32_t)at,
                          .n = (uint32_t)n,
                          .kind = PLACE_WORDS,
                          .level = level};
    *len = n;
    return true;
}

bool place_at(const struct directory *d, const struct scan *s, size_t at, uint8_t level,
              struct place *out, size_t *len) {
    if (at >= s->n || (s->words[at].gap & (GAP_HARD | GAP_COMMA)))
        return false;
    if (level == LEVEL_NONE || level == LEVEL_PROVINCE)
        return province_at(d, s, at, level, out, len);
    if (level == LEVEL_CITY && province_at(d, s, at, level, out, len))
        return true;
    if (level < LEVEL_THI_TRAN && district_at(d, s, at, level, out, len))
        return true;
    return words_at(s, at, level, out, len);
}

size_t level_at(const struct directory *d, const struct scan *s, size_t at, uint8_t *level) {
    size_t n = 0;
    const struct leaf *l = trie_match(&d->trie, ROOT_LEVEL, s, at, &n);
    if (!l)
        return 0;
    *level = (uint8_t)l->ref;
    return n;
}

bool place_named(const struct directory *d, const struct scan *s, size_t at, struct place *out,
                 size_t *len) {
    uint8_t level = LEVEL_NONE;
    size_t skip = level_at(d, s, at, &level);
    if (skip > 0 && place_at(d, s, at + skip, level, out, len)) {
        *len += skip;
        return true;
    }
    return province_at(d, s, at, LEVEL_NONE, out, len) ||
           (district_at(d, s, at, LEVEL_NONE, out, len) && *len > 1);
}

/* ---- patterns -------------------------------------------------------------------- */

/* Over "(CCB)" behind a head. */
static size_t skip_short_form(const struct scan *s, size_t at) {
    bool bracket = at + 1 < s->n && (s->words[at].flags & WORD_UPPER) &&
                   (s->words[at].gap & GAP_HARD) == GAP_QUOTE &&
                   s->words[at + 1].gap == (GAP_QUOTE | GAP_CLOSE);
    return bracket ? at + 1 : at;
}

/* "UBND tỉnh, thành phố", "UBND các xã, thị trấn": of no one place. */
static bool is_general(const struct directory *d, const struct scan *s, size_t at) {
    uint8_t level;
    return at < s->n && (s->words[at].gap & GAP_COMMA) && level_at(d, s, at, &level) > 0;
}

static bool abroad_at(const struct directory *d, const struct scan *s, size_t at, struct place *out,
                      size_t *len) {
    size_t n = 0;
    bool number = at < s->n && (s->words[at].flags & WORD_DIGIT);
    if (at >= s->n || s->words[at].gap || (!number && !has_capitals(s, at)))
        return false;
    if (number)
        return words_at(s, at, LEVEL_NONE, out, len);
    size_t province = 0;
    bool land = trie_match(&d->trie, ROOT_LAND, s, at, &n);
    if (!land || (trie_match(&d->trie, ROOT_PLACE, s, at, &province) && province > n))
        return words_at(s, at, LEVEL_NONE, out, len);
    *out = (struct place){.key = words_key(s, at, n),
                          .at = (uint32_t)at,
                          .n = (uint32_t)n,
                          .kind = PLACE_WORDS,
                          .level = LEVEL_NONE};
    *len = n;
    return true;
}

/* "TAND khu vực 1 - Đắk Lắk", or the article's own province behind the number. */
static bool region_at(const struct directory *d, const struct scan *s, const struct home *h,
                      size_t at, struct place *out, size_t *len) {
    struct place province;
    size_t n = 0;
    if (at >= s->n || s->words[at].gap || !(s->words[at].flags & WORD_DIGIT))
        return false;
    bool hyphen = at + 1 < s->n && !(s->words[at + 1].gap & ~(GAP_HYPHEN | GAP_COMMA | GAP_GLUE));
    uint8_t level = LEVEL_NONE;
    size_t skip = hyphen ? level_at(d, s, at + 1, &level) : 0;
    bool named = hyphen && province_at(d, s, at + 1 + skip, level, &province, &n);
    if (!named && !home_province(d, h, LEVEL_NONE, &province))
        return words_at(s, at, LEVEL_NONE, out, len);
    *out = (struct place){.key = words_key(s, at, 1) ^ province.key,
                          .at = (uint32_t)at,
                          .n = 1,
                          .ref = province.ref,
                          .kind = PLACE_REGION,
                          .level = LEVEL_NONE};
    *len = named ? 1 + skip + n : 1;
    return true;
}

/* "Công đoàn Bộ Y tế": the agency that the body is within. */
static bool within_at(const struct directory *d, const struct scan *s, size_t at, struct place *out,
                      size_t *len) {
    if (at >= s->n || (s->words[at].gap & (GAP_HARD | GAP_COMMA)))
        return false;
    const struct leaf *l = trie_match(&d->trie, ROOT_NAME, s, at, len);
    if (!l || (l->flags & (LEAF_NOT | LEAF_CODE))) {
        *len = 0;
        return false;
    }
    *out = (struct place){
        .key = l->ref + 1U, .ref = (uint16_t)l->ref, .kind = PLACE_AGENCY, .level = LEVEL_NONE};
    return true;
}

static bool party_at(const struct directory *d, const struct scan *s, const struct home *h,
                     const struct body *b, size_t at, struct place *out, size_t *len) {
    uint8_t level = (uint8_t)__builtin_ctz(b->levels), named = LEVEL_NONE;
    size_t skip = at < s->n && !s->words[at].gap ? level_at(d, s, at, &named) : 0;
    bool apart = at + skip >= s->n || (s->words[at + skip].gap & (GAP_HARD | GAP_COMMA));
    if (!apart && (province_at(d, s, at + skip, level, out, len) ||
                   (level != LEVEL_PROVINCE && district_at(d, s, at + skip, level, out, len)))) {
        *len += skip;
        return true;
    }
    *len = 0;
    return !is_general(d, s, at) && home_place(d, h, level, out);
}

static bool level_body_at(const struct directory *d, const struct scan *s, const struct home *h,
                          const struct body *b, size_t at, bool skipped, struct place *out,
                          size_t *len) {
    uint8_t level = LEVEL_NONE;
    bool apart = at >= s->n || (!skipped && (s->words[at].gap & (GAP_HARD | GAP_COMMA)));
    size_t n = apart ? 0 : level_at(d, s, at, &level);
    *len = 0;
    if (n > 0 && !(b->levels >> level & 1))
        return false;
    if (n > 0) {
        if (place_at(d, s, at + n, level, out, len)) {
            *len += n;
            return true;
        }
        *len = n;
        if (is_initial(s, at + n)) {
            *len = n + 1;
            return false;
        }
        return !is_general(d, s, at + n) && home_place(d, h, level, out);
    }
    if (!apart && place_at(d, s, at, LEVEL_NONE, out, len) && (b->levels >> out->level & 1))
        return true;
    *len = 0;
    return b->bare != LEVEL_NONE && home_province(d, h, LEVEL_NONE, out);
}

bool body_at(const struct directory *d, const struct scan *s, const struct home *h, size_t at,
             struct body_match *out, size_t *len) {
    size_t head = 0, rest = 0;
    const struct leaf *l = trie_match(&d->trie, ROOT_BODY, s, at, &head);
    *len = 0;
    if (!l)
        return false;
    const struct body *b = &d->bodies[l->ref];
    size_t next = skip_short_form(s, at + head);
    bool found;
    out->body = l->ref;
    if (b->form == FORM_ABROAD)
        found = abroad_at(d, s, next, &out->place, &rest);
    else if (b->form == FORM_REGION)
        found = region_at(d, s, h, next, &out->place, &rest);
    else if (b->form == FORM_WITHIN)
        found = within_at(d, s, next, &out->place, &rest);
    else if (b->form == FORM_PARTY)
        found = party_at(d, s, h, b, next, &out->place, &rest);
    else
        found = level_body_at(d, s, h, b, next, next > at + head, &out->place, &rest);
    if (found || rest > 0)
        *len = (rest > 0 ? next - at : head) + rest;
    return found;
}
