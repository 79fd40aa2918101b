#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/program/commands.h"

int fail_usage(const char *message) {
    fprintf(stderr, "timtin-index: %s (see timtin-index --help)\n", message);
    return EXIT_USAGE;
}

int fail_with(const struct tt_error *e) {
    fprintf(stderr, "timtin-index: %s\n", e->text);
    return EXIT_FAILED;
}

static int refuse(const char *what, const char *name) {
    fprintf(stderr, "timtin-index: %s %s (see timtin-index --help)\n", what, name);
    return -1;
}

static const struct option_row *find_row(const char *argument, size_t len,
                                         const struct option_row *rows, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (strlen(rows[i].name) == len && strncmp(rows[i].name, argument, len) == 0)
            return &rows[i];
    return NULL;
}

static bool take_value(const struct option_row *row, const char *value) {
    if (row->text) {
        *row->text = value;
        return *value != '\0';
    }
    char *end;
    errno = 0;
    unsigned long v = strtoul(value, &end, 10);
    if (errno || *end || end == value || *value == '-' || v < 1 || v > 1000000)
        return false;
    *row->number = (unsigned)v;
    return true;
}

/* One option at argv[*i], "--name value" or "--name=value"; *i moves to its last word. */
static bool take_option(int argc, char **argv, int *i, const struct option_row *rows, size_t n) {
    char *argument = argv[*i], *equals = strchr(argument, '=');
    size_t len = equals ? (size_t)(equals - argument) : strlen(argument);
    const struct option_row *row = find_row(argument, len, rows, n);
    if (!row)
        return refuse("unknown option", argument) == 0;
    if (row->flag) {
        *row->flag = true;
        return !equals || refuse("no value belongs to", row->name) == 0;
    }
    if (!equals && *i + 1 == argc)
        return refuse("a value is missing for", row->name) == 0;
    const char *value = equals ? equals + 1 : argv[++*i];
    return take_value(row, value) || refuse("not a usable value for", row->name) == 0;
}

int arguments_parse(int argc, char **argv, const struct option_row *rows, size_t n) {
    int rest = 0;
    bool options = true;
    for (int i = 0; i < argc; i++) {
        if (options && strcmp(argv[i], "--") == 0)
            options = false;
        else if (!options || argv[i][0] != '-' || argv[i][1] == '\0')
            argv[rest++] = argv[i];
        else if (!take_option(argc, argv, &i, rows, n))
            return -1;
    }
    return rest;
}
