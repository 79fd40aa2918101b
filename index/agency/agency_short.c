/* Shortened names ("Sở", "Bộ") and whom they mean. */
#include <string.h>

#include "index/agency/agency_parts.h"

/* Behind "Sở" goes on what it does, or the sentence ends: not "Sở hữu", "Hội nghị". */
static bool goes_on(const struct scan *s, size_t at) {
    const uint32_t on = CLS_VERB | CLS_AUXILIARY | CLS_ADVERB | CLS_AND | CLS_OF | CLS_AT |
                        CLS_PASSIVE | CLS_TO | CLS_BY | CLS_PERSON;
    if (at >= s->n || s->words[at].gap)
        return true;
    const struct word *w = &s->words[at];
    return !(w->flags & WORD_CAP) && (w->cls & on);
}

/* "Ban" bears no mark: in a text written without any it may be another word ("Bàn"), and it
 * begins names of no agency ("Ban tổ chức"). Behind an office it is what it says. */
static bool is_spelt(const struct scan *s, size_t at) {
    const struct word *w = &s->words[at];
    return w->flags & WORD_MARKED ||
           (at > 0 && !w->gap && w[-1].back & CLS_OFFICE && w[-1].flags & WORD_MARKED);
}

size_t short_at(const struct directory *d, const struct scan *s, size_t at) {
    size_t n = 0;
    const struct word *w = &s->words[at];
    if (!(w->flags & WORD_CAP) || (w->flags & WORD_UPPER) || !is_spelt(s, at))
        return 0;
    if (!trie_match(&d->trie, ROOT_SHORT, s, at, &n))
        return 0;
    bool many = at > 0 && !w->gap && (w[-1].back & CLS_MANY);
    bool phrase = many || (w->cls_len > n && !(w->cls & CLS_LEVEL));
    return !phrase && goes_on(s, at + n) ? n : 0;
}

/* "Thứ trưởng Trần Văn A": each ministry has one, and no other agency. */
size_t officer_at(const struct scan *s, size_t at) {
    static const char *const heads[] = {"thu", "bo"};
    static const char trailing[] = "truong";
    bool known = false;
    if (at + 3 >= s->n || s->words[at + 1].fold != trie_hash(trailing, strlen(trailing)))
        return 0;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        known |= s->words[at].fold == trie_hash(heads[i], strlen(heads[i]));
    if (!known || !(s->words[at].cls & CLS_OFFICE) || s->words[at].cls_len < 2)
        return 0;
    for (size_t i = at + 2; i < at + 4; i++)
        if (s->words[i].gap || !(s->words[i].flags & WORD_CAP))
            return 0;
    return s->words[at + 2].cls & CLS_SURNAME ? 2 : 0;
}

static bool begins_so(const struct scan *s, const struct mention *full, const struct mention *m) {
    if (m->officer || !full->known || full->brief || full->end - full->at < m->end - m->at)
        return false;
    for (size_t i = 0; i < m->end - m->at; i++)
        if (s->words[full->at + i].fold != s->words[m->at + i].fold)
            return false;
    return true;
}

/* The mention that says in full what list[at] shortens: the last before, else the first
 * behind it. */
static const struct mention *full_name(const struct scan *s, const struct mentions *m, size_t at,
                                       bool behind) {
    for (size_t i = at; !behind && i-- > 0;)
        if (begins_so(s, &m->list[i], &m->list[at]))
            return &m->list[i];
    for (size_t i = at + 1; behind && i < m->n; i++)
        if (begins_so(s, &m->list[i], &m->list[at]))
            return &m->list[i];
    return NULL;
}

static uint16_t own_agency(const struct scan *s, const struct home *h, struct mentions *m,
                           const struct mention *one) {
    uint64_t head = one->officer ? trie_hash("bo", strlen("bo")) : s->words[one->at].fold;
    if (!h->own_head || head != h->own_head)
        return CANDIDATES_MAX;
    return who_add(m, &h->own);
}

/* The mention of the ministry with whose name the same person's office was given: "Thứ trưởng Bộ
 * Y tế Trần Văn A". */
static const struct mention *officer_of(const struct scan *s, const struct mentions *m,
                                        const struct mention *one) {
    for (size_t i = 0; i < m->n; i++) {
        const struct mention *full = &m->list[i];
        bool named = full->known && !full->brief && full->end + 1 < s->n;
        if (named && s->words[full->end].fold == s->words[one->end].fold &&
            s->words[full->end + 1].fold == s->words[one->end + 1].fold)
            return full;
    }
    return NULL;
}

void shorts_resolve(const struct scan *s, const struct home *h, struct mentions *m) {
    for (size_t i = 0; i < m->n; i++) {
        struct mention *one = &m->list[i];
        if (!one->brief)
            continue;
        const struct mention *full =
            one->officer ? officer_of(s, m, one) : full_name(s, m, i, false);
        uint16_t who = full ? full->who : own_agency(s, h, m, one);
        if (who == CANDIDATES_MAX && (full = full_name(s, m, i, true)))
            who = full->who;
        one->who = who;
        one->known = who < CANDIDATES_MAX;
    }
}
