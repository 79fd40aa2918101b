/* How articles look in JSON, whole or as hits.
 *
 * Threads: no state. */
#ifndef TIMTIN_API_ARTICLE_JSON_H
#define TIMTIN_API_ARTICLE_JSON_H

#include "api/json.h"
#include "index/store/article.h"

/* "published", "date_precision", "year": each with its key. */
void write_published(struct jw *j, day_t day);
void write_date_precision(struct jw *j, day_t day);
void write_year(struct jw *j, day_t day);

/* [{"id", "name"}] with its key "agencies". */
void write_agency_refs(struct jw *j, const struct article *a);

/* The whole article, an object. */
void write_article(struct jw *j, const struct article *a);

/* A year as in facets and counts: "2022"; 0 is "unknown". */
void write_year_value(struct jw *j, unsigned year);

#endif
