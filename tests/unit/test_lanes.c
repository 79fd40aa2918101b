/* Lanes: everything is taken once and in order, errors too, whatever the number of threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sched.h>
#include <stdatomic.h>

#include "index/base/lanes.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { JOBS = 1000, SLOTS = 8, NEVER = -1 };

struct job {
    int number, square;
};

struct log {
    int taken, refuse_at, fail_at;
    atomic_int begun; /* jobs that were worked on */
};

static bool square(void *state, void *job, struct tt_error *e) {
    struct log *l = state;
    struct job *j = job;
    l->begun++;
    for (int i = 0; i < j->number % 7; i++)
        sched_yield();
    j->square = j->number * j->number;
    return j->number != l->fail_at || tt_fail(e, TT_CORRUPT, "job %d", j->number);
}

static bool take(void *state, void *job, struct tt_error *e) {
    struct log *l = state;
    const struct job *j = job;
    assert_int_equal(j->number, l->taken);
    assert_int_equal(j->square, l->taken * l->taken);
    if (j->number == l->refuse_at)
        return tt_fail(e, TT_TIMEOUT, "enough");
    l->taken++;
    return true;
}

static const unsigned thread_counts[] = {1, 2, 3, 8};

/* Hands in all jobs, each of weight `weight`; *on_the_way is the most that there was at once. */
static bool run(unsigned threads, size_t weight, struct log *l, int *on_the_way,
                struct tt_error *e) {
    struct job jobs[SLOTS], *j;
    const struct lanes_plan plan = {threads, jobs, SLOTS, sizeof *jobs, 100, square, take, l};
    struct lanes *lanes;
    bool ok = lanes_new(&plan, &lanes, e);
    assert_true(ok);
    *on_the_way = 0;
    for (int i = 0; ok && i < JOBS; i++) {
        ok = (j = lanes_next(lanes, e)) != NULL;
        if (ok) {
            *j = (struct job){.number = i};
            ok = lanes_push(lanes, weight, e);
        }
        if (i + 1 - l->taken > *on_the_way)
            *on_the_way = i + 1 - l->taken;
    }
    ok = ok && lanes_drain(lanes, e);
    lanes_free(lanes);
    return ok;
}

static void jobs_are_taken_in_order(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(thread_counts); i++) {
        struct log l = {.refuse_at = NEVER, .fail_at = NEVER};
        struct tt_error e;
        int on_the_way;
        assert_true(run(thread_counts[i], 1, &l, &on_the_way, &e));
        assert_int_equal(l.taken, JOBS);
        assert_int_equal(l.begun, JOBS);
        assert_int_equal(on_the_way, SLOTS);
    }
}

static void no_more_is_on_the_way_than_may_be(void **state) {
    static const struct {
        size_t weight;
        int most;
    } rows[] = {{25, 4}, {34, 2}, {100, 1}, {1000, 1}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct log l = {.refuse_at = NEVER, .fail_at = NEVER};
        struct tt_error e;
        int on_the_way;
        assert_true(run(3, rows[i].weight, &l, &on_the_way, &e));
        assert_int_equal(l.taken, JOBS);
        assert_int_equal(on_the_way, rows[i].most);
    }
}

static void the_first_error_in_order_ends_it(void **state) {
    static const struct {
        int refuse_at, fail_at, taken;
        enum tt_code code;
    } rows[] = {{NEVER, 0, 0, TT_CORRUPT},
                {NEVER, 500, 500, TT_CORRUPT},
                {3, 7, 3, TT_TIMEOUT},
                {7, 3, 3, TT_CORRUPT},
                {NEVER, JOBS - 1, JOBS - 1, TT_CORRUPT}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows) * COUNT(thread_counts); i++) {
        size_t row = i / COUNT(thread_counts);
        struct log l = {.refuse_at = rows[row].refuse_at, .fail_at = rows[row].fail_at};
        struct tt_error e;
        int on_the_way;
        assert_false(run(thread_counts[i % COUNT(thread_counts)], 1, &l, &on_the_way, &e));
        assert_int_equal(e.code, rows[row].code);
        assert_int_equal(l.taken, rows[row].taken);
    }
}

static void there_is_a_processor(void **state) {
    (void)state;
    assert_in_range(lanes_processors(), 1, LANES_THREADS_MAX);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_are_taken_in_order),
        cmocka_unit_test(no_more_is_on_the_way_than_may_be),
        cmocka_unit_test(the_first_error_in_order_ends_it),
        cmocka_unit_test(there_is_a_processor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
