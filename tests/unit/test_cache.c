/* Finished answers: which key finds which, what is pushed out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "server/cache.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* An answer with a body of n bytes. */
static struct reply *answer(size_t n) {
    struct http_response r;
    http_response_init(&r);
    r.status = 200;
    memset(buf_reserve(&r.body, n), 'a', n);
    r.body.len = n;
    return reply_new(&r, false, NULL);
}

static void keep(struct cache *c, const struct cache_key *key, size_t n) {
    struct reply *r = answer(n);
    cache_put(c, key, r);
    reply_unref(r);
}

/* The bytes of what the key finds; 0: nothing. */
static size_t found(struct cache *c, const struct cache_key *key) {
    struct reply *r = cache_find(c, key);
    size_t n = r ? r->len : 0;
    reply_unref(r);
    return n;
}

static void a_key_finds_its_own_answer_alone(void **state) {
    static const struct cache_key keys[] = {
        {1, "/v1/search", "q=a", false},   {1, "/v1/search", "q=a", true},
        {2, "/v1/search", "q=a", false},   {1, "/v1/search", "q=b", false},
        {1, "/v1/search", "q=ab", false},  {1, "/v1/search", "", false},
        {1, "/v1/search", NULL, false},    {1, "/v1/searc", "hq=a", false},
        {1, "/v1/searchq=a", NULL, false}, {1, "/v1/search", "?q=a", false},
        {1, "/v1/search", "q=a?", false},  {1, "", NULL, false},
        {1, "", "/v1/search", false},      {UINT64_MAX, "/v1/search", "q=a", false},
    };
    (void)state;
    struct cache *c = cache_new(1 << 20);
    for (size_t i = 0; i < COUNT(keys); i++) {
        assert_int_equal(found(c, &keys[i]), 0);
        keep(c, &keys[i], 100 + i);
        for (size_t j = 0; j < COUNT(keys); j++)
            assert_int_equal(found(c, &keys[j]), j <= i ? 100 + j : 0);
    }
    cache_clear(c);
    assert_int_equal(cache_bytes(c), 0);
    for (size_t i = 0; i < COUNT(keys); i++)
        assert_int_equal(found(c, &keys[i]), 0);
    cache_free(c);
}

static void the_key_need_not_outlive_the_call(void **state) {
    char path[] = "/v1/search", query[] = "q=a";
    const struct cache_key key = {1, path, query, false}, same = {1, "/v1/search", "q=a", false};
    (void)state;
    struct cache *c = cache_new(1 << 20);
    keep(c, &key, 10);
    memset(path, 'x', sizeof path - 1);
    memset(query, 'x', sizeof query - 1);
    assert_int_equal(found(c, &same), 10);
    assert_int_equal(found(c, &key), 0);
    cache_free(c);
}

static void an_answer_again_takes_the_place_of_the_first(void **state) {
    const struct cache_key key = {1, "/v1/search", "q=a", false};
    (void)state;
    struct cache *c = cache_new(1 << 20);
    keep(c, &key, 10);
    size_t held = cache_bytes(c);
    keep(c, &key, 20);
    assert_int_equal(cache_bytes(c), held + 10);
    assert_int_equal(found(c, &key), 20);
    cache_free(c);
}

static void what_was_not_used_for_longest_goes_first(void **state) {
    enum { ROOM = 100000, BYTES = 10000, LAST = 20 };
    (void)state;
    struct cache *c = cache_new(ROOM);
    const struct cache_key used = {1, "/used", NULL, false}, unused = {1, "/unused", NULL, false};
    keep(c, &used, BYTES);
    keep(c, &unused, BYTES);
    for (uint64_t i = 0; i <= LAST; i++) {
        const struct cache_key other = {i, "/other", NULL, false};
        keep(c, &other, BYTES);
        assert_int_equal(found(c, &used), BYTES);
        assert_true(cache_bytes(c) <= ROOM);
    }
    const struct cache_key last = {LAST, "/other", NULL, false};
    assert_int_equal(found(c, &unused), 0);
    assert_int_equal(found(c, &last), BYTES);
    cache_free(c);
}

static void what_would_push_out_too_much_is_not_kept(void **state) {
    const struct cache_key small = {1, "/small", NULL, false}, large = {1, "/large", NULL, false};
    (void)state;
    struct cache *c = cache_new(100000);
    keep(c, &small, 100);
    keep(c, &large, 100000 / 8 + 1);
    assert_int_equal(found(c, &large), 0);
    assert_int_equal(found(c, &small), 100);
    cache_free(c);
}

static void without_a_cache_nothing_is_found(void **state) {
    const struct cache_key key = {1, "/v1/search", NULL, false};
    (void)state;
    assert_null(cache_new(0));
    keep(NULL, &key, 10);
    assert_int_equal(found(NULL, &key), 0);
    assert_int_equal(cache_bytes(NULL), 0);
    cache_clear(NULL);
    cache_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_finds_its_own_answer_alone),
        cmocka_unit_test(the_key_need_not_outlive_the_call),
        cmocka_unit_test(an_answer_again_takes_the_place_of_the_first),
        cmocka_unit_test(what_was_not_used_for_longest_goes_first),
        cmocka_unit_test(what_would_push_out_too_much_is_not_kept),
        cmocka_unit_test(without_a_cache_nothing_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
