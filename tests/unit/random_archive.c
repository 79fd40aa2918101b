#include "random_archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDE_TEXTS = 300, LEAD_EVERY = 13, STRETCH_MAX = 3000 };

const char *const agency_ids[AGENCIES] = {"bo-ngoai-giao", "bo-cong-an", "so-a", "so-b", "so-c"};
static const char *const agency_names[AGENCIES] = {"Bộ Ngoại giao", "Bộ Công an", "Sở A", "Sở B",
                                                   "Sở C"};
static const char *const source_names[SOURCES] = {"Báo Một", "Báo Hai", "bao.ba.vn", ""};
const char *const source_ids[SOURCES] = {"bao-mot", "bao-hai", "bao-ba-vn", ""};

static day_t random_date(uint64_t *random) {
    unsigned year = 2019 + random_below(random, 4);
    unsigned kind = random_below(random, 10);
    if (kind == 0)
        return DAY_UNKNOWN;
    if (kind < 3)
        return year * 10000;
    if (kind < 5)
        return day_of(year, 1, 1 + random_below(random, 2));
    return day_of(year, 1 + random_below(random, 12), 1 + random_below(random, 28));
}

static int newest_first(const void *a, const void *b) {
    const struct made *x = a, *y = b;
    if (day_order(x->published) != day_order(y->published))
        return day_order(x->published) > day_order(y->published) ? -1 : 1;
    return day_is_year_only(x->published) - day_is_year_only(y->published);
}

/* `lead`: what the body begins with. */
static void make_text(uint64_t *random, unsigned title, unsigned body, const char *lead,
                      struct made_text *t) {
    size_t n = strlen(strcpy(t->body, lead));
    vocabulary_text(random, random_below(random, title), false, t->title, sizeof t->title);
    vocabulary_text(random, random_below(random, body), true, t->body + n, sizeof t->body - n);
}

static void make_article(uint64_t *random, struct made *m) {
    m->published = random_date(random);
    m->source = random_below(random, COUNT(source_ids));
    m->agencies = random_below(random, 4) ? 1u << random_below(random, 5) : 0;
    m->agencies |= random_below(random, 3) ? 0 : 1u << random_below(random, 5);
}

static struct archive *archive_new(uint32_t articles, uint32_t texts) {
    struct archive *a = calloc(1, sizeof *a);
    assert_non_null(a);
    *a = (struct archive){.list = calloc(articles, sizeof *a->list),
                          .texts = calloc(texts, sizeof *a->texts),
                          .n = articles,
                          .n_texts = texts};
    assert_true(a->list && a->texts);
    return a;
}

static void publish(const char *index, struct archive *a) {
    struct article *list = calloc(a->n, sizeof *list);
    struct agency_ref(*refs)[AGENCIES] = calloc(a->n, sizeof *refs);
    char(*ids)[16] = calloc(a->n, sizeof *ids);
    assert_true(list && refs && ids);
    for (uint32_t i = 0; i < a->n_texts; i++) {
        text_read(a->texts[i].title, &a->texts[i].tokens.title);
        text_read(a->texts[i].body, &a->texts[i].tokens.body);
    }
    for (uint32_t i = 0; i < a->n; i++) {
        const struct made *m = &a->list[i];
        snprintf(ids[i], sizeof ids[i], "a%u", i);
        list[i] = plain_article(ids[i], m->text->title, m->text->body, source_names[m->source],
                                m->published);
        list[i].agencies = refs[i];
        for (unsigned k = 0; k < AGENCIES; k++)
            if (m->agencies >> k & 1)
                refs[i][list[i].n_agencies++] = (struct agency_ref){agency_ids[k], agency_names[k]};
    }
    archive_publish(index, list, a->n, NULL, 1, NULL);
    a->snapshot = archive_open(index);
    free(ids);
    free(refs);
    free(list);
}

struct archive *archive_make(const char *index, uint64_t *random) {
    uint32_t n = 30 + random_below(random, ARTICLES_MAX - 30 + 1);
    struct archive *a = archive_new(n, n);
    for (uint32_t i = 0; i < n; i++) {
        make_text(random, 6, 45, "", &a->texts[i]);
        a->list[i].text = &a->texts[i];
        make_article(random, &a->list[i]);
    }
    qsort(a->list, n, sizeof *a->list, newest_first);
    publish(index, a);
    return a;
}

/* Texts for the articles from `at` on; where the stretch ends. */
static uint32_t stretch(uint64_t *random, struct archive *a, uint32_t at) {
    static const unsigned used[] = {WIDE_TEXTS, WIDE_TEXTS, 20, 2, 1};
    unsigned n = used[random_below(random, COUNT(used))];
    unsigned first = random_below(random, WIDE_TEXTS - n + 1);
    uint32_t end = at + 1 + random_below(random, STRETCH_MAX);
    for (; at < end && at < a->n; at++)
        a->list[at].text = &a->texts[first + random_below(random, n)];
    return at;
}

struct archive *archive_make_wide(const char *index, uint64_t *random, uint32_t articles) {
    static const char *const leads[] = {"Việt Nam. ", "KL 57. ", "57-KL/TW. ", "Năm 2020. "};
    struct archive *a = archive_new(articles, WIDE_TEXTS);
    for (uint32_t i = 0; i < WIDE_TEXTS; i++)
        make_text(random, 3, 9, i % LEAD_EVERY ? "" : leads[i / LEAD_EVERY % COUNT(leads)],
                  &a->texts[i]);
    for (uint32_t i = 0; i < articles; i++)
        make_article(random, &a->list[i]);
    qsort(a->list, articles, sizeof *a->list, newest_first);
    for (uint32_t at = 0; at < articles;)
        at = stretch(random, a, at);
    publish(index, a);
    return a;
}

void archive_free(struct archive *a) {
    for (uint32_t i = 0; i < a->n_texts; i++) {
        free(a->texts[i].tokens.title.list);
        free(a->texts[i].tokens.body.list);
    }
    snapshot_unref(a->snapshot);
    free(a->texts);
    free(a->list);
    free(a);
}
