/* The daemon's options: command line, environment, defaults.
 *
 * Every option is one row of a table: --help, the names in the environment and the checks
 * come from the rows. The command line wins over the environment.
 * Ownership: options_parse fills, options_done frees.
 * Threads:   values, one thread at a time. */
#ifndef TIMTIN_SERVER_OPTIONS_H
#define TIMTIN_SERVER_OPTIONS_H

#include "api/http.h"
#include "server/log.h"

struct options {
    char *index;               /* folder of the index */
    char *listen, *ops_listen; /* HOST:PORT */
    char *cors_origin;         /* origins with commas, or "*" */
    long workers;              /* searching threads; 0 until options_parse has counted the cores */
    long queue;                /* searches that may wait */
    long response_cache;       /* MiB, 0 = none */
    long term_cache;           /* MiB, of all workers together */
    long request_timeout;      /* seconds for one search */
    long drain_timeout;        /* seconds from SIGTERM to the end */
    long connections;          /* at once, on the main port */
    long connections_per_ip;   /* 0 = no limit */
    long head_timeout;         /* seconds for a request's head */
    long idle_timeout;         /* seconds without a byte */
    enum log_level log_level;
};

enum options_outcome { OPTIONS_RUN, OPTIONS_HELP, OPTIONS_VERSION, OPTIONS_WRONG };

/* Looks a name up in the environment: getenv, or a test's own. */
typedef char *options_environment(const char *name);

/* OPTIONS_WRONG: *e says what to change, *o is empty. Otherwise end with options_done. */
enum options_outcome options_parse(int argc, char **argv, options_environment *environment,
                                   struct options *o, struct tt_error *e);
void options_done(struct options *o);

/* The text of --help. */
void options_help(struct buf *out);

#endif
