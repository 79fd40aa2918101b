#include "index/read/templates.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "index/base/sums.h"
#include "index/read/furniture.h"
#include "index/read/url.h"

enum { SETS = 1 << 17, WAYS = 8, KEY_BYTES = 400 };

/* A line is shared from this many articles on, and this part of the source's; running text
 * must be much more common, for reprints and quotations are. */
enum { SHARED_MIN = 3, SHARED_PERCENT = 10, PROSE_MIN = 5, PROSE_PERCENT = 30 };
/* Articles displaying one day, or with a time one hour of it, that are too many for a day's
 * news of a small sample; and the very same minute, at which newsrooms release a few. */
enum { DAY_MIN = 4, HOUR_MIN = 5, MINUTE_PERCENT = 3, MINUTE_MANY = 12 };
/* Beyond so many pages of a source, one in eight is enough. */
enum { SAMPLE_FROM = 1000, SAMPLE_EACH = 8 };

struct counter {
    uint64_t key; /* 0: free */
    uint32_t count;
    uint32_t page; /* the last that counted: once a page */
};

struct templates {
    struct counter *counters;
    uint32_t page;
    struct sums sources; /* of each source: the sum of its pages' hashes */
};

struct templates *templates_new(void) {
    struct templates *t = calloc(1, sizeof *t);
    if (t)
        t->counters = calloc((size_t)SETS * WAYS, sizeof *t->counters);
    if (t && !t->counters) {
        free(t);
        return NULL;
    }
    return t;
}

void templates_free(struct templates *t) {
    if (!t)
        return;
    free(t->counters);
    sums_done(&t->sources);
    free(t);
}

/* ---- counters -------------------------------------------------------------------- */

static struct counter *set_of(const struct templates *t, uint64_t key) {
    return t->counters + (key >> 20) % SETS * WAYS;
}

static uint32_t count_of(const struct templates *t, uint64_t key) {
    const struct counter *set = set_of(t, key);
    for (size_t i = 0; i < WAYS; i++)
        if (set[i].key == key)
            return set[i].count;
    return 0;
}

static void count(struct templates *t, uint64_t key) {
    struct counter *set = set_of(t, key), *least = set;
    for (size_t i = 0; i < WAYS; i++) {
        if (set[i].key == key) {
            set[i].count += set[i].page != t->page;
            set[i].page = t->page;
            return;
        }
        if (set[i].count < least->count)
            least = &set[i];
    }
    if (least->count > 1)
        least->count--;
    else
        *least = (struct counter){key, 1, t->page};
}

/* ---- keys ------------------------------------------------------------------------ */

enum key_kind {
    KEY_PAGES,
    KEY_ARTICLE,
    KEY_LINE,
    KEY_SHAPE, /* of a line with a part that varies */
    KEY_PAIR,  /* of a line with the one behind it */
    KEY_DAY,
    KEY_HOUR,
    KEY_MINUTE
};

static uint64_t key_of(uint64_t source, enum key_kind kind, uint64_t what) {
    uint64_t parts[3] = {source, (uint64_t)kind, what};
    uint64_t key = XXH3_64bits(parts, sizeof parts);
    return key ? key : 1;
}

static uint64_t source_of(const struct input *in) {
    struct buf host;
    buf_init(&host, KEY_BYTES);
    if (in->url)
        url_host(in->url, &host);
    uint64_t key = host.len > 0 && buf_ok(&host) ? XXH3_64bits(host.data, host.len) : 0;
    buf_done(&host);
    if (key)
        return key;
    if (in->source)
        return XXH3_64bits(in->source, strlen(in->source));
    const char *colon = strrchr(in->name, ':'), *slash = strrchr(in->name, '/');
    const char *end = colon && (!slash || colon > slash) ? colon : slash;
    return XXH3_64bits(in->name, end ? (size_t)(end - in->name) : 0);
}

/* The article's hash: that of its longest lines, which menus and headlines are not among. */
static uint64_t article_of(const struct page *p) {
    uint64_t best[3] = {0};
    size_t length[3] = {0};
    for (size_t i = 0; i < p->n; i++) {
        size_t len = p->lines[i].len, k = len > length[0] ? 0 : len > length[1] ? 1 : 2;
        if (len <= length[k])
            continue;
        for (size_t j = 2; j > k; j--) {
            length[j] = length[j - 1];
            best[j] = best[j - 1];
        }
        length[k] = len;
        best[k] = p->lines[i].hash;
    }
    return XXH3_64bits(best, sizeof best);
}

/* The hash of a line without what varies in it: its numbers, or a path's last part. 0: a line
 * that has none, or is a date. */
static uint64_t shape_of(const struct line *l) {
    enum { SHAPE_BYTES_MAX = 200 };
    char key[SHAPE_BYTES_MAX];
    if (l->len >= sizeof key || l->flags & (LINE_STAMP | LINE_DATED | LINE_JUNK | LINE_PROSE))
        return 0;
    size_t path = furniture_path(l->s, l->len), n = 0;
    if (path)
        return XXH3_64bits(l->s, path);
    bool number = false;
    for (size_t i = 0; i < l->len; i++) {
        bool digit = l->s[i] >= '0' && l->s[i] <= '9';
        if (!digit || n == 0 || key[n - 1] != '0')
            key[n++] = digit ? '0' : l->s[i];
        number |= digit;
    }
    return number ? XXH3_64bits(key, n) : 0;
}

/* A title that other pages may list: longer than a section's name. */
static bool may_be_listed(const struct line *l) {
    enum { SECTION_WORDS = 5 };
    return l->flags & LINE_TITLE && l->words > SECTION_WORDS && !(l->flags & (LINE_NAV | LINE_END));
}

/* The hash of two neighbours of which one may be such a title; `a` is NULL at the page's
 * beginning. 0: none, for one is a date or a sentence, which stand beside titles everywhere. */
static uint64_t pair_of(const struct line *a, const struct line *b) {
    const unsigned beside_titles = LINE_STAMP | LINE_PROSE | LINE_STOP | LINE_NAME;
    if (!may_be_listed(b) && !(a && may_be_listed(a)))
        return 0;
    if (((a ? a->flags : 0) | b->flags) & beside_titles || (a && a->hash == b->hash))
        return 0;
    uint64_t both[2] = {a ? a->hash : 0, b->hash};
    return XXH3_64bits(both, sizeof both);
}

static uint64_t minute_of(const struct stamp *s) {
    return (uint64_t)s->day * 1440 + (uint64_t)s->minute;
}

/* ---- learning -------------------------------------------------------------------- */

static void count_stamp(struct templates *t, uint64_t source, const struct stamp *s) {
    count(t, key_of(source, KEY_DAY, s->day));
    if (s->minute < 0)
        return;
    count(t, key_of(source, KEY_HOUR, (uint64_t)s->day * 24 + (uint64_t)s->minute / 60));
    count(t, key_of(source, KEY_MINUTE, minute_of(s)));
}

static void count_page(struct templates *t, uint64_t source, const struct page *p) {
    uint64_t article = key_of(source, KEY_ARTICLE, article_of(p));
    if (count_of(t, article) > 0)
        return;
    t->page++;
    count(t, article);
    count(t, key_of(source, KEY_PAGES, 0));
    for (size_t i = 0; i < p->n; i++) {
        const struct line *l = &p->lines[i];
        uint64_t shape = shape_of(l), pair = pair_of(i > 0 ? l - 1 : NULL, l);
        count(t, key_of(source, KEY_LINE, l->hash));
        if (shape)
            count(t, key_of(source, KEY_SHAPE, shape));
        if (pair)
            count(t, key_of(source, KEY_PAIR, pair));
        if (l->flags & LINE_STAMP)
            count_stamp(t, source, &l->stamp);
    }
}

bool templates_observe(struct templates *t, const struct input *in, struct tt_error *e) {
    if (!in->text)
        return true;
    uint64_t source = source_of(in);
    if (!sums_add(&t->sources, source ? source : 1, XXH3_64bits(&in->hash, sizeof in->hash)))
        return tt_fail(e, TT_NO_MEMORY, "no memory for what pages share");
    bool many = count_of(t, key_of(source, KEY_PAGES, 0)) >= SAMPLE_FROM;
    if (many && in->hash % SAMPLE_EACH != 0)
        return true;
    struct page p;
    struct tt_error why;
    if (!page_split(in->text, &p, &why))
        return why.code == TT_BAD_INPUT || tt_fail(e, why.code, "%s", why.text);
    count_page(t, source, &p);
    page_done(&p);
    return true;
}

uint64_t templates_state(const struct templates *t, const struct input *in) {
    if (!in->text)
        return 0;
    uint64_t source = source_of(in);
    return sums_get(&t->sources, source ? source : 1);
}

/* ---- using ----------------------------------------------------------------------- */

static bool common(uint32_t n, uint32_t pages, uint32_t least, uint32_t percent) {
    return n >= least && (uint64_t)n * 100 >= (uint64_t)pages * percent;
}

static bool is_shared_pair(const struct templates *t, uint64_t source, uint64_t pair,
                           uint32_t pages) {
    return pair &&
           common(count_of(t, key_of(source, KEY_PAIR, pair)), pages, SHARED_MIN, SHARED_PERCENT);
}

/* A title may stand on many pages, as a related one, and is no template on its own: there its
 * neighbours are others. */
static bool stands_elsewhere(const struct templates *t, uint64_t source, const struct page *p,
                             size_t i, uint32_t pages) {
    const struct line *l = &p->lines[i];
    if (!may_be_listed(l))
        return false;
    uint64_t below = i + 1 < p->n ? pair_of(l, l + 1) : 0;
    return !is_shared_pair(t, source, below, pages) &&
           !is_shared_pair(t, source, pair_of(i > 0 ? l - 1 : NULL, l), pages);
}

void templates_mark(const struct templates *t, const struct input *in, struct page *p) {
    if (!t)
        return;
    uint64_t source = source_of(in);
    uint32_t pages = count_of(t, key_of(source, KEY_PAGES, 0));
    if (pages < SHARED_MIN)
        return;
    for (size_t i = 0; i < p->n; i++) {
        struct line *l = &p->lines[i];
        uint32_t n = count_of(t, key_of(source, KEY_LINE, l->hash));
        bool prose = l->flags & LINE_PROSE;
        uint64_t shape = shape_of(l);
        bool shared = common(n, pages, prose ? PROSE_MIN : SHARED_MIN,
                             prose ? PROSE_PERCENT : SHARED_PERCENT);
        uint32_t alike = shape ? count_of(t, key_of(source, KEY_SHAPE, shape)) : 0;
        bool varied = alike >= 2 * n && common(alike, pages, PROSE_MIN, PROSE_PERCENT);
        if (shared && !stands_elsewhere(t, source, p, i, pages))
            l->flags |= LINE_SHARED;
        l->flags |= varied ? LINE_PARTS : 0;
    }
}

enum sharing templates_stamp(const struct templates *t, const struct input *in,
                             const struct stamp *stamp) {
    uint64_t source = source_of(in);
    uint32_t pages = t ? count_of(t, key_of(source, KEY_PAGES, 0)) : 0;
    if (pages < SHARED_MIN)
        return SHARING_UNKNOWN;
    uint32_t day = count_of(t, key_of(source, KEY_DAY, stamp->day));
    if (stamp->minute < 0)
        return common(day, pages, DAY_MIN, SHARED_PERCENT) ? SHARING_YES : SHARING_NO;
    uint64_t hour_key = (uint64_t)stamp->day * 24 + (uint64_t)stamp->minute / 60;
    uint32_t hour = count_of(t, key_of(source, KEY_HOUR, hour_key));
    uint32_t minute = count_of(t, key_of(source, KEY_MINUTE, minute_of(stamp)));
    /* a busy newsroom's day is spread over its hours, an import is not */
    bool bulk_day = common(hour, pages, HOUR_MIN, SHARED_PERCENT) && hour * 3 >= day * 2;
    bool bulk_minute = common(minute, pages, SHARED_MIN, MINUTE_PERCENT) || minute >= MINUTE_MANY;
    return bulk_day || bulk_minute ? SHARING_YES : SHARING_NO;
}
