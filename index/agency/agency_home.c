/* Where an article plays: what "UBND tỉnh" means in it. */
#include "index/agency/agency_parts.h"

static void home_see(struct home *h, const struct place *p) {
    size_t i = 0;
    while (i < h->n && (h->seen[i].key != p->key || h->seen[i].level != p->level))
        i++;
    if (i == PLACES_MAX)
        return;
    if (i == h->n) {
        h->count[h->n] = 0;
        h->seen[h->n++] = *p;
    }
    h->count[i]++;
}

/* A name that districts of several provinces bear tells nothing. */
static void count_district(const struct directory *d, const struct scan *s, size_t at,
                           uint16_t weight, struct home *h) {
    size_t n = 0;
    int province = -1;
    const struct leaf *l = trie_match(&d->trie, ROOT_PLACE, s, at, &n);
    for (; l; l = trie_more(&d->trie, l, s, at)) {
        if (!(l->flags & LEAF_DISTRICT))
            continue;
        if (province >= 0 && province != d->districts[l->ref].province)
            return;
        province = d->districts[l->ref].province;
    }
    if (province >= 0)
        h->provinces[province] = (uint16_t)(h->provinces[province] + weight);
}

void home_find(const struct directory *d, const struct scan *s, struct home *h) {
    *h = (struct home){.n = 0};
    for (size_t i = 0, step; i < s->n; i += step) {
        struct place p;
        uint8_t level = LEVEL_NONE;
        size_t named = 0, n = s->words[i].id ? level_at(d, s, i, &level) : 0;
        step = 1;
        if (n > 0 && place_at(d, s, i + n, level, &p, &named)) {
            if (p.kind == PLACE_PROVINCE)
                h->provinces[p.ref] = (uint16_t)(h->provinces[p.ref] + 2);
            else
                home_see(h, &p);
            if (p.kind == PLACE_DISTRICT)
                count_district(d, s, i + n, 2, h);
            step = n + named;
        } else if (s->words[i].flags & WORD_CAP && s->words[i].id) {
            if (province_at(d, s, i, LEVEL_NONE, &p, &named)) {
                h->provinces[p.ref] = (uint16_t)(h->provinces[p.ref] + 2);
                step = named;
            } else if (district_at(d, s, i, LEVEL_NONE, &p, &named) && named > 1) {
                home_see(h, &p);
                count_district(d, s, i, 1, h);
                step = named;
            }
        }
    }
}

/* The province (of that level, LEVEL_NONE: any) named at least twice as often as any other. */
bool home_province(const struct directory *d, const struct home *h, uint8_t level,
                   struct place *out) {
    size_t best = 0;
    unsigned most = 0, second = 0;
    for (size_t i = 0; i < d->n_provinces; i++) {
        if (level != LEVEL_NONE && d->provinces[i].level != level)
            continue;
        if (h->provinces[i] > most) {
            second = most;
            most = h->provinces[i];
            best = i;
        } else if (h->provinces[i] > second) {
            second = h->provinces[i];
        }
    }
    if (most == 0 || most < 2 * second)
        return false;
    *out = (struct place){.key = best + 1,
                          .ref = (uint16_t)best,
                          .kind = PLACE_PROVINCE,
                          .level = d->provinces[best].level};
    return true;
}

/* The place of this level named twice as often as any other of it; else the only district
 * that is named without its level. */
static bool home_local(const struct home *h, uint8_t level, struct place *out) {
    unsigned best = 0, second = 0, bare = 0;
    for (size_t i = 0; i < h->n; i++) {
        if (h->seen[i].level == LEVEL_NONE)
            bare++;
        if (h->seen[i].level != level)
            continue;
        if (h->count[i] > best) {
            second = best;
            best = h->count[i];
            *out = h->seen[i];
        } else if (h->count[i] > second) {
            second = h->count[i];
        }
    }
    if (best > 0)
        return best >= 2 * second;
    for (size_t i = 0; i < h->n && bare == 1 && level < LEVEL_THI_TRAN; i++)
        if (h->seen[i].level == LEVEL_NONE) {
            *out = h->seen[i];
            out->level = level;
            return true;
        }
    if (!h->site.kind || level == LEVEL_CITY || level > LEVEL_THI_XA)
        return false;
    *out = h->site;
    out->level = level;
    return true;
}

bool home_place(const struct directory *d, const struct home *h, uint8_t level, struct place *out) {
    if (level == LEVEL_PROVINCE)
        return home_province(d, h, level, out);
    if (level == LEVEL_CITY && home_province(d, h, LEVEL_NONE, out) && out->level == LEVEL_CITY)
        return true;
    return home_local(h, level, out);
}
