#include "server/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LINE_BYTES_MAX = 2048 };

static const char *const names[LOG_LEVELS] = {
    [LOG_ERROR] = "error",
    [LOG_WARN] = "warn",
    [LOG_INFO] = "info",
    [LOG_ACCESS] = "access",
};

bool log_level_parse(const char *name, enum log_level *out) {
    for (int i = 0; i < LOG_LEVELS; i++)
        if (strcmp(name, names[i]) == 0) {
            *out = (enum log_level)i;
            return true;
        }
    return false;
}

static size_t line_head(char *line, size_t room, enum log_level level) {
    struct timespec now;
    struct tm utc;
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    size_t n = strftime(line, room, "%Y-%m-%dT%H:%M:%S", &utc);
    int more = snprintf(line + n, room - n, ".%03ldZ %s ", now.tv_nsec / 1000000, names[level]);
    return n + (size_t)more;
}

static void make_harmless(char *text, size_t n) {
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
            text[i] = '?';
}

void log_line(const struct log *l, enum log_level level, const char *format, ...) {
    if (!log_wants(l, level))
        return;
    char line[LINE_BYTES_MAX];
    size_t n = line_head(line, sizeof line, level);
    va_list arguments;
    va_start(arguments, format);
    int more = vsnprintf(line + n, sizeof line - n - 1, format, arguments);
    va_end(arguments);
    if (more < 0)
        return;
    size_t room = sizeof line - n - 2;
    size_t length = (size_t)more < room ? (size_t)more : room;
    make_harmless(line + n, length);
    line[n + length] = '\n';
    /* A log that can not be written is not worth dying for. */
    if (write(l->fd, line, n + length + 1) < 0)
        return;
}
