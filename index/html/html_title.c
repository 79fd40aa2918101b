#include <string.h>

#include "index/base/limits.h"
#include "index/html/html_parts.h"
#include "index/read/markup.h"

/* A page's own claims of its title are often the site's name, the title with that name beside
 * it, or a title written for search engines. So a claim counts when a line of the text is it,
 * or is it but for a name parted from it by a sign; then the line is the title. */
enum { TITLE_WORDS_MIN = 3, PART_WORDS_MIN = 4, PLAIN_BYTES = 2 * TITLE_BYTES_MAX };

struct part {
    const char *s;
    size_t n;
};

static unsigned words_in(struct part p) {
    unsigned words = p.n > 0;
    for (size_t i = 0; i < p.n; i++)
        words += p.s[i] == ' ';
    return words;
}

static bool is_dash(struct part p) {
    static const char *const dashes[] = {"-", "|", "–", "—", "::", ":",
                                         "»", "«", "·", "•", "/",  ">"};
    for (size_t i = 0; i < sizeof dashes / sizeof dashes[0]; i++)
        if (strlen(dashes[i]) == p.n && memcmp(dashes[i], p.s, p.n) == 0)
            return true;
    return false;
}

/* Does a sign stand alone at the beginning (or the end) of what is left of a claim? */
static bool dash_leads(struct part rest) {
    while (rest.n > 0 && *rest.s == ' ')
        rest.s++, rest.n--;
    const char *space = memchr(rest.s, ' ', rest.n);
    return is_dash((struct part){rest.s, space ? (size_t)(space - rest.s) : rest.n});
}

static bool dash_ends(struct part rest) {
    while (rest.n > 0 && rest.s[rest.n - 1] == ' ')
        rest.n--;
    const char *space = memrchr(rest.s, ' ', rest.n);
    const char *from = space ? space + 1 : rest.s;
    return is_dash((struct part){from, (size_t)(rest.s + rest.n - from)});
}

enum fit { FIT_NOT, FIT_BEHIND, FIT_BEFORE, FIT_WHOLE }; /* where in the claim the line stands */

static enum fit fit_of(struct part line, struct part claim) {
    if (line.n > claim.n || words_in(line) < TITLE_WORDS_MIN)
        return FIT_NOT;
    size_t rest = claim.n - line.n;
    if (rest == 0)
        return memcmp(line.s, claim.s, line.n) == 0 ? FIT_WHOLE : FIT_NOT;
    if (words_in(line) < PART_WORDS_MIN)
        return FIT_NOT;
    if (memcmp(line.s, claim.s, line.n) == 0 && dash_leads((struct part){claim.s + line.n, rest}))
        return FIT_BEFORE;
    if (memcmp(line.s, claim.s + rest, line.n) == 0 && dash_ends((struct part){claim.s, rest}))
        return FIT_BEHIND;
    return FIT_NOT;
}

/* ---- the text's lines ------------------------------------------------------------ */

/* The line of the text that fits the claim best, without markup, in `best`. */
static enum fit find_line(const struct html *h, struct part claim, char best[PLAIN_BYTES + 1]) {
    enum fit found = FIT_NOT;
    const char *source = buf_text(&h->fields[HTML_SOURCE]);
    for (const char *at = buf_text(&h->text); *at && found != FIT_WHOLE;) {
        char plain[PLAIN_BYTES + 1];
        struct markup m = {0};
        size_t n = strcspn(at, "\n");
        if (n > 0 && n <= PLAIN_BYTES)
            markup_strip(at, n, plain, &m);
        plain[m.length] = '\0';
        at += n + (at[n] == '\n');
        enum fit fit = fit_of((struct part){plain, m.length}, claim);
        if (fit <= found || html_is_site(plain) || strcmp(plain, source) == 0)
            continue;
        found = fit;
        memcpy(best, plain, m.length + 1);
    }
    return found;
}

static bool is_cut(const struct buf *claim) {
    return (claim->len > 3 && memcmp(claim->data + claim->len - 3, "...", 3) == 0) ||
           (claim->len > 3 && memcmp(claim->data + claim->len - 3, "…", 3) == 0);
}

void html_title(struct html *h, const struct html_claims *c) {
    static const enum html_claim order[] = {CLAIM_OG_TITLE, CLAIM_HEADLINE, CLAIM_TITLE};
    struct buf *out = &h->fields[HTML_TITLE];
    char line[PLAIN_BYTES + 1];
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        const struct buf *claim = &c->value[order[i]];
        if (find_line(h, (struct part){buf_text(claim), claim->len}, line) != FIT_NOT) {
            buf_str(out, line);
            return;
        }
    }
    /* Not shown, but said of the article itself. */
    const struct buf *headline = &c->value[CLAIM_HEADLINE];
    struct part p = {buf_text(headline), headline->len};
    if (words_in(p) >= PART_WORDS_MIN && !is_cut(headline) && !html_is_site(p.s) &&
        strcmp(p.s, buf_text(&h->fields[HTML_SOURCE])) != 0)
        buf_add(out, p.s, p.n);
}
