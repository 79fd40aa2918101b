/* One line a message on stderr: the only place of the server that prints there.
 *
 * A log is a value that is set up once and then only read; control characters in a message
 * are shown as '?', so that a request can not forge a line.
 * Threads: any; a line is written with one call. */
#ifndef TIMTIN_SERVER_LOG_H
#define TIMTIN_SERVER_LOG_H

#include <stdbool.h>

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_ACCESS, LOG_LEVELS };

struct log {
    enum log_level level; /* messages up to this one are written */
    int fd;
};

/* False and *out untouched when there is no such level. */
bool log_level_parse(const char *name, enum log_level *out);

static inline bool log_wants(const struct log *l, enum log_level level) {
    return level <= l->level;
}
__attribute__((format(printf, 3, 4))) void log_line(const struct log *l, enum log_level level,
                                                    const char *format, ...);

#endif
