/* What the site tells that a page is from: its places, and whose it is. */
#include <string.h>

#include "index/agency/agency_parts.h"
#include "index/base/buf.h"
#include "index/text/token.h"

enum { SITE_WEIGHT = 6 }; /* what the site tells about the province, in mentions */

/* "daknong.gov.vn", "Cổng thông tin tỉnh Đắk Nông": what the site alone tells. */
static void site_places(const struct directory *d, const struct scan *site, struct home *h) {
    home_find(d, site, h);
    for (size_t i = 0; i < site->n; i++) {
        size_t n = 0;
        const struct leaf *l = trie_match(&d->trie, ROOT_HOST, site, i, &n);
        if (!l)
            continue;
        h->provinces[l->flags & LEAF_DISTRICT ? d->districts[l->ref].province : l->ref] = 1;
        if (l->flags & LEAF_DISTRICT)
            h->site = (struct place){.key = l->ref | 1ULL << 32,
                                     .ref = (uint16_t)l->ref,
                                     .kind = PLACE_DISTRICT,
                                     .level = LEVEL_HUYEN};
    }
    for (size_t i = 0; i < h->n && !h->site.kind; i++)
        if (h->seen[i].kind == PLACE_DISTRICT)
            h->site = h->seen[i];
}

/* The province whose label ends the host's label: tinhuykhanhhoa. */
static const struct province *label_province(const struct directory *d, const char *label,
                                             size_t n) {
    for (size_t i = 0; i < d->n_provinces; i++) {
        size_t own = strlen(d->provinces[i].label);
        if (own > 4 && own < n && memcmp(label + n - own, d->provinces[i].label, own) == 0)
            return &d->provinces[i];
    }
    return NULL;
}

/* Parts "tinhuykhanhhoa.vn" into "tinhuy khanhhoa.vn". */
static bool part_labels(const struct directory *d, const char *site, struct buf *out) {
    while (*site) {
        size_t n = strcspn(site, ". ");
        const struct province *p = label_province(d, site, n);
        size_t head = p ? n - strlen(p->label) : n;
        buf_add(out, site, head);
        if (p)
            buf_char(out, ' ');
        buf_add(out, site + head, n - head + (site[n] ? 1 : 0));
        site += n + (site[n] ? 1 : 0);
    }
    return buf_ok(out);
}

static uint64_t first_word(const char *name) {
    struct tokenizer cutter;
    struct token t;
    tokenizer_init(&cutter, name, strlen(name));
    return tokenizer_next(&cutter, &t) ? trie_hash(t.folded, t.folded_len) : 0;
}

/* The place that a body with these levels has on this site. */
static bool site_place(const struct directory *d, const struct home *h, const struct body *b,
                       struct place *out) {
    if (b->levels & (1U << LEVEL_PROVINCE | 1U << LEVEL_CITY))
        return home_province(d, h, LEVEL_NONE, out) && (b->levels >> out->level & 1);
    if (!h->site.kind)
        return false;
    *out = h->site;
    out->level = (uint8_t)__builtin_ctz(b->levels);
    return b->form == FORM_PARTY;
}

/* A label of a host ("mofa", "snv" beside the province's) or a name in full. */
static void site_agency(const struct directory *d, const struct scan *site, struct home *h) {
    for (size_t i = 0; i < site->n && !h->own_head; i++) {
        size_t n = 0;
        const struct leaf *l = trie_match(&d->trie, ROOT_SITE, site, i, &n);
        struct body_match body;
        enum named how;
        if (!l) {
            n = agency_at(d, site, h, i, DAY_UNKNOWN, false, &h->own, &how);
            bool lasts = !h->own.is_body || h->own.body.place.kind != PLACE_WORDS;
            if (n > 1 && how >= NAMED_EITHER && lasts)
                h->own_head = site->words[i].fold;
            continue;
        }
        if (l->flags & LEAF_CODE) {
            h->own = (struct candidate){.key = l->ref + 1U, .entry = l->ref};
            h->own_head = first_word(d->entries[l->ref].shown.name);
        } else if (site_place(d, h, &d->bodies[l->ref], &body.place)) {
            body.body = l->ref;
            candidate_of_body(&body, &h->own);
            h->own_head = first_word(d->bodies[l->ref].name);
        }
    }
}

/* The host's or name's province counts as much as SITE_WEIGHT mentions. */
static void add_site(const struct directory *d, const struct home *site, struct home *h) {
    for (size_t i = 0; i < d->n_provinces; i++)
        if (site->provinces[i])
            h->provinces[i] = (uint16_t)(h->provinces[i] + SITE_WEIGHT);
    h->site = site->site;
    h->own = site->own;
    h->own_head = site->own_head;
}

bool home_site(const struct directory *d, const char *site, struct home *h) {
    struct scan scan;
    struct buf parted;
    buf_init(&parted, strlen(site) * 2 + 1);
    bool ok = part_labels(d, site, &parted) && scan_init(&scan, &d->trie, "", buf_text(&parted));
    if (ok) {
        struct home own;
        site_places(d, &scan, &own);
        site_agency(d, &scan, &own);
        add_site(d, &own, h);
        scan_done(&scan);
    }
    buf_done(&parted);
    return ok;
}
