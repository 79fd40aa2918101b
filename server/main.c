/* timtind: serves an index over HTTP. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "server/clock.h"
#include "server/site.h"

#ifndef TIMTIN_VERSION
#define TIMTIN_VERSION "0.0.0"
#endif

enum { EXIT_WRONG_USAGE = 2 };

static const double look_around = 0.25; /* seconds in which a balancer may see "not ready" */
static const double look_every = 0.02;
static const double look_at_load = 0.002;

/* ---- signals --------------------------------------------------------------------- */

/* Blocked everywhere, taken by one sigwait: no handler, nothing asynchronous. */
static void block_signals(sigset_t *taken) {
    sigemptyset(taken);
    sigaddset(taken, SIGTERM);
    sigaddset(taken, SIGINT);
    sigaddset(taken, SIGHUP);
    pthread_sigmask(SIG_BLOCK, taken, NULL);
    signal(SIGPIPE, SIG_IGN);
}

/* The next signal within the time, or 0. */
static int next_signal(const sigset_t *taken, double seconds) {
    struct timespec t = {.tv_nsec = (long)(seconds * 1e9)};
    int got = sigtimedwait(taken, NULL, &t);
    return got > 0 ? got : 0;
}

static void reload(struct site *s) {
    if (!serving_reload_later(s->serving, NULL, NULL))
        log_line(&s->log, LOG_WARN, "too many reloads are waiting");
}

/* Verifying a large index takes its time, in which the end may be asked for: then false. */
static bool wait_for_load(struct site *s, const sigset_t *taken) {
    while (!atomic_load(&s->loaded)) {
        int got = next_signal(taken, look_at_load);
        if (got == SIGHUP)
            reload(s);
        else if (got)
            return false;
    }
    return true;
}

static void wait_for_end(struct site *s, const sigset_t *taken) {
    int got = 0;
    while (sigwait(taken, &got) == 0 && got == SIGHUP)
        reload(s);
}

/* ---- the end --------------------------------------------------------------------- */

/* Not ready at once; after a moment no new connections; then what is in flight is finished.
 * False: the time was over, or a second signal came. */
static bool drain(struct site *s, const sigset_t *taken) {
    double until = clock_seconds() + (double)s->options.drain_timeout;
    log_line(&s->log, LOG_INFO, "draining, for %ld s at most", s->options.drain_timeout);
    site_drain(s);
    int again = next_signal(taken, look_around);
    site_close(s);
    while (again != SIGTERM && again != SIGINT && !site_quiet(s) && clock_seconds() < until)
        again = next_signal(taken, look_every);
    return site_quiet(s) && atomic_load(&s->loaded);
}

static int serve(struct site *s, const sigset_t *taken) {
    struct tt_error e;
    if (!site_start(s, &e)) {
        log_line(&s->log, LOG_ERROR, "%s", e.text);
        return e.code == TT_BAD_INPUT ? EXIT_WRONG_USAGE : EXIT_FAILURE;
    }
    if (wait_for_load(s, taken)) {
        printf("timtind listening on %s (ops %s)\n", s->url, s->ops_url);
        fflush(stdout);
        wait_for_end(s, taken);
    }
    if (!drain(s, taken)) {
        /* Waiting for the threads could take longer than was promised. */
        log_line(&s->log, LOG_WARN, "ended with work unfinished");
        _exit(EXIT_SUCCESS);
    }
    site_stop(s);
    log_line(&s->log, LOG_INFO, "ended");
    return EXIT_SUCCESS;
}

/* ---- the command line ------------------------------------------------------------ */

static int help(void) {
    struct buf b;
    buf_init(&b, 64 << 10);
    options_help(&b);
    fputs(buf_text(&b), stdout);
    buf_done(&b);
    return EXIT_SUCCESS;
}

int main(int argc, char **argv) {
    struct site site = {.version = TIMTIN_VERSION, .log = {.fd = STDERR_FILENO}};
    struct tt_error e;
    sigset_t taken;
    switch (options_parse(argc, argv, getenv, &site.options, &e)) {
    case OPTIONS_HELP:
        return help();
    case OPTIONS_VERSION:
        puts("timtind " TIMTIN_VERSION);
        return EXIT_SUCCESS;
    case OPTIONS_WRONG:
        fprintf(stderr, "timtind: %s\nTry 'timtind --help'.\n", e.text);
        return EXIT_WRONG_USAGE;
    case OPTIONS_RUN:
        break;
    }
    site.log.level = site.options.log_level;
    block_signals(&taken);
    int status = serve(&site, &taken);
    options_done(&site.options);
    return status;
}
