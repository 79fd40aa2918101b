#include "server/cache.h"

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Buckets are fixed: about one for each 4 KiB of room. Entries larger than an eighth of the
 * room are not kept, so that one cannot push out everything. */
enum { BYTES_PER_BUCKET = 4096, BUCKETS_MIN = 64, BUCKETS_MAX = 1 << 20, SHARE_MAX = 8 };

struct entry {
    struct entry *chain;         /* same bucket */
    struct entry *newer, *older; /* by use */
    uint64_t hash;
    struct reply *reply;
    size_t cost, key_len;
    char key[];
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

/* "z<generation>\n<path>?<query>": a generation is a folder's name and has no line end, the
 * path no '?'. */
static bool write_key(struct buf *b, const struct cache_key *key) {
    buf_printf(b, "%c%s\n%s", key->gzip ? 'z' : '-', key->generation, key->path);
    if (key->query) {
        buf_char(b, '?');
        buf_str(b, key->query);
    }
    return buf_ok(b);
}

/* FNV-1a with a last mix. */
static uint64_t hash_of(const char *bytes, size_t n) {
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)bytes[i]) * 0x100000001b3u;
    return h ^ (h >> 32);
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

static struct entry *lookup(struct cache *c, const char *key, size_t n, uint64_t hash) {
    for (struct entry *e = *bucket_of(c, hash); e; e = e->chain)
        if (e->hash == hash && e->key_len == n && memcmp(e->key, key, n) == 0)
            return e;
    return NULL;
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

static void insert(struct cache *c, struct entry *e) {
    struct entry *old = lookup(c, e->key, e->key_len, e->hash);
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

static struct reply *find(struct cache *c, const char *key, size_t n) {
    uint64_t hash = hash_of(key, n);
    struct reply *found = NULL;
    pthread_mutex_lock(&c->lock);
    struct entry *e = lookup(c, key, n, hash);
    if (e) {
        unlink_use(c, e);
        link_newest(c, e);
        found = reply_ref(e->reply);
    }
    pthread_mutex_unlock(&c->lock);
    return found;
}

struct reply *cache_find(struct cache *c, const struct cache_key *key) {
    if (!c)
        return NULL;
    struct buf b;
    buf_init(&b, SIZE_MAX);
    struct reply *found = write_key(&b, key) ? find(c, b.data, b.len) : NULL;
    buf_done(&b);
    return found;
}

static struct entry *entry_new(const struct buf *key, struct reply *r) {
    struct entry *e = malloc(sizeof *e + key->len);
    if (!e)
        return NULL;
    e->hash = hash_of(key->data, key->len);
    e->reply = reply_ref(r);
    e->cost = sizeof *e + key->len + sizeof *r + r->len;
    e->key_len = key->len;
    memcpy(e->key, key->data, key->len);
    return e;
}

void cache_put(struct cache *c, const struct cache_key *key, struct reply *r) {
    if (!c || r->len > c->room / SHARE_MAX)
        return;
    struct buf b;
    buf_init(&b, SIZE_MAX);
    struct entry *e = write_key(&b, key) ? entry_new(&b, r) : NULL;
    buf_done(&b);
    if (!e)
        return;
    pthread_mutex_lock(&c->lock);
    insert(c, e);
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
