#include "index/search/spelling.h"

#include <math.h>
#include <string.h>

#include "index/text/text.h"
#include "index/text/token.h"

enum {
    CHOICES_MAX = 8,  /* for a word, itself among them */
    SUSPECTS_MAX = 6, /* words of which neighbours in the lexicon are looked for */
    LETTERS_MIN = 3,  /* a shorter word has too many of them, but for one that nobody writes */
    UNKNOWN_MIN = 2,
    LETTERS_MAX = 12
};

/* The price of another word, in natural logarithms of frequency; what no article has is surely
 * not meant. */
static const double price_typing = 1, price_near = 2, price_letter = 4, price_unknown = 10;
/* What standing side by side is worth beside frequency. */
static const double worth_alone = 0.3;
/* A word typed alone that is in more than one article of so many is meant as it is. */
static const double rare = 1000;

struct choice {
    struct query_word word;
    double score; /* alone */
};

struct position {
    const struct query_word *typed;
    struct choice list[CHOICES_MAX];
    size_t n;
    uint32_t df;
};

struct speller {
    struct matching *m;
    struct tt_error *e;
    struct position positions[SPELLING_WORDS_MAX];
    size_t n;
    bool failed;
};

/* ---- frequencies ----------------------------------------------------------------- */

static uint32_t df_of(struct speller *s, const struct term *term) {
    uint32_t df = 0;
    if (!s->failed && !termsets_df(s->m->sets, term, &df, s->e))
        s->failed = true;
    return df;
}

static uint32_t word_df(struct speller *s, const struct query_word *w) {
    struct term term;
    match_term(w, false, ACCENTS_AUTO, &term);
    return df_of(s, &term);
}

static uint32_t pair_df(struct speller *s, const struct query_word *a, const struct query_word *b) {
    struct term term;
    term_make_bigram(a->folded, a->folded_len, b->folded, b->folded_len, &term);
    return df_of(s, &term);
}

/* ---- candidates ------------------------------------------------------------------ */

/* Keeps the word among the best choices; the typed one, the first, always. */
static void offer(struct speller *s, struct position *p, const struct query_word *w, double price) {
    uint32_t df = word_df(s, w);
    double score = worth_alone * log(1 + df) - (df ? price : price_unknown);
    size_t worst = p->n;
    if (price > 0 && df == 0)
        return;
    for (size_t i = 0; i < p->n; i++)
        if (strcmp(p->list[i].word.exact, w->exact) == 0)
            return;
    if (p->n < CHOICES_MAX) {
        p->n++;
    } else {
        worst = 1;
        for (size_t i = 2; i < p->n; i++)
            worst = p->list[i].score < p->list[worst].score ? i : worst;
        if (p->list[worst].score >= score)
            return;
    }
    p->list[worst] = (struct choice){*w, score};
}

/* A form close by, if the archive knows it. Its tone may have moved: ngọa, ngoại. */
static void offer_form(struct speller *s, struct position *p, const char *form, size_t n,
                       double price) {
    struct tokenizer tokenizer;
    struct token token;
    struct query_word word;
    tokenizer_init(&tokenizer, form, n);
    if (!tokenizer_next(&tokenizer, &token) || token.end != n ||
        !lexicon_find(&s->m->snapshot->lexicon, token.exact, token.exact_len))
        return;
    query_word_of(&token, form, &word);
    bool same = strcmp(word.folded, p->typed->folded) == 0;
    if (!same || word.marked) /* marks that were typed are not given up, as matching does that */
        offer(s, p, &word, same ? price_near : price);
}

static void offer_sounds(struct speller *s, struct position *p) {
    struct sounds sounds;
    spelling_sounds(p->typed->exact, p->typed->exact_len, &sounds);
    for (size_t i = 0; i < sounds.n; i++)
        offer_form(s, p, sounds.forms[i], strlen(sounds.forms[i]), price_near);
}

/* The letters that may stand in place of one: with marks only where marks were typed. */
static const char bare_letters[] = "abcdeghiklmnopqrstuvxyfjwz";
static const char marked_letters[] =
    "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ";

struct letters {
    const char *form;
    size_t at[LETTERS_MAX + 2]; /* where each begins; and the end */
    size_t n;
};

static bool take_letters(const char *form, size_t len, size_t least, struct letters *out) {
    uint32_t c;
    *out = (struct letters){.form = form};
    for (size_t i = 0, step; i < len; i += step) {
        step = utf8_decode(form + i, len - i, &c);
        if (!step || out->n == LETTERS_MAX)
            return false;
        out->at[out->n++] = i;
    }
    out->at[out->n] = len;
    return out->n >= least;
}

/* form[0..a), the letter, form[b..). */
static void offer_spliced(struct speller *s, struct position *p, const struct letters *l, size_t a,
                          const char *letter, size_t n, size_t b, double price) {
    char form[TOKEN_BYTES_MAX + 8];
    size_t tail = l->at[l->n] - b;
    if (a + n + tail >= sizeof form)
        return;
    memcpy(form, l->form, a);
    memcpy(form + a, letter, n);
    memcpy(form + a + n, l->form + b, tail);
    form[a + n + tail] = '\0';
    offer_form(s, p, form, a + n + tail, price);
}

static void offer_letters(struct speller *s, struct position *p, const struct letters *l,
                          const char *letters) {
    uint32_t c;
    for (size_t step; *letters; letters += step) {
        step = utf8_decode(letters, strlen(letters), &c);
        for (size_t i = 0; i <= l->n; i++) {
            offer_spliced(s, p, l, l->at[i], letters, step, l->at[i], price_letter);
            if (i < l->n)
                offer_spliced(s, p, l, l->at[i], letters, step, l->at[i + 1], price_letter);
        }
    }
}

static void offer_swapped(struct speller *s, struct position *p, const struct letters *l) {
    for (size_t i = 0; i + 1 < l->n; i++) {
        char two[16];
        size_t first = l->at[i + 1] - l->at[i], second = l->at[i + 2] - l->at[i + 1];
        memcpy(two, l->form + l->at[i + 1], second);
        memcpy(two + second, l->form + l->at[i], first);
        offer_spliced(s, p, l, l->at[i], two, first + second, l->at[i + 2], price_near);
    }
}

static void offer_near(struct speller *s, struct position *p) {
    const struct query_word *w = p->typed;
    struct letters l;
    if (!take_letters(w->exact, w->exact_len, p->df ? LETTERS_MIN : UNKNOWN_MIN, &l))
        return;
    offer_swapped(s, p, &l);
    for (size_t i = 0; i < l.n; i++)
        offer_spliced(s, p, &l, l.at[i], "", 0, l.at[i + 1], price_letter);
    offer_letters(s, p, &l, bare_letters);
    if (w->marked)
        offer_letters(s, p, &l, marked_letters);
}

static void offer_typings(struct speller *s, struct position *p) {
    struct query_word word;
    for (int how = 0; how < TYPINGS && !p->typed->marked; how++) {
        if (!typing_read((enum typing)how, p->typed->folded, p->typed->folded_len, &word))
            continue;
        offer(s, p, &word, price_typing);
        if (word_df(s, &word))
            continue;
        /* Some of its marks were not typed. */
        memcpy(word.exact, word.folded, word.folded_len + 1);
        word.exact_len = word.folded_len;
        word.marked = false;
        offer(s, p, &word, price_typing);
    }
}

/* A number is meant as it is; so is a word that stands beside one of its neighbours in articles,
 * or stands alone and is not rare. */
static bool is_suspect(struct speller *s, size_t i) {
    const struct position *p = &s->positions[i];
    if (strspn(p->typed->folded, "0123456789") == p->typed->folded_len)
        return false;
    if (p->df == 0)
        return true;
    if (s->n == 1)
        return p->df <= s->m->snapshot->manifest.documents / rare + 2;
    bool left = i > 0 && pair_df(s, p[-1].typed, p->typed);
    bool right = i + 1 < s->n && pair_df(s, p->typed, p[1].typed);
    return !left && !right;
}

/* ---- the best row of choices ----------------------------------------------------- */

struct row {
    uint8_t from[SPELLING_WORDS_MAX][CHOICES_MAX]; /* the choice before */
    double best[SPELLING_WORDS_MAX][CHOICES_MAX];
};

static void extend_row(struct speller *s, struct row *row, size_t i) {
    const struct position *p = &s->positions[i];
    for (size_t k = 0; k < p->n; k++) {
        row->best[i][k] = -HUGE_VAL;
        for (size_t j = 0; j < p[-1].n; j++) {
            double pair = log(1 + pair_df(s, &p[-1].list[j].word, &p->list[k].word));
            double score = row->best[i - 1][j] + p->list[k].score + pair;
            if (score <= row->best[i][k])
                continue;
            row->best[i][k] = score;
            row->from[i][k] = (uint8_t)j;
        }
    }
}

/* The chosen word of each position into chosen[]. */
static void choose(struct speller *s, uint8_t chosen[SPELLING_WORDS_MAX]) {
    struct row row;
    for (size_t k = 0; k < s->positions[0].n; k++)
        row.best[0][k] = s->positions[0].list[k].score;
    for (size_t i = 1; i < s->n; i++)
        extend_row(s, &row, i);
    uint8_t last = 0;
    for (size_t k = 1; k < s->positions[s->n - 1].n; k++)
        if (row.best[s->n - 1][k] > row.best[s->n - 1][last])
            last = (uint8_t)k;
    for (size_t i = s->n; i-- > 0; last = i ? row.from[i][last] : 0)
        chosen[i] = last;
}

/* ---- the text -------------------------------------------------------------------- */

/* The word in small letters; in capital ones where it has no marks and they were typed. */
static void write_word(const struct query_word *typed, const struct query_word *w,
                       struct buf *out) {
    bool upper = typed->upper && !w->marked;
    for (const char *c = w->exact; *c; c++)
        buf_char(out, upper && *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c);
}

static void write_text(const struct speller *s, const uint8_t *chosen, const char *text, size_t len,
                       struct buf *out) {
    size_t at = 0;
    bool other = false;
    for (size_t i = 0; i < s->n; i++)
        other |= chosen[i] > 0;
    for (size_t i = 0; other && i < s->n; i++) {
        const struct position *p = &s->positions[i];
        if (chosen[i] == 0)
            continue;
        buf_add(out, text + at, p->typed->start - at);
        write_word(p->typed, &p->list[chosen[i]].word, out);
        at = p->typed->end;
    }
    if (other)
        buf_add(out, text + at, len - at);
}

bool spelling_correct(struct matching *m, const char *text, size_t len, struct buf *out,
                      struct tt_error *e) {
    struct speller s = {.m = m, .e = e, .n = m->query->n_typed};
    uint8_t chosen[SPELLING_WORDS_MAX];
    size_t suspects = 0;
    if (s.n == 0 || s.n > SPELLING_WORDS_MAX)
        return true;
    for (size_t i = 0; i < s.n; i++) {
        struct position *p = &s.positions[i];
        p->typed = &m->query->words[i];
        if (i > 0 && p->typed->start < p[-1].typed->end)
            return true; /* two spellings of a prefix: no row of words */
        p->df = word_df(&s, p->typed);
        offer(&s, p, p->typed, 0);
    }
    for (size_t i = 0; i < s.n && !s.failed; i++) {
        if (!is_suspect(&s, i) || suspects++ == SUSPECTS_MAX)
            continue;
        offer_typings(&s, &s.positions[i]);
        if (s.positions[i].n == 1) {
            offer_sounds(&s, &s.positions[i]);
            offer_near(&s, &s.positions[i]);
        }
        if (deadline_passed(&m->deadline))
            return deadline_fail(e);
    }
    if (s.failed)
        return false;
    choose(&s, chosen);
    if (!s.failed)
        write_text(&s, chosen, text, len, out);
    return !s.failed;
}
