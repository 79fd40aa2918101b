#include "random_archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static void make_articles(uint64_t *random, struct archive *a) {
    a->n = 30 + random_below(random, ARTICLES_MAX - 30 + 1);
    for (uint32_t i = 0; i < a->n; i++) {
        struct made *m = &a->list[i];
        snprintf(m->id, sizeof m->id, "a%u", i);
        vocabulary_text(random, random_below(random, 6), false, m->title, sizeof m->title);
        vocabulary_text(random, random_below(random, 45), true, m->body, sizeof m->body);
        m->published = random_date(random);
        m->source = random_below(random, COUNT(source_ids));
        m->agencies = random_below(random, 4) ? 1u << random_below(random, 5) : 0;
        m->agencies |= random_below(random, 3) ? 0 : 1u << random_below(random, 5);
    }
    qsort(a->list, a->n, sizeof *a->list, newest_first);
}

static void publish(const char *index, struct archive *a) {
    static struct article list[ARTICLES_MAX];
    static struct agency_ref refs[ARTICLES_MAX][COUNT(agency_ids)];
    for (uint32_t i = 0; i < a->n; i++) {
        struct made *m = &a->list[i];
        text_read(m->title, &m->tokens.title);
        text_read(m->body, &m->tokens.body);
        list[i] = plain_article(m->id, m->title, m->body, source_names[m->source], m->published);
        list[i].agencies = refs[i];
        for (unsigned k = 0; k < COUNT(agency_ids); k++)
            if (m->agencies >> k & 1)
                refs[i][list[i].n_agencies++] = (struct agency_ref){agency_ids[k], agency_names[k]};
    }
    archive_publish(index, list, a->n, NULL, 1, NULL);
    a->snapshot = archive_open(index);
}

struct archive *archive_make(const char *index, uint64_t *random) {
    struct archive *a = calloc(1, sizeof *a);
    assert_non_null(a);
    make_articles(random, a);
    publish(index, a);
    return a;
}

void archive_free(struct archive *a) {
    for (uint32_t i = 0; i < a->n; i++) {
        free(a->list[i].tokens.title.list);
        free(a->list[i].tokens.body.list);
    }
    snapshot_unref(a->snapshot);
    free(a);
}
