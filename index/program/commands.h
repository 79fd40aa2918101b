/* The commands of timtin-index. Each is handed its arguments behind its name and returns
 * the exit status: 0 success, 2 wrong usage, 1 otherwise. Results go to stdout, messages to
 * stderr. */
#ifndef TIMTIN_INDEX_PROGRAM_COMMANDS_H
#define TIMTIN_INDEX_PROGRAM_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/error.h"

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

int command_build(int argc, char **argv);
int command_extract(int argc, char **argv);
int command_check(int argc, char **argv);
int command_stats(int argc, char **argv);
int command_activate(int argc, char **argv);

/* ---- arguments ------------------------------------------------------------------- */

/* One option of a command: exactly one of the targets is not NULL. */
struct option_row {
    const char *name; /* "--index" */
    const char **text;
    unsigned *number; /* >= 1 */
    bool *flag;
};

/* Sorts the arguments into options and the rest, which moves to the front of argv: its
 * number, or -1 after a message. "--" ends the options; "-" is no option. */
int arguments_parse(int argc, char **argv, const struct option_row *rows, size_t n);

/* Says what went wrong; returns the exit status for it. */
int fail_with(const struct tt_error *e);
/* Says how the command is used wrongly; returns EXIT_USAGE. */
int fail_usage(const char *message);

#endif
