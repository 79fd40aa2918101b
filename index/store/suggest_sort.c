#include "index/store/suggest_sort.h"

enum { SMALL = 12 }; /* so few are put in order one by one */

/* Sorting of places[0..n-1], which are equal up to `depth`. */
struct sorting {
    const struct sequence *s;
    uint64_t random; /* pivots: the same in every run, and of no use to who makes up a text */
};

static uint32_t key_at(const struct sequence *s, uint32_t place, unsigned depth) {
    return sequence_key(s, s->tokens[place + depth]);
}

static void swap(uint32_t *a, uint32_t *b) {
    uint32_t t = *a;
    *a = *b;
    *b = t;
}

static int compare(const struct sequence *s, uint32_t a, uint32_t b, unsigned depth) {
    for (; depth < s->depth; depth++) {
        uint32_t x = key_at(s, a, depth), y = key_at(s, b, depth);
        if (x != y)
            return x < y ? -1 : 1;
        if (x == 0)
            break;
    }
    return (a > b) - (a < b);
}

static void insert_all(const struct sequence *s, uint32_t *places, size_t n, unsigned depth) {
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0 && compare(s, places[k - 1], places[k], depth) > 0; k--)
            swap(&places[k - 1], &places[k]);
}

static uint32_t pivot(struct sorting *g, const uint32_t *places, size_t n, unsigned depth) {
    uint32_t k[3];
    for (int i = 0; i < 3; i++) {
        g->random = g->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        k[i] = key_at(g->s, places[(size_t)(g->random >> 33) % n], depth);
    }
    if (k[0] > k[1])
        swap(&k[0], &k[1]);
    return k[2] <= k[0] ? k[0] : k[2] >= k[1] ? k[1] : k[2];
}

/* Lays what is less in front of what equals the pivot and what is greater behind it: *equal and
 * *greater are where those begin. */
static void part(const struct sorting *g, uint32_t *places, size_t n, unsigned depth, uint32_t key,
                 size_t *equal, size_t *greater) {
    size_t low = 0, high = n;
    for (size_t i = 0; i < high;) {
        uint32_t k = key_at(g->s, places[i], depth);
        if (k < key)
            swap(&places[low++], &places[i++]);
        else if (k > key)
            swap(&places[--high], &places[i]);
        else
            i++;
    }
    *equal = low;
    *greater = high;
}

struct piece {
    uint32_t *places;
    size_t n;
    unsigned depth;
};

/* The largest of the three is gone on with, so the calls nest no deeper than log2 of n. */
static void sort_piece(struct sorting *g, struct piece p) {
    while (p.n > SMALL && p.depth < g->s->depth) {
        size_t equal, greater;
        uint32_t key = pivot(g, p.places, p.n, p.depth);
        part(g, p.places, p.n, p.depth, key, &equal, &greater);
        struct piece pieces[3] = {
            {p.places, equal, p.depth},
            {p.places + equal, key ? greater - equal : 0, p.depth + 1},
            {p.places + greater, p.n - greater, p.depth},
        };
        int largest = 0;
        for (int i = 1; i < 3; i++)
            largest = pieces[i].n > pieces[largest].n ? i : largest;
        for (int i = 0; i < 3; i++)
            if (i != largest)
                sort_piece(g, pieces[i]);
        p = pieces[largest];
    }
    if (p.depth < g->s->depth)
        insert_all(g->s, p.places, p.n, p.depth);
}

void sequence_sort(const struct sequence *s, uint32_t *places, size_t n) {
    struct sorting g = {s, 1};
    sort_piece(&g, (struct piece){places, n, 0});
}
