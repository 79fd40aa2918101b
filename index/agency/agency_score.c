/* Who acts: the role of each mention, weighed by where it stands.
 *
 * The weights say only what a reader would: a subject in the title or lead acts; whoever is
 * named in passing, told, asked, present as a guest or the source of a picture does not,
 * however often. They are round figures set by hand; no set large enough to fit them exists. */
#include <string.h>

#include "index/agency/agency_parts.h"

enum role {
    ROLE_ACTS,
    ROLE_PERSON_ACTS,
    ROLE_PAPER,
    ROLE_PERSON,
    ROLE_NAMED,
    ROLE_OWNER,
    ROLE_TOLD,
    ROLE_GUEST,
    ROLE_PLACE,
    ROLE_CREDIT,
    ROLE_COUNT
};
enum zone { ZONE_TITLE, ZONE_LEAD, ZONE_TEXT, ZONE_CAPTION, ZONE_COUNT };

static const float weights[ZONE_COUNT][ROLE_COUNT] = {
    [ZONE_TITLE] = {6, 6, 4, 5, 4, 2, 1, 1, 1, 0},
    [ZONE_LEAD] = {5, 4.5F, 4, 2, 1.5F, .6F, .5F, .5F, .3F, 0},
    [ZONE_TEXT] = {1.4F, 1.5F, .8F, .5F, .4F, .15F, .15F, .1F, .1F, 0},
    [ZONE_CAPTION] = {3, 3, .8F, .5F, .4F, .15F, .15F, .1F, .1F, 0},
};
static const float cap[ZONE_COUNT] = {8, 8, 6, 6};

enum {
    LEAD_WORDS = 90,       /* the lead: the first paragraph, at most this long */
    LEAD_WORDS_LATE = 120, /* where it names nobody yet */
    LEAD_WORDS_MIN = 40,   /* a shorter one takes the next in */
    BEFORE_STEPS = 8,
    AFTER_WORDS = 24,
    CHAIR_WORDS = 48,
    REPEATED_WORDS = 4, /* behind the name, where a line is compared with one before */
    GUEST_WORDS = 6     /* "Tham dự ... có" stands at the beginning of its sentence */
};
/* Accepted from the first on, and from the second's part of the best one on; of that no more than
 * the third counts, so that who is named all the time does not hide who acts once in sight. */
static const float accepted = 3.0F, beside_best = .3F, best_counts = 9.0F;
/* Where nobody is accepted the best one is from here on, if it is a subject at all. */
static const float accepted_alone = 1.4F;

/* What stands before a mention. */
struct before {
    uint32_t cls;              /* of the nearest phrase that is no office */
    size_t at;                 /* where the offices before the mention begin */
    bool person, start, apart; /* an office stood there; a sentence begins; a comma or bracket */
};

static struct before look_before(const struct scan *s, size_t at) {
    struct before b = {.at = at};
    for (size_t step = 0; step < BEFORE_STEPS; step++) {
        uint8_t gap = s->words[b.at].gap;
        if (b.at == 0 || (gap & (GAP_STOP | GAP_BREAK))) {
            b.start = true;
            return b;
        }
        if (gap & (GAP_COMMA | GAP_HYPHEN | GAP_QUOTE)) {
            b.apart = true;
            return b;
        }
        const struct word *w = &s->words[b.at - 1];
        if (!(w->back & (CLS_OFFICE | CLS_PERSON))) {
            b.cls = w->back;
            return b;
        }
        b.person = true;
        b.at -= w->back_len;
    }
    return b;
}

static size_t skip_bracket(const struct scan *s, size_t i) {
    for (size_t n = 0; i < s->n && n < 12; i++, n++)
        if (i + 1 < s->n && s->words[i + 1].gap & GAP_HARD)
            return s->words[i + 1].gap & (GAP_STOP | GAP_BREAK) ? s->n : i + 1;
    return s->n;
}

/* Behind the phrase at i, or where an agency's name begins in it ("Trưởng Ban ..."). */
static size_t next_phrase(const struct scan *s, size_t i) {
    size_t end = i + s->words[i].cls_len;
    for (i++; i < end && !s->words[i].named;)
        i++;
    return i;
}

/* Is the agency that ends before `end` the subject of a verb? Over names, offices, joined
 * names and adverbs. */
static bool verb_follows(const struct scan *s, size_t end) {
    size_t stop = end + AFTER_WORDS < s->n ? end + AFTER_WORDS : s->n;
    bool bracket = false;
    for (size_t i = end; i < stop;) {
        const struct word *w = &s->words[i];
        if (w->gap & (GAP_STOP | GAP_BREAK))
            return false;
        if ((w->gap & GAP_QUOTE) && !(w->gap & GAP_CLOSE) && !bracket) {
            bracket = true;
            i = skip_bracket(s, i);
            continue;
        }
        if (w->cls & CLS_AUXILIARY)
            return !(i + w->cls_len < s->n && s->words[i + w->cls_len].cls & CLS_PASSIVE);
        if ((w->cls & CLS_VERB) && !(w->flags & WORD_CAP))
            return true;
        if (w->named)
            i += w->named;
        else if (w->cls & (CLS_ADVERB | CLS_AND | CLS_OFFICE | CLS_PERSON | CLS_LEVEL))
            i = next_phrase(s, i);
        else if (w->flags & (WORD_CAP | WORD_DIGIT) || !w->id)
            i++;
        else if (!w->cls && i > end && s->words[i - 1].flags & WORD_CAP)
            i++; /* "Đài Phát thanh ..": the second half of a name's word */
        else
            return false;
    }
    return false;
}

static size_t sentence_start(const struct scan *s, size_t at) {
    while (at > 0 && !(s->words[at].gap & (GAP_STOP | GAP_BREAK)))
        at--;
    return at;
}

/* "... đồng chí A, Chủ tịch UBND tỉnh và đồng chí B ... chủ trì." */
static bool chairs(const struct scan *s, size_t at) {
    for (size_t i = at; i < s->n && i < at + CHAIR_WORDS; i++) {
        if (s->words[i].gap & (GAP_STOP | GAP_BREAK))
            return false;
        if (s->words[i].cls & CLS_CHAIR)
            return true;
    }
    return false;
}

static bool among_guests(const struct scan *s, size_t at) {
    size_t from = sentence_start(s, at);
    for (size_t i = from; i < at && i < from + GUEST_WORDS; i++)
        if (s->words[i].cls & CLS_GUEST)
            return true;
    return false;
}

/* "Nghị định 20 của Chính phủ quy định": the owner of the paper acts. */
static bool owns_paper(const struct scan *s, size_t of) {
    for (size_t i = of, n = 0; n < 12; n++) {
        if (s->words[i].back & CLS_PAPER) {
            size_t from = i + 1 - s->words[i].back_len;
            return sentence_start(s, from) + 3 >= from;
        }
        if (i == 0 || (s->words[i].gap & (GAP_STOP | GAP_BREAK)))
            return false;
        i--;
    }
    return false;
}

/* A newsroom that stands alone, in brackets or at the end of a line, is the source; one that
 * the sentence goes on behind is not. */
static bool stands_alone(const struct scan *s, size_t end) {
    return end >= s->n || (s->words[end].gap & GAP_HARD && !(s->words[end].gap & GAP_COMMA));
}

/* A sentence that begins with a body and goes on in small letters tells what it does: only
 * names joined to it, its owner or its place stand there otherwise. */
static bool is_subject(const struct scan *s, size_t end) {
    const uint32_t others = CLS_OF | CLS_AND | CLS_AT | CLS_LEVEL | CLS_OFFICE | CLS_PERSON |
                            CLS_SURNAME | CLS_GUEST | CLS_TO;
    if (end >= s->n || s->words[end].gap)
        return false;
    const struct word *w = &s->words[end];
    return !(w->flags & (WORD_CAP | WORD_DIGIT)) && !(w->cls & others);
}

static uint8_t role_before(const struct scan *s, const struct mention *m, const struct before *b,
                           bool press) {
    bool acts = verb_follows(s, m->end) || (b->start && !b->person && is_subject(s, m->end));
    if (b->cls & CLS_CREDIT || (press && (b->cls & CLS_AFTER)))
        return ROLE_CREDIT;
    if (b->cls & CLS_BY)
        return ROLE_PAPER;
    if (b->cls & CLS_TO)
        return ROLE_TOLD;
    if (b->cls & CLS_AT)
        return ROLE_PLACE;
    if (b->cls & CLS_OF)
        return acts && owns_paper(s, b->at - 1) ? ROLE_PAPER : ROLE_OWNER;
    if (b->cls & CLS_GUEST)
        return ROLE_GUEST;
    if (b->cls & CLS_AFTER)
        return b->person ? ROLE_PERSON_ACTS : ROLE_ACTS;
    if (acts)
        return b->person ? ROLE_PERSON_ACTS : ROLE_ACTS;
    if (press && (b->start || b->apart) && stands_alone(s, m->end))
        return ROLE_CREDIT;
    if (!b->person)
        return ROLE_NAMED;
    return chairs(s, m->end) ? ROLE_PERSON_ACTS : ROLE_PERSON;
}

/* Names joined by commas or "và" share what stands before the first. */
static bool joined(const struct scan *s, const struct mention *a, const struct before *b,
                   const struct mention *m) {
    size_t between = b->at - a->end;
    if (a->end > b->at || between > 1)
        return false;
    if (between == 1)
        return s->words[a->end].cls & CLS_AND && !s->words[a->end].gap && b->at <= m->at;
    return s->words[b->at].gap == GAP_COMMA;
}

static bool is_press(const struct directory *d, const struct mentions *all,
                     const struct mention *m) {
    const struct candidate *c = &all->who[m->who];
    return !c->is_body && d->entries[c->entry].press;
}

/* In a row of names, or in brackets behind one that acts: "Cục Báo chí (Bộ ...)". */
static bool shares_role(const struct scan *s, const struct mention *last, const struct before *b,
                        const struct mention *m) {
    if (last->role <= ROLE_PAPER && last->end == m->at && (s->words[m->at].gap & GAP_QUOTE))
        return true;
    return (last->role == ROLE_PAPER || last->role >= ROLE_OWNER) && joined(s, last, b, m);
}

static void find_roles(const struct directory *d, const struct scan *s, struct mentions *all) {
    const struct mention *last = NULL;
    for (size_t i = 0; i < all->n; last = &all->list[i++]) {
        struct mention *m = &all->list[i];
        struct before b = look_before(s, m->at);
        m->role = m->known ? role_before(s, m, &b, is_press(d, all, m)) : ROLE_NAMED;
        if (last && shares_role(s, last, &b, m))
            m->role = last->role;
        else if (m->role != ROLE_CREDIT && m->role != ROLE_ACTS && among_guests(s, m->at))
            m->role = ROLE_GUEST;
    }
}

/* The lead: what tells who did what. A first paragraph that names nobody only draws the reader
 * in; then the next one belongs to it. */
static size_t lead_end(const struct scan *s, const struct mentions *m) {
    size_t i = s->n_title, first = s->n;
    for (size_t k = 0; k < m->n && first == s->n; k++)
        if (m->list[k].known && m->list[k].at >= s->n_title)
            first = m->list[k].at;
    for (size_t n = 0; i < s->n; i++, n++) {
        bool named = first < i;
        if (n >= (named ? LEAD_WORDS : LEAD_WORDS_LATE))
            break;
        if (n >= LEAD_WORDS_MIN && named && (s->words[i].gap & GAP_BREAK))
            break;
    }
    return i;
}

static void add_mention(struct candidate *c, const struct mention *m, enum zone zone) {
    float *sums[ZONE_COUNT] = {&c->title, &c->lead, &c->text, &c->text};
    float sum = *sums[zone] + weights[zone][m->role];
    *sums[zone] = sum < cap[zone] ? sum : cap[zone];
    c->mentions++;
    c->acts = (uint16_t)(c->acts + (m->role <= ROLE_PAPER));
}

/* A line that says again what the one before said of this agency, as captions do. */
static bool repeats(const struct scan *s, const struct mention *a, const struct mention *b) {
    size_t from = sentence_start(s, a->at), again = sentence_start(s, b->at);
    size_t n = b->end - again + REPEATED_WORDS;
    for (size_t i = 0; i < n; i++) {
        if (again + i >= s->n)
            return i >= b->end - again;
        if (s->words[from + i].fold != s->words[again + i].fold)
            return false;
    }
    return true;
}

/* A line of its own, as captions are: a picture shows who mattered. */
static bool is_caption(const struct scan *s, size_t at) {
    enum { CAPTION_WORDS = 30 };
    size_t from = at, end = at + 1;
    while (from > 0 && !(s->words[from].gap & GAP_BREAK) && at - from < CAPTION_WORDS)
        from--;
    while (end < s->n && !(s->words[end].gap & GAP_BREAK) && end - from <= CAPTION_WORDS)
        end++;
    return end - from <= CAPTION_WORDS;
}

static enum zone zone_of(const struct scan *s, size_t at, size_t lead) {
    if (at < s->n_title)
        return ZONE_TITLE;
    if (at < lead)
        return ZONE_LEAD;
    return is_caption(s, at) ? ZONE_CAPTION : ZONE_TEXT;
}

void mentions_score(const struct directory *d, const struct scan *s, struct mentions *m) {
    size_t lead = lead_end(s, m);
    find_roles(d, s, m);
    for (size_t i = 0; i < m->n; i++) {
        const struct mention *one = &m->list[i];
        if (!one->known)
            continue;
        struct candidate *c = &m->who[one->who];
        bool repeated = c->mentions > 0 && repeats(s, &m->list[c->last], one);
        c->last = (uint32_t)i;
        if (repeated)
            continue;
        add_mention(c, one, zone_of(s, one->at, lead));
    }
}

static float score_of(const struct candidate *c) {
    return c->title + c->lead + c->text;
}

size_t mentions_choose(const struct mentions *m, uint16_t out[AGENCIES_MAX]) {
    size_t n = 0;
    float best = 0;
    for (size_t i = 0; i < m->n_who; i++)
        best = score_of(&m->who[i]) > best ? score_of(&m->who[i]) : best;
    best = best < best_counts ? best : best_counts;
    float least = best < accepted ? accepted_alone : accepted;
    for (size_t i = 0; i < m->n_who; i++) {
        float score = score_of(&m->who[i]);
        if (score < least || score < best * beside_best || n == AGENCIES_MAX)
            continue;
        if (best < accepted && (score < best || n > 0 || !m->who[i].acts))
            continue;
        size_t k = n++;
        for (; k > 0 && score_of(&m->who[out[k - 1]]) < score; k--)
            out[k] = out[k - 1];
        out[k] = (uint16_t)i;
    }
    return n;
}
