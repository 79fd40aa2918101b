/* Workers, places, who is woken, refreshing. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "server/pool.h"

struct counts {
    atomic_int entered, ran, done, refreshed, left;
    atomic_bool open; /* jobs wait for it */
};

static void nap(void) {
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

/* Waits, ten seconds at most, so that a mistake ends. */
static void wait_until(atomic_int *of, int value) {
    for (int i = 0; i < 10000 && atomic_load(of) < value; i++)
        nap();
    assert_true(atomic_load(of) >= value);
}

static void *enter(void *context) {
    struct counts *c = context;
    atomic_fetch_add(&c->entered, 1);
    return c;
}

static void *run(void *state, void *job, double waited) {
    struct counts *c = state;
    assert_true(waited >= 0);
    while (!atomic_load(&c->open))
        nap();
    atomic_fetch_add((atomic_int *)job, 1);
    atomic_fetch_add(&c->ran, 1);
    return c;
}

static void done(void *job, void *result) {
    (void)job;
    atomic_fetch_add(&((struct counts *)result)->done, 1);
}

static void refresh(void *state) {
    atomic_fetch_add(&((struct counts *)state)->refreshed, 1);
}

static void leave(void *state) {
    atomic_fetch_add(&((struct counts *)state)->left, 1);
}

static struct pool *start(unsigned workers, unsigned queue, struct counts *c) {
    struct pool *p = NULL;
    struct tt_error e;
    const struct pool_work work = {c, enter, run, done, refresh, leave};
    assert_true(pool_start(workers, queue, &work, &p, &e));
    return p;
}

static void every_job_runs_once(void **state) {
    (void)state;
    enum { JOBS = 500 };
    static atomic_int jobs[JOBS];
    struct counts c = {.open = true};
    struct pool *p = start(3, JOBS, &c);
    for (int i = 0; i < JOBS; i++) {
        assert_true(pool_reserve(p));
        pool_put(p, &jobs[i]);
    }
    pool_stop(p);
    for (int i = 0; i < JOBS; i++)
        assert_int_equal(atomic_load(&jobs[i]), 1);
    assert_int_equal(atomic_load(&c.done), JOBS);
    assert_int_equal(atomic_load(&c.entered), 3);
    assert_int_equal(atomic_load(&c.left), 3);
}

static void a_full_queue_takes_no_more(void **state) {
    (void)state;
    struct counts c = {.open = false};
    atomic_int job = 0;
    struct pool *p = start(1, 2, &c);
    assert_true(pool_reserve(p));
    pool_put(p, &job);
    for (int i = 0; i < 10000 && pool_load(p).running == 0; i++)
        nap();
    assert_int_equal(pool_load(p).running, 1);
    assert_true(pool_reserve(p)); /* a place that is not filled yet counts */
    assert_true(pool_reserve(p));
    assert_false(pool_reserve(p));
    pool_put(p, &job);
    pool_put(p, &job);
    assert_false(pool_reserve(p));
    assert_int_equal(pool_load(p).queued, 2);
    atomic_store(&c.open, true);
    wait_until(&c.ran, 3);
    assert_true(pool_reserve(p));
    pool_put(p, &job);
    pool_stop(p);
    assert_int_equal(atomic_load(&job), 4);
}

/* ---- who is woken ---------------------------------------------------------------- */

/* A client that asks again as soon as it is answered, and whom it was answered by. */
enum { WORKERS = 4, QUESTIONS = 2000 };

struct dialogue {
    struct pool *pool;
    atomic_int met, parted, asked, answered;
    pthread_t first;
    bool wrong;
};

static void *join_in(void *context) {
    return context;
}

static void ignore(void *state) {
    (void)state;
}

static void put(struct dialogue *d, void *job) {
    d->wrong |= !pool_reserve(d->pool);
    pool_put(d->pool, job);
}

/* A job of nothing ends when every worker has one: then all of them are there. */
static void *note_who(void *state, void *job, double waited) {
    struct dialogue *d = state;
    (void)waited;
    if (!job) {
        atomic_fetch_add(&d->met, 1);
        wait_until(&d->met, WORKERS);
    } else if (atomic_fetch_add(&d->asked, 1) == 0) {
        d->first = pthread_self();
    } else {
        d->wrong |= !pthread_equal(d->first, pthread_self());
    }
    return d;
}

static void ask_again(void *job, void *result) {
    struct dialogue *d = result;
    if (!job) {
        atomic_fetch_add(&d->parted, 1);
        return;
    }
    if (atomic_load(&d->asked) < QUESTIONS)
        put(d, d);
    atomic_fetch_add(&d->answered, 1);
}

static void one_client_is_served_by_one_worker(void **state) {
    (void)state;
    struct dialogue d = {.wrong = false};
    const struct pool_work work = {&d, join_in, note_who, ask_again, ignore, ignore};
    struct tt_error e;
    assert_true(pool_start(WORKERS, WORKERS, &work, &d.pool, &e));
    for (int i = 0; i < WORKERS; i++)
        put(&d, NULL);
    wait_until(&d.parted, WORKERS);
    put(&d, &d);
    wait_until(&d.answered, QUESTIONS);
    pool_stop(d.pool);
    assert_false(d.wrong);
}

static void busy_workers_do_not_keep_idle_ones_from_work(void **state) {
    (void)state;
    struct counts c = {.open = false};
    atomic_int job = 0;
    struct pool *p = start(3, 3, &c);
    wait_until(&c.entered, 3);
    for (unsigned i = 1; i <= 3; i++) {
        assert_true(pool_reserve(p));
        pool_put(p, &job);
        for (int k = 0; k < 10000 && pool_load(p).running < i; k++)
            nap();
        assert_int_equal(pool_load(p).running, i);
    }
    atomic_store(&c.open, true);
    pool_stop(p);
    assert_int_equal(atomic_load(&job), 3);
}

/* ---- refreshing ------------------------------------------------------------------ */

static void a_worker_refreshed_while_busy_does_so_afterwards(void **state) {
    (void)state;
    struct counts c = {.open = false};
    atomic_int job = 0;
    struct pool *p = start(1, 1, &c);
    assert_true(pool_reserve(p));
    pool_put(p, &job);
    for (int i = 0; i < 10000 && pool_load(p).running == 0; i++)
        nap();
    pool_refresh(p);
    assert_int_equal(atomic_load(&c.refreshed), 0);
    atomic_store(&c.open, true);
    wait_until(&c.refreshed, 1);
    pool_stop(p);
}

static void idle_workers_are_refreshed_too(void **state) {
    (void)state;
    struct counts c = {.open = false};
    atomic_int job = 0;
    struct pool *p = start(4, 4, &c);
    for (int i = 0; i < 4; i++) {
        assert_true(pool_reserve(p));
        pool_put(p, &job);
    }
    for (int i = 0; i < 10000 && pool_load(p).running < 4; i++)
        nap();
    atomic_store(&c.open, true);
    wait_until(&c.done, 4);
    pool_refresh(p);
    wait_until(&c.refreshed, 4);
    pool_refresh(p);
    wait_until(&c.refreshed, 8);
    pool_stop(p);
    assert_int_equal(atomic_load(&c.refreshed), 8);
}

static void stopping_runs_what_is_queued(void **state) {
    (void)state;
    struct counts c = {.open = true};
    atomic_int job = 0;
    struct pool *p = start(1, 50, &c);
    for (int i = 0; i < 50 && pool_reserve(p); i++)
        pool_put(p, &job);
    int put = (int)pool_load(p).queued;
    pool_stop(p);
    assert_true(atomic_load(&job) >= put);
    pool_stop(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_job_runs_once),
        cmocka_unit_test(a_full_queue_takes_no_more),
        cmocka_unit_test(one_client_is_served_by_one_worker),
        cmocka_unit_test(busy_workers_do_not_keep_idle_ones_from_work),
        cmocka_unit_test(a_worker_refreshed_while_busy_does_so_afterwards),
        cmocka_unit_test(idle_workers_are_refreshed_too),
        cmocka_unit_test(stopping_runs_what_is_queued),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
