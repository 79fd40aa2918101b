/* Frozen bitmaps: what the library writes is sound, whatever else the bytes say is refused. */
#include "made_archive.h"

#include <stdlib.h>
#include <string.h>

#include <roaring/roaring.h>

#include "index/store/frozen.h"

enum { ROUNDS = 400, MOST = 5 << 16 };

struct frozen {
    char *bytes;
    size_t len;
    uint32_t n, highest;
};

/* Takes the set. */
static struct frozen freeze(roaring_bitmap_t *set) {
    roaring_bitmap_run_optimize(set);
    struct frozen f = {.len = roaring_bitmap_frozen_size_in_bytes(set),
                       .n = (uint32_t)roaring_bitmap_get_cardinality(set),
                       .highest = roaring_bitmap_maximum(set)};
    size_t room = (f.len + FROZEN_ALIGNMENT - 1) / FROZEN_ALIGNMENT * FROZEN_ALIGNMENT;
    f.bytes = aligned_alloc(FROZEN_ALIGNMENT, room);
    assert_non_null(f.bytes);
    roaring_bitmap_frozen_serialize(set, f.bytes);
    roaring_bitmap_free(set);
    return f;
}

static bool is_sound(const struct frozen *f, uint32_t most) {
    uint32_t n = 0;
    bool sound = frozen_is_sound(f->bytes, f->len, most, &n);
    if (sound)
        assert_int_equal(n, f->n);
    return sound;
}

/* ---- what the library writes ------------------------------------------------------ */

/* Some numbers of one upper half: seldom, often or all. */
static void add_some(uint64_t *random, uint32_t base, roaring_bitmap_t *set) {
    uint32_t from = random_below(random, 1 << 16), every = 1 + random_below(random, 30);
    uint32_t end = from + 1 + random_below(random, (1 << 16) - from);
    for (uint32_t i = from; i < end; i += random_below(random, 2) ? 1 : every)
        if (base + i)
            roaring_bitmap_add(set, base + i);
}

static void what_the_library_writes_is_sound(void **state) {
    (void)state;
    uint64_t random = 3;
    for (int round = 0; round < ROUNDS; round++) {
        roaring_bitmap_t *set = roaring_bitmap_create();
        for (unsigned i = 1 + random_below(&random, 4); i; i--)
            add_some(&random, random_below(&random, MOST >> 16) << 16, set);
        if (roaring_bitmap_is_empty(set))
            roaring_bitmap_add(set, 1);
        struct frozen f = freeze(set);
        assert_true(is_sound(&f, MOST));
        assert_true(is_sound(&f, f.highest));
        assert_false(is_sound(&f, f.highest - 1));
        free(f.bytes);
    }
}

static void sets_at_the_ends_of_what_is_possible_are_sound(void **state) {
    (void)state;
    static const struct {
        uint64_t from, end;
        uint32_t step;
    } cases[] = {
        {1, 2, 1},
        {1, UINT64_C(1) << 32, 1},
        {65535, 65536, 1},
        {65535, 65537, 1},
        {65536, 131072, 1},
        {1, 8193, 2},                           /* a list of 4,096 */
        {1, 8195, 2},                           /* 4,097: bits */
        {65536, 131072, 2},                     /* the first and the last but one */
        {65537, 131072, 2},                     /* the last bit */
        {UINT32_MAX, UINT64_C(1) << 32, 1},     /* the last number there is */
        {UINT32_MAX - 5, UINT64_C(1) << 32, 5}, /* two of them */
        {1, 65536u * 32u, 65536u / 2u},         /* containers of two */
        {1, 65536u * 4u, 3},                    /* bits alone */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frozen f =
            freeze(roaring_bitmap_from_range(cases[i].from, cases[i].end, cases[i].step));
        assert_true(is_sound(&f, UINT32_MAX));
        assert_true(is_sound(&f, f.highest));
        free(f.bytes);
    }
}

/* ---- what else the bytes may say -------------------------------------------------- */

/* Three containers: bits (every third number), runs (10..20 and 30..40), a list (7, 8 and 90). */
static struct frozen freeze_three(void) {
    roaring_bitmap_t *set = roaring_bitmap_from_range(3, 65536, 3);
    roaring_bitmap_add_range(set, 65536 + 10, 65536 + 21);
    roaring_bitmap_add_range(set, 65536 + 30, 65536 + 41);
    const uint32_t few[] = {2 * 65536 + 7, 2 * 65536 + 8, 2 * 65536 + 90};
    roaring_bitmap_add_many(set, COUNT(few), few);
    return freeze(set);
}

enum {
    RUNS = 8192,
    LIST = RUNS + 2 * 4,
    KEYS = LIST + 3 * 2,
    SIZES = KEYS + 3 * 2,
    KINDS = SIZES + 3 * 2,
    HEADER = KINDS + 3
};

static void what_is_damaged_is_refused(void **state) {
    (void)state;
    static const struct {
        size_t at;
        uint16_t value;
    } damages[] = {
        {0, 0xffff},       /* bits that are not counted */
        {0, 0x0001},       /* the number 0 */
        {RUNS, 35},        /* the first run behind the second */
        {RUNS + 2, 20},    /* runs that overlap */
        {RUNS + 2, 19},    /* runs that touch */
        {RUNS + 6, 65535}, /* a run beyond the upper half */
        {LIST, 8},         /* the same number twice */
        {LIST, 9},         /* numbers that descend */
        {LIST + 4, 8},
        {KEYS, 1}, /* upper halves that are not ascending */
        {KEYS + 2, 0},
        {KEYS + 2, 2},
        {KEYS + 4, 1},
        {KEYS + 4, 9},  /* numbers beyond the highest */
        {SIZES, 21843}, /* one bit less */
        {SIZES, 21845}, /* one bit more */
        {SIZES, 0},
        {SIZES, 65535},
        {SIZES + 2, 1}, /* a run less than there are */
        {SIZES + 2, 0},
        {SIZES + 2, 3},
        {SIZES + 2, 65535},
        {SIZES + 4, 1}, /* a number less */
        {SIZES + 4, 3},
        {SIZES + 4, 4096},
        {SIZES + 4, 65535},
        {KINDS, 0x0300 + 2}, /* another kind */
        {KINDS, 0x0300 + 3},
        {KINDS, 0x0100 + 1},
        {KINDS, 0x0200 + 1},
        {KINDS, 0x0300 + 4},
        {KINDS, 0x0300},
        {KINDS, 0xff01},
        {HEADER, 0},          /* no magic word */
        {HEADER, 0x35c6},     /* an even number of containers less */
        {HEADER + 1, 0x0235}, /* more containers */
        {HEADER + 2, 0xffff},
    };
    struct frozen whole = freeze_three();
    assert_int_equal(whole.len, HEADER + 4);
    assert_true(is_sound(&whole, whole.highest));
    for (size_t i = 0; i < COUNT(damages); i++) {
        uint16_t before;
        memcpy(&before, whole.bytes + damages[i].at, sizeof before);
        memcpy(whole.bytes + damages[i].at, &damages[i].value, sizeof before);
        if (before != damages[i].value && is_sound(&whole, whole.highest))
            fail_msg("%u at %zu is taken for sound", damages[i].value, damages[i].at);
        memcpy(whole.bytes + damages[i].at, &before, sizeof before);
    }
    assert_true(is_sound(&whole, whole.highest));
    free(whole.bytes);
}

/* Behind the bytes there is nothing, which a sanitizer sees. */
static void what_is_cut_is_refused(void **state) {
    (void)state;
    struct frozen whole = freeze_three();
    for (size_t len = 0; len < whole.len; len += len < RUNS - 64 ? 61 : 1) {
        uint32_t n;
        char *cut = malloc(len + !len);
        assert_non_null(cut);
        memcpy(cut, whole.bytes + whole.len - len, len);
        assert_false(frozen_is_sound(cut, len, UINT32_MAX, &n));
        memcpy(cut, whole.bytes, len);
        assert_false(frozen_is_sound(cut, len, UINT32_MAX, &n));
        free(cut);
    }
    free(whole.bytes);
}

/* Lists that are too long and bits that are too few are no bitmap of the library's, and where two
 * are joined it would make the one of the other in too little room. */
static void another_form_of_the_same_numbers_is_refused(void **state) {
    (void)state;
    enum { LONG = 4097, LIST_BYTES = LONG * 2, ROW = 5, TAIL = 4 };
    uint32_t n, header = 13766 | 1u << 15;
    const size_t list_len = LIST_BYTES + ROW + TAIL, bits_len = RUNS + ROW + TAIL;
    char *bytes = aligned_alloc(FROZEN_ALIGNMENT, 8224);
    assert_non_null(bytes);
    for (uint16_t i = 0; i < LONG; i++) {
        uint16_t number = (uint16_t)(i + 1);
        memcpy(bytes + i * 2, &number, 2);
    }
    const uint16_t rows[] = {0, LONG - 1};
    memcpy(bytes + LIST_BYTES, rows, sizeof rows);
    bytes[LIST_BYTES + 4] = 2;
    memcpy(bytes + LIST_BYTES + ROW, &header, TAIL);
    assert_false(frozen_is_sound(bytes, list_len, UINT32_MAX, &n));
    memset(bytes, 0, 8224);
    bytes[1] = 1;
    bytes[RUNS + 4] = 1;
    memcpy(bytes + RUNS + ROW, &header, TAIL);
    assert_false(frozen_is_sound(bytes, bits_len, UINT32_MAX, &n));
    memcpy(bytes, &header, TAIL);
    assert_false(frozen_is_sound(bytes, TAIL, UINT32_MAX, &n));
    header = 13766; /* no container */
    memcpy(bytes, &header, TAIL);
    assert_false(frozen_is_sound(bytes, TAIL, UINT32_MAX, &n));
    free(bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_library_writes_is_sound),
        cmocka_unit_test(sets_at_the_ends_of_what_is_possible_are_sound),
        cmocka_unit_test(what_is_damaged_is_refused),
        cmocka_unit_test(what_is_cut_is_refused),
        cmocka_unit_test(another_form_of_the_same_numbers_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
