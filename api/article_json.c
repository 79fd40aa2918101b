#include "api/article_json.h"

#include <stdio.h>

#include "index/read/lead.h"

void write_published(struct jw *j, day_t day) {
    char text[11];
    day_format(day, text);
    jw_put_text(j, "published", text);
}

void write_date_precision(struct jw *j, day_t day) {
    jw_put_str(j, "date_precision", day_precision(day));
}

void write_year(struct jw *j, day_t day) {
    jw_key(j, "year");
    if (day == DAY_UNKNOWN)
        jw_null(j);
    else
        jw_uint(j, day_year(day));
}

void write_year_value(struct jw *j, unsigned year) {
    char text[16];
    snprintf(text, sizeof text, "%04u", year);
    jw_put_str(j, "value", year ? text : "unknown");
}

void write_agency_refs(struct jw *j, const struct article *a) {
    jw_key(j, "agencies");
    jw_array(j);
    for (size_t i = 0; i < a->n_agencies; i++) {
        jw_object(j);
        jw_put_str(j, "id", a->agencies[i].id);
        jw_put_str(j, "name", a->agencies[i].name);
        jw_object_end(j);
    }
    jw_array_end(j);
}

static void write_duplicates(struct jw *j, const struct article *a) {
    jw_key(j, "duplicates");
    jw_array(j);
    for (size_t i = 0; i < a->n_duplicates; i++) {
        const struct duplicate *d = &a->duplicates[i];
        jw_object(j);
        jw_put_str(j, "id", d->id);
        jw_put_text(j, "url", d->url);
        jw_put_text(j, "source", d->source);
        jw_put_str(j, "title", d->title);
        write_published(j, d->published);
        jw_object_end(j);
    }
    jw_array_end(j);
}

static void write_lead(struct jw *j, const struct article *a) {
    size_t n = lead_length(a->s[ARTICLE_BODY], a->len[ARTICLE_BODY]);
    jw_key(j, "lead");
    if (n > 0)
        jw_string(j, a->s[ARTICLE_BODY], n);
    else
        jw_null(j);
}

/* The indexer wrote a JSON object, and checksums guard it; an article may have none. */
static void write_provenance(struct jw *j, const struct article *a) {
    const char *s = a->s[ARTICLE_PROVENANCE];
    size_t n = a->len[ARTICLE_PROVENANCE];
    jw_key(j, "provenance");
    if (n >= 2 && s[0] == '{' && s[n - 1] == '}')
        jw_raw(j, s, n);
    else
        jw_raw(j, "{}", 2);
}

void write_article(struct jw *j, const struct article *a) {
    jw_object(j);
    jw_put_str(j, "id", a->s[ARTICLE_ID]);
    jw_key(j, "title");
    jw_string(j, a->s[ARTICLE_TITLE], a->len[ARTICLE_TITLE]);
    write_lead(j, a);
    jw_key(j, "body");
    jw_string(j, a->s[ARTICLE_BODY], a->len[ARTICLE_BODY]);
    jw_put_text(j, "author", a->s[ARTICLE_AUTHOR]);
    jw_put_text(j, "source", a->s[ARTICLE_SOURCE]);
    jw_put_text(j, "url", a->s[ARTICLE_URL]);
    jw_put_text(j, "lang", a->s[ARTICLE_LANG]);
    write_published(j, a->published);
    write_date_precision(j, a->published);
    write_year(j, a->published);
    write_agency_refs(j, a);
    write_duplicates(j, a);
    write_provenance(j, a);
    jw_object_end(j);
}
