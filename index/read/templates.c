#include "index/read/templates.h"

#include <stdatomic.h>
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
enum { SAMPLE_FROM = 1000, SAMPLE_EACH = 8, ENOUGH = 1 << 12 };

struct counter {
    uint64_t key; /* 0: free */
    uint32_t count;
    uint32_t page; /* the last that counted: once a page */
};

struct templates {
    struct counter *counters;
    uint32_t page;
    struct sums sources; /* of each source: the sum of its pages' hashes */
    struct sums counted; /* of each source: how many of its pages were counted */
    /* Sources of which enough was counted, each in the one place for it: others may look. */
    _Atomic uint64_t enough[ENOUGH];
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
    sums_done(&t->counted);
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
    key = XXH3_64bits(in->name, end ? (size_t)(end - in->name) : 0);
    return key ? key : 1;
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

/* A look at a page: a head, then the keys that its lines count under. */
struct look {
    uint64_t source, hash; /* source 0: nothing to learn from */
    uint64_t article;      /* its key, 0: not looked at, for enough of the source was counted */
};

static bool is_sampled(uint64_t hash) {
    return hash % SAMPLE_EACH == 0;
}

static void add_key(struct buf *out, uint64_t source, enum key_kind kind, uint64_t what) {
    uint64_t key = key_of(source, kind, what);
    buf_add(out, &key, sizeof key);
}

static void add_stamp(struct buf *out, uint64_t source, const struct stamp *s) {
    add_key(out, source, KEY_DAY, s->day);
    if (s->minute < 0)
        return;
    add_key(out, source, KEY_HOUR, (uint64_t)s->day * 24 + (uint64_t)s->minute / 60);
    add_key(out, source, KEY_MINUTE, minute_of(s));
}

static void add_page(struct buf *out, uint64_t source, const struct page *p) {
    for (size_t i = 0; i < p->n; i++) {
        const struct line *l = &p->lines[i];
        uint64_t shape = shape_of(l), pair = pair_of(i > 0 ? l - 1 : NULL, l);
        add_key(out, source, KEY_LINE, l->hash);
        if (shape)
            add_key(out, source, KEY_SHAPE, shape);
        if (pair)
            add_key(out, source, KEY_PAIR, pair);
        if (l->flags & LINE_STAMP)
            add_stamp(out, source, &l->stamp);
    }
}

/* Enough was counted of it already: then so it was when this page's turn comes. */
static bool is_enough(const struct templates *t, uint64_t source) {
    return atomic_load_explicit(&t->enough[source % ENOUGH], memory_order_relaxed) == source;
}

bool templates_look(const struct templates *t, const struct input *in, struct buf *out,
                    struct tt_error *e) {
    struct look look = {.source = in->text ? source_of(in) : 0, .hash = in->hash};
    struct page p = {.n = 0};
    struct tt_error why;
    if (look.source && (is_sampled(look.hash) || !is_enough(t, look.source))) {
        if (page_split(in->text, &p, &why))
            look.article = key_of(look.source, KEY_ARTICLE, article_of(&p));
        else if (why.code != TT_BAD_INPUT)
            return tt_fail(e, why.code, "%s", why.text);
    }
    buf_add(out, &look, sizeof look);
    if (look.article)
        add_page(out, look.source, &p);
    page_done(&p);
    return buf_ok(out) || tt_fail(e, TT_NO_MEMORY, "no memory to look at a page");
}

static bool count_keys(struct templates *t, const struct look *look, const char *keys, size_t n,
                       struct tt_error *e) {
    if (!look->article || count_of(t, look->article) > 0)
        return true;
    t->page++;
    count(t, look->article);
    count(t, key_of(look->source, KEY_PAGES, 0));
    for (size_t i = 0; i < n; i++) {
        uint64_t key;
        memcpy(&key, keys + i * sizeof key, sizeof key);
        count(t, key);
    }
    if (!sums_add(&t->counted, look->source, 1))
        return tt_fail(e, TT_NO_MEMORY, "no memory for what pages share");
    if (sums_get(&t->counted, look->source) >= SAMPLE_FROM)
        atomic_store_explicit(&t->enough[look->source % ENOUGH], look->source,
                              memory_order_relaxed);
    return true;
}

bool templates_count(struct templates *t, const char *bytes, size_t len, struct tt_error *e) {
    struct look look;
    memcpy(&look, bytes, sizeof look);
    if (!look.source)
        return true;
    if (!sums_add(&t->sources, look.source, XXH3_64bits(&look.hash, sizeof look.hash)))
        return tt_fail(e, TT_NO_MEMORY, "no memory for what pages share");
    if (!is_sampled(look.hash) && sums_get(&t->counted, look.source) >= SAMPLE_FROM)
        return true;
    return count_keys(t, &look, bytes + sizeof look, (len - sizeof look) / sizeof(uint64_t), e);
}

bool templates_observe(struct templates *t, const struct input *in, struct tt_error *e) {
    enum { LOOK_BYTES_MAX = 64 << 20 };
    struct buf look;
    buf_init(&look, LOOK_BYTES_MAX);
    bool ok = templates_look(t, in, &look, e) && templates_count(t, look.data, look.len, e);
    buf_done(&look);
    return ok;
}

uint64_t templates_state(const struct templates *t, const struct input *in) {
    return in->text ? sums_get(&t->sources, source_of(in)) : 0;
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
