#include "server/cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Buckets are fixed: about one for each 4 KiB of room. Entries larger than an eighth of the
 * room are not kept, so that one cannot push out everything. */
enum { BYTES_PER_BUCKET = 4096, BUCKETS_MIN = 64, BUCKETS_MAX = 1 << 20, SHARE_MAX = 8 };

struct entry {
    struct entry *chain;         /* same bucket */
    struct entry *newer, *older; /* by use */
    uint64_t hash, serial;
    struct reply *reply;
    size_t cost, len;
    bool gzip;
    char target[]; /* path, and with a query '?' and that; no NUL */
};

struct cache {
    pthread_mutex_t lock;
    size_t room, held, n_buckets;
    struct entry *newest, *oldest;
    struct entry **buckets;
};

struct cache *cache_new(size_t bytes) {
    struct cache *c = bytes ? calloc(1, sizeof *c) : NULL;
    if (!c)
        return NULL;
    size_t buckets = BUCKETS_MIN;
    while (buckets < BUCKETS_MAX && buckets * BYTES_PER_BUCKET < bytes)
        buckets *= 2;
    c->buckets = calloc(buckets, sizeof *c->buckets);
    c->n_buckets = buckets;
    c->room = bytes;
    if (!c->buckets) {
        free(c);
        return NULL;
    }
    pthread_mutex_init(&c->lock, NULL);
    return c;
}

/* ---- keys ------------------------------------------------------------------------ */

/* A key that was looked through once. */
struct wanted {
    const struct cache_key *key;
    size_t path_len, query_len; /* query_len: with the '?' */
    uint64_t hash;
};

/* FNV-1a. */
static uint64_t hash_more(uint64_t h, const char *bytes, size_t n) {
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)bytes[i]) * 0x100000001b3u;
    return h;
}

static struct wanted look_through(const struct cache_key *key) {
    struct wanted w = {.key = key, .path_len = strlen(key->path)};
    uint64_t h = 0xcbf29ce484222325u ^ (key->serial << 1 | key->gzip);
    h = hash_more(h, key->path, w.path_len);
    if (key->query) {
        w.query_len = 1 + strlen(key->query);
        h = hash_more(h, key->query, w.query_len - 1);
    }
    w.hash = h ^ (h >> 32);
    return w;
}

/* A path has no '?', so that a path with a query is like no other path. */
static void write_target(const struct wanted *w, char *to) {
    memcpy(to, w->key->path, w->path_len);
    if (w->query_len) {
        to[w->path_len] = '?';
        memcpy(to + w->path_len + 1, w->key->query, w->query_len - 1);
    }
}

static bool is_wanted(const struct entry *e, const struct wanted *w) {
    const struct cache_key *key = w->key;
    const char *query = e->target + w->path_len;
    return e->hash == w->hash && e->serial == key->serial && e->gzip == key->gzip &&
           e->len == w->path_len + w->query_len && memcmp(e->target, key->path, w->path_len) == 0 &&
           (w->query_len == 0 ||
            (*query == '?' && memcmp(query + 1, key->query, w->query_len - 1) == 0));
}

/* ---- the two orders, under the lock ---------------------------------------------- */

static struct entry **bucket_of(struct cache *c, uint64_t hash) {
    return &c->buckets[hash & (c->n_buckets - 1)];
}

static void unlink_use(struct cache *c, struct entry *e) {
    *(e->newer ? &e->newer->older : &c->newest) = e->older;
    *(e->older ? &e->older->newer : &c->oldest) = e->newer;
}

static void link_newest(struct cache *c, struct entry *e) {
    e->newer = NULL;
    e->older = c->newest;
    *(c->newest ? &c->newest->newer : &c->oldest) = e;
    c->newest = e;
}

static struct entry *lookup(struct cache *c, const struct wanted *w) {
    struct entry *e = *bucket_of(c, w->hash);
    while (e && !is_wanted(e, w))
        e = e->chain;
    return e;
}

static void drop(struct cache *c, struct entry *e) {
    struct entry **at = bucket_of(c, e->hash);
    while (*at != e)
        at = &(*at)->chain;
    *at = e->chain;
    unlink_use(c, e);
    c->held -= e->cost;
    reply_unref(e->reply);
    free(e);
}

static void insert(struct cache *c, const struct wanted *w, struct entry *e) {
    struct entry *old = lookup(c, w);
    if (old)
        drop(c, old);
    while (c->oldest && c->held + e->cost > c->room)
        drop(c, c->oldest);
    e->chain = *bucket_of(c, e->hash);
    *bucket_of(c, e->hash) = e;
    link_newest(c, e);
    c->held += e->cost;
}

/* ---- what others call ------------------------------------------------------------ */

struct reply *cache_find(struct cache *c, const struct cache_key *key) {
    if (!c)
        return NULL;
    const struct wanted w = look_through(key);
    struct reply *found = NULL;
    pthread_mutex_lock(&c->lock);
    struct entry *e = lookup(c, &w);
    if (e) {
        unlink_use(c, e);
        link_newest(c, e);
        found = reply_ref(e->reply);
    }
    pthread_mutex_unlock(&c->lock);
    return found;
}

static struct entry *entry_new(const struct wanted *w, struct reply *r) {
    size_t len = w->path_len + w->query_len;
    struct entry *e = malloc(sizeof *e + len);
    if (!e)
        return NULL;
    e->hash = w->hash;
    e->serial = w->key->serial;
    e->gzip = w->key->gzip;
    e->reply = reply_ref(r);
    e->cost = sizeof *e + len + sizeof *r + r->len;
    e->len = len;
    write_target(w, e->target);
    return e;
}

void cache_put(struct cache *c, const struct cache_key *key, struct reply *r) {
    if (!c || r->len > c->room / SHARE_MAX)
        return;
    const struct wanted w = look_through(key);
    struct entry *e = entry_new(&w, r);
    if (!e)
        return;
    pthread_mutex_lock(&c->lock);
    insert(c, &w, e);
    pthread_mutex_unlock(&c->lock);
}

void cache_clear(struct cache *c) {
    if (!c)
        return;
    pthread_mutex_lock(&c->lock);
    while (c->oldest)
        drop(c, c->oldest);
    pthread_mutex_unlock(&c->lock);
}

size_t cache_bytes(struct cache *c) {
    if (!c)
        return 0;
    pthread_mutex_lock(&c->lock);
    size_t held = c->held;
    pthread_mutex_unlock(&c->lock);
    return held;
}

void cache_free(struct cache *c) {
    if (!c)
        return;
    cache_clear(c);
    pthread_mutex_destroy(&c->lock);
    free(c->buckets);
    free(c);
}
