/* Requests to be measured, by class, and how a program that measures is told what to ask.
 *
 * A file has one request a line, seven columns with tabs between: class, path with its query
 * string, and the same for an engine that knows no paths: operator, offset, year (0: any),
 * agency's id, and the words with blanks between; the last word of a prefix ends with '*'.
 * Lines of a class stand together. queries.py writes such files.
 *
 * On standard input comes one command a line, CLASS FIRST COUNT [CONNECTIONS]: the requests
 * FIRST..FIRST+COUNT-1 of the class, from its beginning again behind its end. On standard
 * output goes one line: requests, errors, seconds, p50, p99, mean, CPU a request (all four in
 * microseconds), hits found, summed over the requests.
 *
 * Errors end the program. Ownership: requests_read/_done. Threads: one. */
#ifndef TIMTIN_TESTS_BENCH_REQUESTS_H
#define TIMTIN_TESTS_BENCH_REQUESTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum request_op { OP_NONE, OP_OR, OP_AND, OP_PHRASE, OP_PREFIX, OP_NEWEST };

struct request {
    const char *kind; /* its class */
    const char *path; /* with the query string, as it is sent */
    enum request_op op;
    unsigned offset, year;
    const char *agency, *words; /* "": none */
};

struct requests {
    struct request *list;
    size_t n;
};
void requests_read(const char *file, struct requests *out);
void requests_done(struct requests *all);

struct figures {
    double *took; /* microseconds, of each request */
    size_t n, errors;
    double seconds, cpu; /* of all together */
    uint64_t hits;
};

/* Asks one request; false is an error. */
typedef bool request_ask(void *state, const struct request *r, uint64_t *hits);
/* Answers the commands by asking one request after the other, in this thread. */
int requests_serve(const struct requests *all, request_ask *ask, void *state);

/* Asks list[first..first+out->n-1] of one class, `n` long, over so many connections. */
typedef void requests_run(void *state, const struct request *list, size_t n, size_t first,
                          unsigned connections, struct figures *out);
int requests_serve_by(const struct requests *all, requests_run *run, void *state);

double seconds_of(int clock); /* a clockid_t */
__attribute__((noreturn)) void bench_die(const char *what, const char *more);

#ifdef __cplusplus
}
#endif
#endif
