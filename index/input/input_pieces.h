/* Bytes in, pieces out: the lines of a file, or the elements of a JSON array.
 *
 * Memory is bounded by one piece: a piece over `max` bytes is passed over, and the next one
 * is found all the same. Read, not mapped: a mapped file that somebody shortens kills the
 * process with SIGBUS, and reading whole pages costs no more.
 *
 * Ownership: pieces_init embeds, pieces_done frees; the descriptor stays the caller's. A
 * piece ends with the next call. Threads: one cutter, one thread. */
#ifndef TIMTIN_INDEX_INPUT_INPUT_PIECES_H
#define TIMTIN_INDEX_INPUT_INPUT_PIECES_H

#include <stdbool.h>
#include <stddef.h>

struct pieces {
    int fd; /* -1: the bytes are all in `memory` */
    const char *memory;
    size_t memory_left;
    char *data;
    size_t start, end, cap, max;
    int error; /* errno of a failed read, ENOMEM without memory; 0 */
};

struct piece {
    const char *bytes; /* not NUL-terminated */
    size_t len;
    bool too_large; /* over `max`: bytes is NULL */
    char delimiter; /* of an array's element: ',' or ']', 0 at the end of the bytes */
};

void pieces_init(struct pieces *s, size_t max);
void pieces_done(struct pieces *s);

/* Starts over with other bytes; the memory is kept. */
void pieces_from_fd(struct pieces *s, int fd);
void pieces_from_bytes(struct pieces *s, const char *bytes, size_t n);

/* False at the end, or when reading failed (`error` is set). */
bool pieces_line(struct pieces *s, struct piece *out);    /* without its line end */
bool pieces_rest(struct pieces *s, struct piece *out);    /* all that is left, once */
bool pieces_element(struct pieces *s, struct piece *out); /* up to a ',' or ']' outside it */

/* The first byte that is no JSON white space, without taking it; 0 at the end. */
char pieces_peek(struct pieces *s);
/* Takes what pieces_peek has shown. */
void pieces_take(struct pieces *s);
/* Takes a UTF-8 byte order mark. False when the bytes begin as UTF-16 or UTF-32 do. */
bool pieces_skip_bom(struct pieces *s);

#endif
