/* The parts of reading HTML, for each other. Internal to html*.c.
 *
 * Threads: no state but the arguments'. */
#ifndef TIMTIN_INDEX_HTML_HTML_PARTS_H
#define TIMTIN_INDEX_HTML_HTML_PARTS_H

#include <gumbo.h>
#include <stdint.h>

#include "index/html/html.h"

enum {
    /* Open elements, not counting those that close by themselves (p, li, td, ..). Pages of
     * sites stay below 60; browsers stop at 512 too. The parser looks through all open
     * elements at many a tag, so depth is what makes it slow. */
    HTML_NESTING_MAX = 512,
    HTML_DEPTH_MAX = 4 * HTML_NESTING_MAX, /* levels of the tree, those elements included */
    HTML_ATTRIBUTES_MAX = 2000,            /* of one tag: each is compared with all before it */
    /* The parser's memory and processor time: 8 MiB of an article's markup take 70 MiB and a
     * second, 8 MiB of nothing but tags more than this. */
    HTML_MEMORY_MAX = 256 << 20,
    HTML_SECONDS_MAX = 10
};

/* ---- bytes (html_bytes.c) -------------------------------------------------------- */

/* Appends the page's bytes as UTF-8. False: they are in no encoding that is known, h->reject
 * says so; or without memory, *e says so. */
bool html_decode(struct html *h, const char *bytes, size_t n, struct buf *out, struct tt_error *e);

/* ---- tags before they are parsed (html_scan.c) ----------------------------------- */

/* Blanks the elements whose content is never read and that the parser is not safe with
 * (<svg>, <math>, <select>, <template>, <frameset>). False, with h->reject, when more than
 * HTML_NESTING_MAX elements are open at once, or a tag has more than HTML_ATTRIBUTES_MAX
 * attributes, by the tags alone: what the parser makes of them is bounded by its memory and its
 * time. */
bool html_prepare(struct html *h, char *s, size_t n);

/* Fills h->reject and its sentence. False. */
bool html_too_deep(struct html *h);

/* ---- the tree (html_tree.c) ------------------------------------------------------ */

/* The parser's memory: every block, so that all can be freed without its tree. */
struct html_heap;

/* A parsed page; NULL when the parser went beyond its bounds (h->reject) or there is no
 * memory (*e). html_heap_free ends the tree, also after NULL. */
struct html_heap *html_heap_new(void);
const GumboNode *html_parse(struct html *h, struct html_heap *heap, const char *s, size_t n,
                            struct tt_error *e);
void html_heap_free(struct html_heap *heap);

/* A walk over a tree without recursion. */
enum html_event { HTML_ENTER, HTML_LEAVE, HTML_END };
struct html_walk {
    struct {
        const GumboNode *node;
        unsigned next;
    } frames[HTML_DEPTH_MAX];
    size_t depth;
    bool too_deep; /* children at the deepest level were left out */
};
void html_walk_init(struct html_walk *w, const GumboNode *root);
/* The next event; after HTML_ENTER, html_walk_skip passes over what is inside. */
enum html_event html_walk_next(struct html_walk *w, const GumboNode **node);
void html_walk_skip(struct html_walk *w);

/* An attribute's value, or NULL. */
const char *html_attribute(const GumboNode *element, const char *name);

/* ---- what elements are (html_kinds.c) -------------------------------------------- */

enum html_kind {
    KIND_INLINE,
    KIND_BLOCK,     /* begins and ends a line */
    KIND_PARAGRAPH, /* and stands apart */
    KIND_HEADING,
    KIND_ITEM,
    KIND_ARTICLE,
    KIND_TABLE,
    KIND_ROW,
    KIND_CELL,
    KIND_BREAK,
    KIND_IMAGE,
    KIND_LINK,
    KIND_PRE,
    KIND_FURNITURE,
    KIND_FOOTER, /* furniture, but not an article's own */
    KIND_UNSEEN
};

enum html_kind html_kind_of(const GumboNode *element, bool in_article);
/* By its own attributes. */
bool html_is_hidden(const GumboNode *element);

/* ---- text (html_text.c) ---------------------------------------------------------- */

/* Appends the page's visible text, not yet stored text. False: the tree is too deep. Look at
 * *out too: it fails where the text is longer than it may be. */
bool html_text(const GumboNode *root, struct buf *out);

/* ---- what the page says of itself (html_fields.c, html_jsonld.c, html_title.c) --- */

enum html_claim {
    CLAIM_OG_TITLE,
    CLAIM_HEADLINE,
    CLAIM_TITLE,
    CLAIM_URL,
    CLAIM_PUBLISHED,
    CLAIM_AUTHOR,
    CLAIM_SOURCE,
    CLAIM_LANG,
    CLAIMS
};

/* Of several values for a claim the one of the lowest rank counts, of equals the first. */
struct html_claims {
    struct buf value[CLAIMS];
    unsigned rank[CLAIMS];
    bool conflict; /* of microdata dates: they name several days, so none is the page's */
};

void html_claim(struct html_claims *c, enum html_claim what, unsigned rank, const char *s);
void html_jsonld(struct html_claims *c, const char *json, size_t n);

/* Fills h->fields from the tree; h->text is there already. What there is no memory for is
 * not given. */
void html_fields(struct html *h, const GumboNode *root);

/* Is it the name of a site, as a title or an author never is? */
bool html_is_site(const char *s);

/* The title among the claims that the text bears out, into h->fields. */
void html_title(struct html *h, const struct html_claims *c);

#endif
