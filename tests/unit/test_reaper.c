/* Slow connections are ended, those at work are not. A connection here is one end of a pair of
 * sockets: when it is ended, the other end reads nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/clock.h"
#include "server/reaper.h"

static const struct reaper_limits limits = {.head = 1, .idle = 1, .bytes_per_second = 1000};

struct pair {
    int near, far;
    struct reaped *entry;
};

static struct reaper *start(void) {
    struct reaper *r = NULL;
    struct tt_error e;
    assert_true(reaper_start(&limits, &r, &e));
    return r;
}

static struct pair connect_pair(struct reaper *r) {
    int fds[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
    struct pair p = {fds[0], fds[1], reaper_add(r, fds[0])};
    assert_non_null(p.entry);
    return p;
}

static void end_pair(struct reaper *r, struct pair *p) {
    reaper_remove(r, p->entry);
    close(p->near);
    close(p->far);
}

static void nap(double seconds) {
    time_t whole = (time_t)seconds;
    nanosleep(&(struct timespec){whole, (long)((seconds - (double)whole) * 1e9)}, NULL);
}

/* Its other end was told that nothing more comes. */
static bool ended(const struct pair *p) {
    char byte;
    return recv(p->far, &byte, 1, MSG_DONTWAIT) == 0;
}

/* Nothing that comes is read any more, but answers still go out. */
static bool reads_no_more(const struct pair *p) {
    char byte;
    return recv(p->near, &byte, 1, MSG_DONTWAIT) == 0;
}

static bool soon_reads_no_more(const struct pair *p) {
    for (int i = 0; i < 1000 && !reads_no_more(p); i++)
        nap(0.005);
    return reads_no_more(p);
}

static void only_the_slow_are_ended(void **state) {
    enum { HEAD, BUSY, SMALL, LARGE, IDLE, PAIRS };
    struct pair pairs[PAIRS];
    (void)state;
    struct reaper *r = start();
    for (int i = 0; i < PAIRS; i++)
        pairs[i] = connect_pair(r);
    double now = clock_seconds();
    reaper_busy(r, pairs[BUSY].entry, now);
    reaper_sending(r, pairs[SMALL].entry, 0, now);
    reaper_sending(r, pairs[LARGE].entry, 100000, now);
    reaper_idle(r, pairs[IDLE].entry, now);
    assert_int_equal(reaper_connections(r), PAIRS);
    nap(0.2);
    for (int i = 0; i < PAIRS; i++)
        assert_false(ended(&pairs[i]));
    nap(2);
    assert_true(ended(&pairs[HEAD]));
    assert_false(ended(&pairs[BUSY]));
    assert_true(ended(&pairs[SMALL]));
    assert_false(ended(&pairs[LARGE]));
    assert_true(ended(&pairs[IDLE]));
    assert_int_equal(reaper_cut(r), 2); /* who only kept silent was not slow */
    for (int i = 0; i < PAIRS; i++)
        end_pair(r, &pairs[i]);
    assert_int_equal(reaper_connections(r), 0);
    reaper_stop(r);
}

static void time_begins_anew_with_each_phase(void **state) {
    (void)state;
    struct reaper *r = start();
    struct pair p = connect_pair(r);
    for (int i = 0; i < 3; i++) {
        reaper_busy(r, p.entry, clock_seconds());
        nap(0.3);
        reaper_sending(r, p.entry, 10, clock_seconds());
        nap(0.3);
        reaper_idle(r, p.entry, clock_seconds());
        nap(0.3);
    }
    assert_false(ended(&p));
    assert_int_equal(reaper_cut(r), 0);
    end_pair(r, &p);
    reaper_stop(r);
}

static void draining_ends_the_idle_softly_and_soon(void **state) {
    (void)state;
    struct reaper *r = start();
    struct pair idle = connect_pair(r), busy = connect_pair(r);
    reaper_idle(r, idle.entry, clock_seconds());
    reaper_busy(r, busy.entry, clock_seconds());
    reaper_drain(r);
    assert_true(soon_reads_no_more(&idle));
    assert_false(ended(&idle));
    assert_false(reads_no_more(&busy));
    reaper_idle(r, busy.entry, clock_seconds()); /* its answer is out */
    assert_true(soon_reads_no_more(&busy));
    end_pair(r, &idle);
    end_pair(r, &busy);
    reaper_stop(r);
}

static void nothing_is_told_of_no_connection(void **state) {
    (void)state;
    struct reaper *r = start();
    reaper_busy(r, NULL, 0);
    reaper_sending(r, NULL, 1, 0);
    reaper_idle(r, NULL, 0);
    reaper_remove(r, NULL);
    reaper_stop(r);
    reaper_stop(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_slow_are_ended),
        cmocka_unit_test(time_begins_anew_with_each_phase),
        cmocka_unit_test(draining_ends_the_idle_softly_and_soon),
        cmocka_unit_test(nothing_is_told_of_no_connection),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
