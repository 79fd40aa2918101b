/* Why a request cannot be answered: what becomes a problem+json.
 *
 * A fault lives on the caller's stack, like struct tt_error, and adds what HTTP wants to
 * know: the status, a code for programs, and the parameter that is at fault.
 * Threads: values. */
#ifndef TIMTIN_API_FAULT_H
#define TIMTIN_API_FAULT_H

#include <stdbool.h>

#include "api/http.h"
#include "index/base/error.h"

struct fault {
    int status;
    const char *code;   /* static, lower case with underscores: a row of problem.c's table */
    char parameter[65]; /* "" when none is at fault */
    char text[200];     /* one sentence for people */
    char cause[200];    /* for the log alone; "" none */
};

/* Each fills *f and returns false, so that a failing function can end with it.
 * `parameter` may be NULL and is cut to fit. */
__attribute__((format(printf, 5, 6))) bool fault_set(struct fault *f, int status, const char *code,
                                                     const char *parameter, const char *format,
                                                     ...);
/* 400 bad_parameter. */
__attribute__((format(printf, 3, 4))) bool fault_bad(struct fault *f, const char *parameter,
                                                     const char *format, ...);
/* What the index layer said. The texts of 500s are for the log, not for strangers. */
bool fault_error(struct fault *f, const struct tt_error *e, const char *parameter);

/* Makes the response a problem+json of it. */
void fault_answer(const struct fault *f, struct http_response *r);

#endif
