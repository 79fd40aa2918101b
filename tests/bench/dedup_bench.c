/* Times fingerprints and clusters over made articles: dedup_bench [ARTICLES [MIX]].
 *
 * MIX is one of: plain (8 % reprints with 3 % of their words changed; default), forms (the
 * same, but every other article a bulletin of one of three forms), equal (all one text).
 * Words are drawn from 6,000 made syllables with the frequencies of Zipf's law. Bodies are not
 * kept, but made anew when they are read again: what is measured is the library's memory. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "index/dedup/cluster.h"

enum { SYLLABLES = 6000, LENGTH = 370, BODY_MAX = 16 << 10, REPRINTS_OF = 12 };

struct bench {
    char syllables[SYLLABLES][12];
    double cumulative[SYLLABLES];
    const char *mix;
    double reading; /* seconds */
    uint64_t bytes;
};

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static uint64_t next_random(uint64_t *state) {
    return hash_mix(*state += 0x9E3779B97F4A7C15u);
}

static double next_unit(uint64_t *state) {
    return (double)(next_random(state) >> 11) / (double)(1ULL << 53);
}

static void make_syllables(struct bench *b) {
    static const char *const heads[] = {"b", "c", "d",   "đ", "g", "h", "kh", "l",  "m", "n",
                                        "p", "q", "ngh", "r", "s", "t", "th", "tr", "v", "x"};
    static const char *const vowels[] = {"a", "á", "à", "ả", "ã", "ạ",  "â",  "ấ",  "ê", "ế",
                                         "ề", "i", "í", "o", "ó", "ơ",  "ớ",  "ờ",  "u", "ú",
                                         "ư", "ứ", "ô", "ố", "ồ", "iê", "uô", "ươ", "ă", "ắ"};
    static const char *const tails[] = {"", "n", "ng", "m", "nh", "c", "t", "p", "i", "u"};
    double sum = 0;
    for (unsigned i = 0; i < SYLLABLES; i++) {
        unsigned at = (unsigned)(hash_mix(i) % SYLLABLES);
        snprintf(b->syllables[i], sizeof b->syllables[i], "%s%s%s", heads[at % 20],
                 vowels[at / 20 % 30], tails[at / 600]);
        b->cumulative[i] = sum += 1 / (i + 3.0);
    }
    for (unsigned i = 0; i < SYLLABLES; i++)
        b->cumulative[i] /= sum;
}

static const char *draw(const struct bench *b, uint64_t *random) {
    double x = next_unit(random);
    unsigned low = 0, high = SYLLABLES - 1;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (b->cumulative[middle] < x)
            low = middle + 1;
        else
            high = middle;
    }
    return b->syllables[low];
}

/* A form has 200 fixed syllables and a number after every sixth. */
static size_t make_bulletin(const struct bench *b, uint64_t number, char *out) {
    uint64_t form = number % 3, facts = number;
    size_t n = 0;
    for (unsigned i = 0; i < 200; i++) {
        n += (size_t)sprintf(out + n, "%s ", draw(b, &form));
        if (i % 6 == 5)
            n += (size_t)sprintf(out + n, "%u ", (unsigned)(next_random(&facts) % 5000));
    }
    return n;
}

static size_t make_plain(const struct bench *b, uint64_t number, char *out) {
    bool reprint = number % REPRINTS_OF == REPRINTS_OF - 1;
    uint64_t words = reprint ? number - 4 : number, changes = number;
    size_t n = 0;
    words *= 7919;
    for (unsigned i = 0; i < LENGTH; i++) {
        const char *s = draw(b, &words);
        if (reprint && next_unit(&changes) < 0.03)
            s = draw(b, &changes);
        n += (size_t)sprintf(out + n, "%s%s", s, i % 20 == 19 ? ".\n" : " ");
    }
    return n;
}

static size_t make(const struct bench *b, uint64_t number, char *out) {
    if (strcmp(b->mix, "equal") == 0)
        number = 0;
    if (strcmp(b->mix, "forms") == 0 && number % 2 == 0)
        return make_bulletin(b, number, out);
    return make_plain(b, number, out);
}

static bool read_set(void *state, uint32_t number, struct shingle_set *out, struct tt_error *e) {
    struct bench *b = state;
    char body[BODY_MAX];
    size_t n = make(b, number, body);
    double start = now();
    bool ok = shingle_set_read(out, body, n, e);
    b->reading += now() - start;
    return ok;
}

static bool add_all(struct bench *b, struct clusters *c, uint32_t n, struct tt_error *e) {
    char body[BODY_MAX];
    struct fingerprint f;
    double seconds = 0;
    for (uint32_t i = 0; i < n; i++) {
        size_t len = make(b, i, body);
        double start = now();
        fingerprint_read(NULL, 0, body, len, &f);
        seconds += now() - start;
        b->bytes += len;
        if (!clusters_add(c, &f, 20200101 + i % 28, e))
            return false;
    }
    printf("fingerprints: %u articles of %.0f bytes, %.1f us each\n", n,
           (double)b->bytes / (n ? n : 1), seconds * 1e6 / (n ? n : 1));
    return true;
}

static bool run(struct bench *b, struct clusters *c, uint32_t n, uint32_t *canonical,
                struct tt_error *e) {
    struct cluster_counts counts;
    struct rusage usage;
    if (!add_all(b, c, n, e))
        return false;
    double start = now();
    if (!clusters_solve(c, read_set, b, canonical, &counts, e))
        return false;
    double seconds = now() - start;
    getrusage(RUSAGE_SELF, &usage);
    printf("clusters: %.2f s, of it %.2f s reading %llu texts anew (making them not counted "
           "there); %llu candidates, %llu compared; %u equal, %u near copies\n",
           seconds, b->reading, (unsigned long long)counts.texts,
           (unsigned long long)counts.candidates, (unsigned long long)counts.compared, counts.exact,
           counts.near);
    printf("%.2f us an article, %ld MB resident at most\n", seconds * 1e6 / (n ? n : 1),
           usage.ru_maxrss / 1024);
    return true;
}

int main(int argc, char **argv) {
    uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 100000;
    struct bench *b = calloc(1, sizeof *b);
    struct clusters *c = clusters_new();
    uint32_t *canonical = calloc(n ? n : 1, sizeof *canonical);
    struct tt_error e = {0};
    if (!b || !c || !canonical)
        return 1;
    b->mix = argc > 2 ? argv[2] : "plain";
    make_syllables(b);
    bool ok = run(b, c, n, canonical, &e);
    if (!ok)
        fprintf(stderr, "%s\n", e.text);
    clusters_free(c);
    free(canonical);
    free(b);
    return ok ? 0 : 1;
}
