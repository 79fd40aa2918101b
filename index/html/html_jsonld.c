#include <jansson.h>
#include <string.h>

#include "index/base/limits.h"
#include "index/html/html_parts.h"

enum { RANK = 2, RANK_OF_PAGE = 3, LEVELS = 6, AUTHORS_MAX = 8 };

/* ---- names ----------------------------------------------------------------------- */

static bool has_type(const json_t *object, const char *part) {
    const json_t *type = json_object_get(object, "@type");
    const json_t *first = json_is_array(type) ? json_array_get(type, 0) : type;
    const char *s = json_string_value(first);
    return s && strstr(s, part);
}

/* A string, or what an object has as "name". */
static const char *name_of(const json_t *value) {
    const char *s = json_string_value(value);
    return s ? s : json_string_value(json_object_get(value, "name"));
}

/* "A, B" of one author or several; organisations write nothing themselves. */
static void claim_authors(struct html_claims *c, const json_t *author) {
    struct buf names;
    size_t n = json_is_array(author) ? json_array_size(author) : 1;
    buf_init(&names, FIELD_BYTES_MAX);
    for (size_t i = 0; i < n && i < AUTHORS_MAX; i++) {
        const json_t *one = json_is_array(author) ? json_array_get(author, i) : author;
        const char *name = has_type(one, "Organization") ? NULL : name_of(one);
        if (name && *name) {
            buf_str(&names, names.len ? ", " : "");
            buf_str(&names, name);
        }
    }
    if (buf_ok(&names))
        html_claim(c, CLAIM_AUTHOR, RANK, buf_text(&names));
    buf_done(&names);
}

/* ---- objects --------------------------------------------------------------------- */

/* NewsArticle, Article, ReportageNewsArticle, BlogPosting; a WebPage is the page around it. */
static void claim_article(struct html_claims *c, const json_t *o) {
    bool page = has_type(o, "WebPage");
    if (!page && !has_type(o, "Article") && !has_type(o, "BlogPosting"))
        return;
    html_claim(c, CLAIM_PUBLISHED, page ? RANK_OF_PAGE : RANK,
               json_string_value(json_object_get(o, "datePublished")));
    if (page)
        return;
    html_claim(c, CLAIM_HEADLINE, RANK, json_string_value(json_object_get(o, "headline")));
    claim_authors(c, json_object_get(o, "author"));
    html_claim(c, CLAIM_SOURCE, RANK, name_of(json_object_get(o, "publisher")));
}

/* Lists of other articles (itemListElement, hasPart) are not looked into. */
static void claim_value(struct html_claims *c, const json_t *value, int levels) {
    if (levels == 0)
        return;
    for (size_t i = 0; i < json_array_size(value); i++)
        claim_value(c, json_array_get(value, i), levels - 1);
    if (!json_is_object(value))
        return;
    claim_article(c, value);
    claim_value(c, json_object_get(value, "@graph"), levels - 1);
    claim_value(c, json_object_get(value, "mainEntity"), levels - 1);
}

/* Sites write line breaks into strings and comments around the whole, which is not JSON. */
void html_jsonld(struct html_claims *c, const char *json, size_t n) {
    struct buf clean;
    buf_init(&clean, INPUT_BYTES_MAX * 3);
    const char *cdata = strstr(json, "<![CDATA["), *from = cdata ? cdata + 9 : json;
    from += strcspn(from, "{[");
    buf_add(&clean, from, (size_t)(json + n - from));
    for (size_t i = 0; i < clean.len; i++)
        if ((unsigned char)clean.data[i] < ' ')
            clean.data[i] = ' ';
    json_t *value = buf_ok(&clean) && clean.len > 0
                        ? json_loadb(clean.data, clean.len, JSON_DISABLE_EOF_CHECK, NULL)
                        : NULL;
    claim_value(c, value, LEVELS);
    json_decref(value);
    buf_done(&clean);
}
