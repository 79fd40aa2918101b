#include "server/options.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum kind { TEXT, LIST, NUMBER, LEVEL };

struct option {
    const char *flag;  /* without the dashes; the environment's name follows from it */
    const char *value; /* what --help calls the value */
    enum kind kind;
    size_t offset;        /* into struct options */
    const char *fallback; /* NULL: must be given */
    long min, max;        /* of a NUMBER */
    const char *help;
};

#define AT(field) offsetof(struct options, field)
static const struct option table[] = {
    {"index", "DIR", TEXT, AT(index), NULL, 0, 0, "folder of the index to serve"},
    {"listen", "HOST:PORT", TEXT, AT(listen), "127.0.0.1:8080", 0, 0,
     "where the API listens; port 0 picks a free one"},
    {"ops-listen", "HOST:PORT", TEXT, AT(ops_listen), "127.0.0.1:9464", 0, 0,
     "where health, metrics and reload listen"},
    {"workers", "N", NUMBER, AT(workers), "0", 0, 256,
     "searching threads; 0 = as many as there are cores"},
    {"queue", "N", NUMBER, AT(queue), "256", 1, 65536,
     "searches that may wait for a worker; beyond that 503"},
    {"response-cache", "MIB", NUMBER, AT(response_cache), "64", 0, 65536,
     "memory for finished answers; 0 = none"},
    {"term-cache", "MIB", NUMBER, AT(term_cache), "192", 0, 65536,
     "memory for sets of terms, of all workers together"},
    {"cors-origin", "ORIGIN", LIST, AT(cors_origin), "*", 0, 0,
     "sites whose pages may read answers; repeat it or use commas; * = all"},
    {"request-timeout", "SECONDS", NUMBER, AT(request_timeout), "5", 1, 3600,
     "one search may take this long"},
    {"drain-timeout", "SECONDS", NUMBER, AT(drain_timeout), "10", 1, 3600,
     "the longest way from SIGTERM to the end"},
    {"connections", "N", NUMBER, AT(connections), "1024", 2, 1000000,
     "connections at once on the API's port"},
    {"connections-per-ip", "N", NUMBER, AT(connections_per_ip), "0", 0, 1000000,
     "of one address; 0 = no limit"},
    {"head-timeout", "SECONDS", NUMBER, AT(head_timeout), "5", 1, 3600,
     "a request's head must be complete by then"},
    {"idle-timeout", "SECONDS", NUMBER, AT(idle_timeout), "30", 1, 86400,
     "a connection without a byte is closed after this"},
    {"log-level", "LEVEL", LEVEL, AT(log_level), "info", 0, 0,
     "error, warn, info, or access for a line a request"},
};
#undef AT
enum { OPTIONS = sizeof table / sizeof *table, NAME_BYTES = 64 };

static void *field(struct options *o, const struct option *row) {
    return (char *)o + row->offset;
}

static void environment_name(const struct option *row, char name[NAME_BYTES]) {
    int n = snprintf(name, NAME_BYTES, "TIMTIN_%s", row->flag);
    for (int i = 0; i < n; i++)
        name[i] = name[i] == '-' ? '_' : (char)toupper((unsigned char)name[i]);
}

/* ---- setting one option ---------------------------------------------------------- */

static bool set_text(char **to, const char *value, const char *name, struct tt_error *e) {
    if (!*value)
        return tt_fail(e, TT_BAD_INPUT, "%s must not be empty", name);
    char *copy = strdup(value);
    if (!copy)
        return tt_fail(e, TT_NO_MEMORY, "no memory for the options");
    free(*to);
    *to = copy;
    return true;
}

static bool add_to_list(char **to, const char *value, const char *name, struct tt_error *e) {
    if (!*to)
        return set_text(to, value, name, e);
    char *joined = NULL;
    if (asprintf(&joined, "%s,%s", *to, value) < 0)
        return tt_fail(e, TT_NO_MEMORY, "no memory for the options");
    free(*to);
    *to = joined;
    return true;
}

static bool set_number(long *to, const struct option *row, const char *value, const char *name,
                       struct tt_error *e) {
    char *end = NULL;
    errno = 0;
    long n = strtol(value, &end, 10);
    if (errno || end == value || *end || isspace((unsigned char)*value) || n < row->min ||
        n > row->max)
        return tt_fail(e, TT_BAD_INPUT, "%s must be a whole number from %ld to %ld, not '%.40s'",
                       name, row->min, row->max, value);
    *to = n;
    return true;
}

/* `name` is what the user wrote: a flag or a name in the environment. */
static bool set(struct options *o, const struct option *row, const char *value, const char *name,
                struct tt_error *e) {
    switch (row->kind) {
    case TEXT:
        return set_text(field(o, row), value, name, e);
    case LIST:
        return add_to_list(field(o, row), value, name, e);
    case NUMBER:
        return set_number(field(o, row), row, value, name, e);
    case LEVEL:
        if (log_level_parse(value, field(o, row)))
            return true;
        return tt_fail(e, TT_BAD_INPUT, "%s must be error, warn, info or access, not '%.40s'", name,
                       value);
    }
    return tt_fail(e, TT_INTERNAL, "an option of no kind");
}

/* ---- the three sources ----------------------------------------------------------- */

static const struct option *find(const char *flag, size_t n) {
    for (size_t i = 0; i < OPTIONS; i++)
        if (strlen(table[i].flag) == n && memcmp(table[i].flag, flag, n) == 0)
            return &table[i];
    return NULL;
}

/* Reads argv[*i], and the next word when the value stands there. */
static bool set_from_word(int argc, char **argv, int *i, struct options *o, bool *given,
                          struct tt_error *e) {
    const char *word = argv[*i], *flag = word + 2;
    if (strncmp(word, "--", 2) != 0)
        return tt_fail(e, TT_BAD_INPUT, "'%.60s' is not an option", word);
    const char *equals = strchr(flag, '=');
    const struct option *row = find(flag, equals ? (size_t)(equals - flag) : strlen(flag));
    if (!row)
        return tt_fail(e, TT_BAD_INPUT, "there is no option '%.60s'", word);
    if (!equals && *i + 1 == argc)
        return tt_fail(e, TT_BAD_INPUT, "--%s needs a value", row->flag);
    given[row - table] = true;
    char name[NAME_BYTES];
    snprintf(name, sizeof name, "--%s", row->flag);
    return set(o, row, equals ? equals + 1 : argv[++*i], name, e);
}

static bool set_rest(options_environment *environment, const bool *given, struct options *o,
                     struct tt_error *e) {
    for (size_t i = 0; i < OPTIONS; i++) {
        char name[NAME_BYTES];
        environment_name(&table[i], name);
        const char *value = given[i] ? NULL : environment(name);
        if (given[i])
            continue;
        if (!value && !table[i].fallback)
            return tt_fail(e, TT_BAD_INPUT, "--%s is needed (or %s)", table[i].flag, name);
        if (!set(o, &table[i], value ? value : table[i].fallback, name, e))
            return false;
    }
    return true;
}

static void count_cores(struct options *o) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (o->workers == 0)
        o->workers = cores > 0 ? cores : 1;
}

enum options_outcome options_parse(int argc, char **argv, options_environment *environment,
                                   struct options *o, struct tt_error *e) {
    bool given[OPTIONS] = {false};
    *o = (struct options){0};
    for (int i = 1; i < argc; i++) {
        bool help = strcmp(argv[i], "--help") == 0;
        if (help || strcmp(argv[i], "--version") == 0)
            return help ? OPTIONS_HELP : OPTIONS_VERSION;
        if (!set_from_word(argc, argv, &i, o, given, e)) {
            options_done(o);
            return OPTIONS_WRONG;
        }
    }
    if (!set_rest(environment, given, o, e)) {
        options_done(o);
        return OPTIONS_WRONG;
    }
    count_cores(o);
    return OPTIONS_RUN;
}

void options_done(struct options *o) {
    for (size_t i = 0; i < OPTIONS; i++)
        if (table[i].kind == TEXT || table[i].kind == LIST)
            free(*(char **)field(o, &table[i]));
    *o = (struct options){0};
}

void options_help(struct buf *out) {
    buf_str(out, "timtind serves an index over HTTP.\n\n"
                 "usage: timtind --index DIR [options]\n\n");
    for (size_t i = 0; i < OPTIONS; i++) {
        char left[NAME_BYTES], name[NAME_BYTES];
        snprintf(left, sizeof left, "--%s %s", table[i].flag, table[i].value);
        environment_name(&table[i], name);
        buf_printf(out, "  %-28s %s\n  %-28s (%s; %s%s)\n", left, table[i].help, "", name,
                   table[i].fallback ? "default " : "must be given",
                   table[i].fallback ? table[i].fallback : "");
    }
    buf_str(out,
            "  --help                       this text\n"
            "  --version                    the version\n\n"
            "SIGHUP loads what the index's CURRENT names, SIGTERM ends the daemon gracefully.\n");
}
