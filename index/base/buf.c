#include "index/base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 64 };

void buf_init(struct buf *b, size_t max) {
    /* Half of the address space is no bound at all and keeps the sums below from wrapping. */
    *b = (struct buf){.max = max < SIZE_MAX / 2 ? max : SIZE_MAX / 2};
}

void buf_done(struct buf *b) {
    free(b->data);
    buf_init(b, b->max);
}

void buf_clear(struct buf *b) {
    b->len = 0;
    b->failed = false;
    if (b->data)
        b->data[0] = '\0';
}

/* The room to ask for: at least `need` bytes (the NUL is extra), doubled, never above max. */
static size_t next_room(const struct buf *b, size_t need) {
    size_t room = b->cap ? b->cap : FIRST_ROOM;
    while (room < need)
        room *= 2;
    return room < b->max ? room : b->max;
}

char *buf_reserve(struct buf *b, size_t n) {
    if (b->failed || n > b->max - b->len) {
        b->failed = true;
        return NULL;
    }
    if (!b->data || b->len + n > b->cap) {
        size_t room = next_room(b, b->len + n);
        char *data = realloc(b->data, room + 1);
        if (!data) {
            b->failed = true;
            return NULL;
        }
        b->data = data;
        b->cap = room;
    }
    b->data[b->len + n] = '\0';
    return b->data + b->len;
}

void buf_add(struct buf *b, const void *bytes, size_t n) {
    char *to = buf_reserve(b, n);
    if (!to || n == 0)
        return;
    memcpy(to, bytes, n);
    b->len += n;
}

void buf_str(struct buf *b, const char *s) {
    buf_add(b, s, strlen(s));
}

void buf_char(struct buf *b, char c) {
    buf_add(b, &c, 1);
}

void buf_printf(struct buf *b, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    char *to = n < 0 ? NULL : buf_reserve(b, (size_t)n);
    if (to) {
        vsnprintf(to, (size_t)n + 1, format, again);
        b->len += (size_t)n;
    } else {
        b->failed = true;
    }
    va_end(again);
    va_end(args);
}

char *buf_steal(struct buf *b) {
    char *data = buf_reserve(b, 0) ? b->data : NULL;
    if (data)
        b->data = NULL;
    buf_done(b);
    return data;
}

bool array_grow(void *array_pointer, size_t *cap, size_t need, size_t size) {
    if (need <= *cap)
        return true;
    size_t room = *cap ? *cap : 8;
    while (room < need) {
        if (room > SIZE_MAX / 2)
            return false;
        room *= 2;
    }
    void *array;
    memcpy(&array, array_pointer, sizeof array); /* whatever type it points to */
    array = reallocarray(array, room, size);
    if (!array)
        return false;
    memcpy(array_pointer, &array, sizeof array);
    *cap = room;
    return true;
}
