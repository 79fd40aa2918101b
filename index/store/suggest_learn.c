#include "index/store/suggest_learn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "index/store/suggest_sort.h"

/* See the header for what these are. A neighbour that always stands there makes a piece, not a
 * phrase; that a syllable holds to the others is asked of the weaker end. */
enum { NEIGHBOURS_MIN = 3, REPEATS_MIN = 3, FOUND_MAX = 1 << 19 };
static const double share_max = 0.7, cohesion_min = 0.3;

struct learning {
    const struct sample *sample;
    struct sequence sequence;
    uint32_t *places; /* of syllables, sorted by what follows */
    uint8_t *alike;   /* [i]: syllables that places i - 1 and i have in common, up to the depth */
    size_t n;
    uint32_t *uses; /* of forms, by lexicon number */
    uint8_t *flags; /* phrase_word of forms */
    struct phrases *found;
    uint32_t least; /* occurrences that a find must have: grows when there are too many */
};

static uint32_t id_at(const struct learning *g, size_t place) {
    return g->sample->tokens[place] >> SAMPLE_SHIFT;
}

static bool no_memory(struct tt_error *e) {
    return tt_fail(e, TT_NO_MEMORY, "no memory to learn phrases");
}

/* ---- preparing ------------------------------------------------------------------- */

static void order_places(struct learning *g) {
    enum { DEPTH = PHRASE_SYLLABLES_MAX + 1 }; /* the neighbour behind is sorted too */
    const uint32_t *tokens = g->sample->tokens;
    for (size_t i = 0; i < g->sample->n; i++)
        if (tokens[i])
            g->places[g->n++] = (uint32_t)i;
    g->sequence = (struct sequence){tokens, NULL, SAMPLE_SHIFT, DEPTH};
    sequence_sort(&g->sequence, g->places, g->n);
    for (size_t i = 1; i < g->n; i++) {
        uint8_t k = 0;
        while (k < DEPTH && tokens[g->places[i] + k] &&
               id_at(g, g->places[i] + k) == id_at(g, g->places[i - 1] + k))
            k++;
        g->alike[i] = k;
    }
}

static bool prepare(struct learning *g, const struct lexicon *lexicon, struct tt_error *e) {
    size_t forms = (size_t)lexicon_size(lexicon) + 1, n = g->sample->n, len;
    g->places = malloc(n * sizeof *g->places);
    g->alike = calloc(n + 1, 1);
    g->uses = calloc(forms, sizeof *g->uses);
    g->flags = calloc(forms, 1);
    if (!g->places || !g->alike || !g->uses || !g->flags)
        return no_memory(e);
    order_places(g);
    for (size_t i = 0; i < n; i++)
        g->uses[id_at(g, i)]++;
    for (uint32_t id = 1; id < forms; id++)
        g->flags[id] = (uint8_t)phrase_word(lexicon_form(lexicon, id, &len));
    return true;
}

/* ---- judging --------------------------------------------------------------------- */

/* The same n syllables stand at places first..end-1 of the order. */
struct run {
    size_t first, end;
    uint32_t n;
};

static bool may_begin_and_end(const struct learning *g, const struct run *r) {
    uint32_t place = g->places[r->first], last = place + r->n - 1;
    unsigned first_flags = g->flags[id_at(g, place)], last_flags = g->flags[id_at(g, last)];
    bool part_of_code = g->sample->tokens[last] & SAMPLE_JOINED;
    return !(first_flags & (WORD_NOT_FIRST | WORD_NUMBER)) && !(last_flags & WORD_NOT_LAST) &&
           (!(last_flags & WORD_NUMBER) || part_of_code);
}

/* Neighbours of one side: how many differ (counted up to what is asked), and how often the one
 * that may have more than half of the places has them. A break is always another one. */
struct sides {
    uint32_t other[NEIGHBOURS_MIN];
    unsigned differ;
    uint32_t leader;
    size_t lead;
};

static void see_side(struct sides *s, uint32_t id) {
    unsigned i = 0;
    if (!id) {
        s->differ += s->differ < NEIGHBOURS_MIN;
        s->lead -= s->lead > 0;
        return;
    }
    while (i < s->differ && s->other[i] != id)
        i++;
    if (i == s->differ && i < NEIGHBOURS_MIN)
        s->other[s->differ++] = id;
    if (s->lead == 0)
        s->leader = id;
    s->lead = s->leader == id ? s->lead + 1 : s->lead - 1;
}

/* Whether the run is whole on the side `offset` (-1 or n) of its places. */
static bool is_whole(const struct learning *g, const struct run *r, int offset) {
    struct sides s = {.differ = 0};
    size_t leads = 0;
    for (size_t i = r->first; i < r->end; i++)
        see_side(&s, id_at(g, g->places[i] + offset));
    if (s.differ < NEIGHBOURS_MIN)
        return false;
    for (size_t i = r->first; s.lead && i < r->end; i++)
        leads += id_at(g, g->places[i] + offset) == s.leader;
    return (double)leads <= share_max * (double)(r->end - r->first);
}

/* How often the n syllables at a place stand in the sample. */
static size_t count_at(const struct learning *g, uint32_t place, uint32_t n) {
    size_t edge[2];
    if (n == 1)
        return g->uses[id_at(g, place)];
    for (int end = 0; end < 2; end++) {
        size_t low = 0, high = g->n;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            int d = 0;
            for (uint32_t k = 0; d == 0 && k < n; k++) {
                uint32_t have = id_at(g, g->places[middle] + k), want = id_at(g, place + k);
                d = (have > want) - (have < want); /* a break ends here: want is none */
            }
            if (d < end)
                low = middle + 1;
            else
                high = middle;
        }
        edge[end] = low;
    }
    return edge[1] - edge[0];
}

/* -1: never together, 0: by chance, 1: never apart. */
static double cohesion(double both, double a, double b, double all) {
    return log(both * all / (a * b)) / -log(both / all);
}

static bool holds_together(const struct learning *g, const struct run *r) {
    double both = (double)(r->end - r->first), all = (double)g->n;
    uint32_t place = g->places[r->first], rest = r->n - 1;
    double first = (double)count_at(g, place, 1), behind = (double)count_at(g, place + 1, rest);
    if (cohesion(both, first, behind, all) < cohesion_min)
        return false;
    double last = (double)count_at(g, place + rest, 1), before = (double)count_at(g, place, rest);
    return cohesion(both, before, last, all) >= cohesion_min;
}

/* ---- keeping --------------------------------------------------------------------- */

static uint32_t cases_at(const struct learning *g, uint32_t place, uint32_t n) {
    uint32_t cases = 0;
    for (uint32_t k = 0; k < n; k++)
        cases = cases << 2 | (g->sample->tokens[place + k] & SAMPLE_CASE);
    return cases;
}

/* The occurrence to be shown: one with the capitals that most have, not at the beginning of a
 * line or sentence as long as there are others. */
static uint32_t typical(const struct learning *g, const struct run *r) {
    uint32_t leader = 0, found = UINT32_MAX;
    for (int anywhere = 0; anywhere < 2 && found == UINT32_MAX; anywhere++) {
        size_t lead = 0;
        for (size_t i = r->first; i < r->end; i++) {
            uint32_t cases = cases_at(g, g->places[i], r->n);
            if (!anywhere && !id_at(g, g->places[i] - 1))
                continue;
            if (lead == 0)
                leader = cases;
            lead = leader == cases ? lead + 1 : lead - 1;
        }
        for (size_t i = r->first; i < r->end; i++)
            if ((anywhere || id_at(g, g->places[i] - 1)) && g->places[i] < found &&
                cases_at(g, g->places[i], r->n) == leader)
                found = g->places[i];
    }
    return found;
}

/* Makes room: what occurs least goes. */
static void thin_out(struct learning *g) {
    struct phrases *p = g->found;
    while (p->n >= FOUND_MAX) {
        size_t kept = 0;
        g->least++;
        for (size_t i = 0; i < p->n; i++)
            if (p->list[i].count >= g->least)
                p->list[kept++] = p->list[i];
        p->n = kept;
    }
}

static bool keep(struct learning *g, const struct run *r) {
    struct phrases *p = g->found;
    struct phrase phrase = {.n = r->n, .count = (uint32_t)(r->end - r->first)};
    thin_out(g);
    if (!array_grow(&p->list, &p->cap, p->n + 1, sizeof *p->list))
        return false;
    phrase.place = typical(g, r);
    phrase.name = (g->sample->tokens[phrase.place] & SAMPLE_CASE) && id_at(g, phrase.place - 1);
    for (uint32_t k = 0; k < r->n; k++)
        phrase.id[k] = id_at(g, phrase.place + k);
    p->list[p->n++] = phrase;
    return true;
}

static bool judge(struct learning *g, const struct run *r) {
    if (r->end - r->first < g->least || !may_begin_and_end(g, r) || !is_whole(g, r, (int)r->n) ||
        !is_whole(g, r, -1) || !holds_together(g, r))
        return true;
    return keep(g, r);
}

static bool judge_all(struct learning *g, struct tt_error *e) {
    g->least = REPEATS_MIN;
    for (uint32_t n = PHRASE_SYLLABLES_MIN; n <= PHRASE_SYLLABLES_MAX; n++)
        for (size_t i = 0, end; i < g->n; i = end) {
            for (end = i + 1; end < g->n && g->alike[end] >= n; end++)
                ;
            if (!judge(g, &(struct run){i, end, n}))
                return no_memory(e);
        }
    return true;
}

/* ---- all of it ------------------------------------------------------------------- */

static int by_count(const void *a, const void *b) {
    const struct phrase *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    return x->n < y->n ? -1 : x->n > y->n;
}

static int by_place(const void *a, const void *b) {
    const struct phrase *x = a, *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    return x->n < y->n ? -1 : x->n > y->n;
}

/* Of few articles no title says little about a pair, which mostly is a word. */
static bool tells(const struct phrase *p) {
    bool word = p->n == PHRASE_SYLLABLES_MIN && p->count < PHRASE_TITLES_IN;
    return p->count >= PHRASE_ARTICLES_MIN &&
           (p->name || word || (uint64_t)p->titles * PHRASE_TITLES_IN >= p->count);
}

/* The most used ones that tell something, by place. */
static void choose(struct phrases *p) {
    size_t kept = 0;
    for (size_t i = 0; i < p->n; i++)
        if (tells(&p->list[i]))
            p->list[kept++] = p->list[i];
    p->n = kept;
    if (p->n == 0)
        return;
    qsort(p->list, p->n, sizeof *p->list, by_count);
    if (p->n > PHRASES_MAX)
        p->n = PHRASES_MAX;
    qsort(p->list, p->n, sizeof *p->list, by_place);
}

static bool find(const struct sample *sample, const struct lexicon *lexicon, struct phrases *out,
                 struct tt_error *e) {
    struct learning g = {.sample = sample, .found = out};
    bool ok = prepare(&g, lexicon, e) && judge_all(&g, e);
    free(g.places);
    free(g.alike);
    free(g.uses);
    free(g.flags);
    for (size_t i = 0; i < out->n; i++)
        out->list[i].count = 0;
    return ok;
}

bool phrases_learn(const struct suggest_archive *a, struct lexicon *lexicon, struct phrases *out,
                   struct tt_error *e) {
    struct sample sample = {0};
    *out = (struct phrases){0};
    buf_init(&out->shown, 64 << 20);
    bool ok = sample_read(a, lexicon, &sample, e) && find(&sample, lexicon, out, e) &&
              phrases_count(a, lexicon_size(lexicon), out, e);
    if (ok) {
        choose(out);
        ok = sample_show(a, lexicon, &sample, out, e);
        if (out->n)
            qsort(out->list, out->n, sizeof *out->list, by_count);
    }
    sample_done(&sample);
    if (!ok)
        phrases_done(out);
    return ok;
}

void phrases_done(struct phrases *p) {
    free(p->list);
    buf_done(&p->shown);
    *p = (struct phrases){0};
}
