/* Who acts: the role of each mention, weighed by where it stands.
 *
 * The weights say only what a reader would: a subject in the title or lead acts; whoever is
 * named in passing, told, asked, present as a guest or the source of a picture does not,
 * however often. Behind the lead two deeds of its officers, or three of its own, make an agency
 * part of the event; one is context, unless a short text tells it of nobody else.
 *
 * They are round figures set by hand. Fitting them over grids, site by site left out, was no
 * better on the sites left out than leaving them alone. */
#include <string.h>

#include "index/agency/agency_parts.h"

enum zone { ZONE_TITLE, ZONE_LEAD, ZONE_TEXT, ZONE_CAPTION, ZONE_COUNT };

static const float weights[ZONE_COUNT][ROLE_COUNT] = {
    [ZONE_TITLE] = {6, 6, 4, 5, 4, 2, 2, 1, 1, 1, 0},
    [ZONE_LEAD] = {5, 4.5F, 4, 2, 1.5F, .6F, .6F, .5F, .5F, .3F, 0},
    [ZONE_TEXT] = {1.2F, 1.8F, .8F, .5F, .4F, .15F, .15F, .15F, .1F, .1F, 0},
    [ZONE_CAPTION] = {2, 3, .8F, .5F, .4F, .15F, .15F, .15F, .1F, .1F, 0},
};
static const float cap[ZONE_COUNT] = {8, 8, 6, 6};

enum {
    LEAD_WORDS = 90,       /* the lead: the first paragraph, at most this long */
    LEAD_WORDS_LATE = 120, /* where it names nobody yet */
    LEAD_WORDS_MIN = 40,   /* a shorter one takes the next in */
    REPEATED_WORDS = 4,    /* behind the name, where a line is compared with one before */
    SAME_WORDS = 6,        /* where as many before it are the same, */
    REPEATED_LATE = 2,     /* so many behind it will do */
    SHORT_TEXT_WORDS = 300
};
/* Accepted from the first on, and from the second's part of the best one on; of that no more than
 * the third counts, so that who is named all the time does not hide who acts once in sight. */
static const float accepted = 3.0F, beside_best = .3F, best_counts = 9.0F;
/* Where nobody is accepted the best one is from here on, if it is a subject at all. */
static const float accepted_alone = 1.2F;
/* Where the title or the site points to an agency without naming it. */
static const float beside_title = 2.0F;
/* A name shortened to its first word says less than the whole. */
static const float brief_counts = .5F;

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

/* What a guest says when asked to speak is no act of his agency in the article. */
static void add_mention(struct candidate *c, const struct mention *m, enum zone zone) {
    float *sums[ZONE_COUNT] = {&c->title, &c->lead, &c->text, &c->text};
    bool deed = zone >= ZONE_TEXT && m->role <= ROLE_PAPER;
    bool speaks = c->guest && deed && m->role == ROLE_PERSON_ACTS;
    float weight = weights[zone][speaks ? ROLE_GUEST : m->role];
    float sum = *sums[zone] + (m->brief ? weight * brief_counts : weight);
    c->deeds = (uint16_t)(c->deeds + (deed && !c->guest && !m->source));
    *sums[zone] = sum < cap[zone] ? sum : cap[zone];
    c->told |= zone < ZONE_TEXT && m->role == ROLE_TOLD;
    c->mentions++;
    c->does = (uint16_t)(c->does + (m->role <= ROLE_PAPER && !m->says));
    c->acts = (uint16_t)(c->acts + (m->role <= ROLE_PAPER));
}

static size_t sentence_start(const struct scan *s, size_t at) {
    while (at > 0 && !(s->words[at].gap & (GAP_STOP | GAP_BREAK)))
        at--;
    return at;
}

/* A line that says again what the one before said of this agency, as captions do. */
static bool repeats(const struct scan *s, const struct mention *a, const struct mention *b) {
    size_t from = sentence_start(s, a->at), again = sentence_start(s, b->at);
    size_t before = b->at - again;
    if (from == again || a->at - from != before)
        return false;
    for (size_t i = 0; i < before; i++)
        if (s->words[from + i].fold != s->words[again + i].fold)
            return false;
    for (size_t i = 0; i < (before < SAME_WORDS ? REPEATED_WORDS : REPEATED_LATE); i++) {
        if (b->end + i >= s->n)
            return true;
        if (s->words[a->end + i].fold != s->words[b->end + i].fold)
            return false;
    }
    return true;
}

/* A line of its own and of one sentence, as captions are: a picture shows who mattered. One
 * that ends with a full stop may as well be a paragraph, unless it shows a person, who does more
 * than to say something. */
static bool is_caption(const struct scan *s, const struct mention *m) {
    enum { CAPTION_WORDS = 30 };
    const uint8_t no_caption = GAP_STOP | GAP_QUOTE;
    size_t from = m->at, end = m->at + 1;
    for (; from > 0 && !(s->words[from].gap & GAP_BREAK); from--)
        if (s->words[from].gap & no_caption || m->at - from >= CAPTION_WORDS)
            return false;
    for (; end < s->n && !(s->words[end].gap & GAP_BREAK); end++)
        if (s->words[end].gap & GAP_STOP || end - from >= CAPTION_WORDS)
            return false;
    const struct word *verb = verb_behind(s, m->end);
    bool says = m->says || (verb && verb->cls & (CLS_TO | CLS_PRAISE));
    bool person = m->role == ROLE_PERSON_ACTS || m->role == ROLE_PERSON;
    return (person && !says) || (end < s->n && !(s->words[end].gap & GAP_STOP));
}

static enum zone zone_of(const struct scan *s, const struct mention *m, size_t lead) {
    if (m->at < s->n_title)
        return ZONE_TITLE;
    if (m->at < lead)
        return ZONE_LEAD;
    return is_caption(s, m) ? ZONE_CAPTION : ZONE_TEXT;
}

/* What a title tells of a place, its committee does: the text names the two together. */
static void add_title_place(const struct directory *d, const struct scan *s, struct mentions *m) {
    struct place place;
    if (!title_place(d, s, &place))
        return;
    for (size_t i = 0; i < m->n_who; i++) {
        struct candidate *c = &m->who[i];
        const struct place *own = &c->body.place;
        bool committee = c->is_body && strcmp(d->bodies[c->body.body].name, "UBND") == 0;
        if (committee && own->key == place.key &&
            (place.level == LEVEL_NONE || own->level == place.level))
            c->title += beside_title;
    }
}

/* Who acts on its own site is what the site tells of. */
static void add_own(const struct home *h, struct mentions *m) {
    for (size_t i = 0; i < m->n_who && h->own_head; i++)
        if (m->who[i].key == h->own.key && m->who[i].acts)
            m->who[i].text += beside_title;
}

void mentions_score(const struct directory *d, const struct scan *s, const struct home *h,
                    struct mentions *m) {
    size_t lead = lead_end(s, m);
    mentions_roles(d, s, m);
    m->n_words = s->n - s->n_title;
    for (size_t i = 0; i < m->n; i++)
        if (m->list[i].known && m->list[i].role == ROLE_GUEST)
            m->who[m->list[i].who].guest = true;
    for (size_t i = 0; i < m->n; i++) {
        const struct mention *one = &m->list[i];
        if (!one->known)
            continue;
        struct candidate *c = &m->who[one->who];
        bool repeated = c->mentions > 0 && repeats(s, &m->list[c->last], one);
        c->last = (uint32_t)i;
        if (repeated)
            continue;
        add_mention(c, one, zone_of(s, one, lead));
    }
    add_title_place(d, s, m);
    add_own(h, m);
}

static float score_of(const struct candidate *c) {
    return c->title + c->lead + c->text;
}

/* Puts who[i] among the n chosen, best first. */
static size_t choose(const struct mentions *m, size_t i, uint16_t *out, size_t n) {
    if (n == AGENCIES_MAX)
        return n;
    size_t k = n;
    for (; k > 0 && score_of(&m->who[out[k - 1]]) < score_of(&m->who[i]); k--)
        out[k] = out[k - 1];
    out[k] = (uint16_t)i;
    return n + 1;
}

/* A long text that names it in neither title nor lead and only quotes it is about others. */
static bool only_quoted(const struct mentions *m, const struct candidate *c) {
    return m->n_words > SHORT_TEXT_WORDS && c->title + c->lead == 0 && c->does == 0;
}

static bool is_chosen(const uint16_t *out, size_t n, size_t i) {
    while (n > 0 && out[n - 1] != i)
        n--;
    return n > 0;
}

/* The only one beside those chosen of whom the text tells a deed: it takes part. Long texts
 * tell of too many to say so. */
static size_t choose_partner(const struct mentions *m, uint16_t *out, size_t n) {
    size_t partner = m->n_who;
    if (n != 1 || m->n_words > SHORT_TEXT_WORDS)
        return n;
    for (size_t i = 0; i < m->n_who; i++) {
        const struct candidate *c = &m->who[i];
        if (c->deeds == 0 || c->guest || c->told || is_chosen(out, n, i))
            continue;
        if (partner < m->n_who)
            return n;
        partner = i;
    }
    return partner < m->n_who ? choose(m, partner, out, n) : n;
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
        if (score < least || score < best * beside_best)
            continue;
        if (best < accepted &&
            (score < best || n > 0 || !m->who[i].acts || only_quoted(m, &m->who[i])))
            continue;
        n = choose(m, i, out, n);
    }
    return choose_partner(m, out, n);
}
