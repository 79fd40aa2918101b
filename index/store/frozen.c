#include "index/store/frozen.h"

#include <string.h>

enum { MAGIC = 13766, MAGIC_BITS = 15, HEADER_BYTES = 4 };
enum { KIND_BITS = 1, KIND_LIST = 2, KIND_RUNS = 3 };
/* Of a container: no more numbers than LIST_MAX are a list, more are bits. */
enum { LIST_MAX = 4096, WORDS = 1024, BITS_BYTES = WORDS * 8, ROW_BYTES = 2 + 2 + 1 };

struct run {
    uint16_t first, more;
};

/* The next of each kind, and what is said of the containers. */
struct zones {
    const uint64_t *bits;
    const struct run *runs;
    const uint16_t *lists;
    const char *keys, *sizes, *kinds;
    uint32_t n;
};

/* What a container has: lower halves. */
struct content {
    uint32_t n;
    uint16_t first, last;
};

static uint16_t u16_at(const char *list, uint32_t i) {
    uint16_t v;
    memcpy(&v, list + (size_t)i * sizeof v, sizeof v);
    return v;
}

/* ---- containers ------------------------------------------------------------------ */

/* The bits of 31 words at most are counted within bytes, none of which overflows. */
static uint32_t count_bits(const uint64_t *words, size_t n) {
    const uint64_t pairs = 0x5555555555555555, fours = 0x3333333333333333;
    const uint64_t bytes = 0x0f0f0f0f0f0f0f0f, evens = 0x00ff00ff00ff00ff;
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t v = words[i];
        v -= v >> 1 & pairs;
        v = (v & fours) + (v >> 2 & fours);
        sum += (v + (v >> 4)) & bytes;
    }
    sum = (sum & evens) + (sum >> 8 & evens);
    return (uint32_t)(sum * 0x0001000100010001 >> 48);
}

static bool read_bits(const uint64_t *words, uint32_t n, struct content *out) {
    enum { STEP = 16 };
    uint32_t count = 0, first = 0, last = WORDS - 1;
    for (uint32_t i = 0; i < WORDS; i += STEP)
        count += count_bits(words + i, STEP);
    if (count != n || n <= LIST_MAX)
        return false;
    while (!words[first])
        first++;
    while (!words[last])
        last--;
    *out = (struct content){n, (uint16_t)(first * 64 + (uint32_t)__builtin_ctzll(words[first])),
                            (uint16_t)(last * 64 + 63 - (uint32_t)__builtin_clzll(words[last]))};
    return true;
}

static bool read_list(const uint16_t *list, uint32_t n, struct content *out) {
    bool ascends = n <= LIST_MAX;
    for (uint32_t i = 1; ascends && i < n; i++)
        ascends = list[i - 1] < list[i];
    *out = (struct content){n, list[0], list[n - 1]};
    return ascends;
}

/* Runs that touch are one. */
static bool read_runs(const struct run *runs, uint32_t n, struct content *out) {
    uint32_t count = 0, free = 0; /* the least that a run may begin with */
    for (uint32_t i = 0; i < n; i++) {
        uint32_t first = runs[i].first, last = first + runs[i].more;
        if (first < free || last > UINT16_MAX)
            return false;
        free = last + 2;
        count += last - first + 1;
    }
    *out = (struct content){count, n ? runs[0].first : 0, (uint16_t)(free - 2)};
    return n > 0;
}

/* The i-th one, whose bytes are passed over. */
static bool read_next(struct zones *z, uint32_t i, struct content *out) {
    uint32_t size = u16_at(z->sizes, i), n = size + 1;
    switch (z->kinds[i]) {
    case KIND_BITS:
        z->bits += WORDS;
        return read_bits(z->bits - WORDS, n, out);
    case KIND_RUNS:
        z->runs += size;
        return read_runs(z->runs - size, size, out);
    default:
        z->lists += n;
        return read_list(z->lists - n, n, out);
    }
}

/* ---- the whole ------------------------------------------------------------------- */

/* Where everything is; false when that is not just the bytes there are. */
static bool find_zones(const char *bytes, size_t len, struct zones *z) {
    uint32_t header;
    if (len < HEADER_BYTES)
        return false;
    memcpy(&header, bytes + len - HEADER_BYTES, sizeof header);
    z->n = header >> MAGIC_BITS;
    size_t rows = (size_t)z->n * ROW_BYTES, bits = 0, runs = 0, lists = 0;
    if ((header & ((1u << MAGIC_BITS) - 1)) != MAGIC || rows > len - HEADER_BYTES)
        return false;
    z->keys = bytes + len - HEADER_BYTES - rows;
    z->sizes = z->keys + (size_t)z->n * 2;
    z->kinds = z->sizes + (size_t)z->n * 2;
    for (uint32_t i = 0; i < z->n; i++) {
        size_t size = u16_at(z->sizes, i);
        if (z->kinds[i] < KIND_BITS || z->kinds[i] > KIND_RUNS)
            return false;
        bits += z->kinds[i] == KIND_BITS ? BITS_BYTES : 0;
        runs += z->kinds[i] == KIND_RUNS ? size * sizeof *z->runs : 0;
        lists += z->kinds[i] == KIND_LIST ? (size + 1) * sizeof *z->lists : 0;
    }
    z->bits = (const void *)bytes;
    z->runs = (const void *)(bytes + bits);
    z->lists = (const void *)(bytes + bits + runs);
    return bits + runs + lists == (size_t)(z->keys - bytes);
}

bool frozen_is_sound(const char *bytes, size_t len, uint32_t most, uint32_t *n) {
    struct zones z;
    uint64_t all = 0, free = 1, last = 0; /* free: the least number that may come next */
    if (!find_zones(bytes, len, &z))
        return false;
    for (uint32_t i = 0; i < z.n; i++) {
        struct content content;
        uint64_t base = (uint64_t)u16_at(z.keys, i) << 16;
        if (!read_next(&z, i, &content) || base + content.first < free)
            return false;
        free = base + (1u << 16);
        last = base + content.last;
        all += content.n;
    }
    *n = (uint32_t)all;
    return z.n && last <= most;
}
