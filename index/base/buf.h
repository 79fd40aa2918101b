/* A growable byte buffer that is born with a maximum, and growing for plain arrays.
 *
 * Errors are sticky: after the first failure (maximum reached or no memory) every further
 * append does nothing and `buf_ok` is false; look once, at the end.
 * Ownership: buf_init embeds, buf_done frees; buf_steal hands the bytes over (free them).
 * Threads: one buffer, one thread at a time. */
#ifndef TIMTIN_INDEX_BASE_BUF_H
#define TIMTIN_INDEX_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
    char *data; /* NUL-terminated beyond len once anything was appended; may be NULL */
    size_t len, cap, max;
    bool failed;
};

void buf_init(struct buf *b, size_t max);
void buf_done(struct buf *b);
void buf_clear(struct buf *b); /* empty again, memory kept, failure forgotten */

void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_str(struct buf *b, const char *s);
void buf_char(struct buf *b, char c);
__attribute__((format(printf, 2, 3))) void buf_printf(struct buf *b, const char *format, ...);
/* Room for n bytes at the end, to be written by the caller who then adds to len; NULL when
 * there is none. A NUL stands behind the n bytes: who uses fewer writes his own. */
char *buf_reserve(struct buf *b, size_t n);

static inline bool buf_ok(const struct buf *b) {
    return !b->failed;
}
/* The text so far, "" when nothing was appended; never NULL. Ends with the buffer. */
static inline const char *buf_text(const struct buf *b) {
    return b->data ? b->data : "";
}
char *buf_steal(struct buf *b); /* malloc'd, NUL-terminated; NULL when the buffer failed */

/* Makes room for at least `need` elements of `size` bytes in *array (NULL when empty),
 * whose room is *cap elements; doubles. False and untouched when there is no memory. */
bool array_grow(void *array_pointer, size_t *cap, size_t need, size_t size);

#endif
