#include "index/input/input_pieces.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_ROOM = 64 << 10 };

void pieces_init(struct pieces *s, size_t max) {
    *s = (struct pieces){.fd = -1, .max = max};
}

void pieces_done(struct pieces *s) {
    free(s->data);
    *s = (struct pieces){.fd = -1};
}

void pieces_from_fd(struct pieces *s, int fd) {
    s->fd = fd;
    s->memory = NULL;
    s->memory_left = s->start = s->end = 0;
    s->error = 0;
}

void pieces_from_bytes(struct pieces *s, const char *bytes, size_t n) {
    pieces_from_fd(s, -1);
    s->memory = bytes;
    s->memory_left = n;
}

/* Room behind `end`: moved together, or twice as much, up to one byte over a whole piece. */
static bool make_room(struct pieces *s) {
    if (s->start) {
        memmove(s->data, s->data + s->start, s->end - s->start);
        s->end -= s->start;
        s->start = 0;
    }
    if (s->end < s->cap)
        return true;
    size_t cap = s->cap ? s->cap * 2 : FIRST_ROOM;
    if (cap > s->max + 1)
        cap = s->max + 1;
    char *data = cap > s->cap ? realloc(s->data, cap) : NULL;
    if (!data) {
        s->error = ENOMEM;
        return false;
    }
    s->data = data;
    s->cap = cap;
    return true;
}

static ssize_t take_bytes(struct pieces *s, char *to, size_t room) {
    if (s->fd < 0) {
        size_t n = room < s->memory_left ? room : s->memory_left;
        if (n)
            memcpy(to, s->memory, n);
        s->memory += n;
        s->memory_left -= n;
        return (ssize_t)n;
    }
    ssize_t n;
    do
        n = read(s->fd, to, room);
    while (n < 0 && errno == EINTR);
    return n;
}

/* More bytes behind `end`; false at the end of them or when reading failed. */
static bool fill(struct pieces *s) {
    if (s->end == s->cap && !make_room(s))
        return false;
    ssize_t n = take_bytes(s, s->data + s->end, s->cap - s->end);
    if (n < 0)
        s->error = errno;
    if (n <= 0)
        return false;
    s->end += (size_t)n;
    return true;
}

/* What a cutter remembers between two fillings. */
struct cut {
    int depth;
    bool in_string, escaped;
};

/* Offset of the piece's delimiter in s[0..n-1], n when it is not there yet. */
typedef size_t cutter(struct cut *c, const char *s, size_t n);

static size_t cut_line(struct cut *c, const char *s, size_t n) {
    (void)c;
    const char *end = memchr(s, '\n', n);
    return end ? (size_t)(end - s) : n;
}

static size_t cut_nothing(struct cut *c, const char *s, size_t n) {
    (void)c;
    (void)s;
    return n;
}

static size_t cut_element(struct cut *c, const char *s, size_t n) {
    for (size_t i = 0; i < n; i++) {
        char ch = s[i];
        if (c->in_string) {
            if (c->escaped)
                c->escaped = false;
            else if (ch == '\\')
                c->escaped = true;
            else if (ch == '"')
                c->in_string = false;
        } else if (ch == '"') {
            c->in_string = true;
        } else if (ch == '{' || ch == '[') {
            c->depth++;
        } else if (c->depth == 0 && (ch == ',' || ch == ']')) {
            return i;
        } else if ((ch == '}' || ch == ']') && c->depth > 0) {
            c->depth--;
        }
    }
    return n;
}

static void finish(struct pieces *s, size_t len, bool dropped, bool delimited, struct piece *out) {
    bool too_large = dropped || len > s->max;
    *out = (struct piece){.bytes = too_large ? NULL : s->data + s->start,
                          .len = too_large ? 0 : len,
                          .too_large = too_large,
                          .delimiter = delimited ? s->data[s->start + len] : 0};
    s->start += len + delimited;
}

static bool next_piece(struct pieces *s, cutter *find, struct piece *out) {
    struct cut c = {0};
    size_t seen = 0;
    bool dropped = false;
    for (;;) {
        size_t have = s->end - s->start;
        if (have > seen)
            seen += find(&c, s->data + s->start + seen, have - seen);
        if (seen < have || seen > s->max) {
            if (seen < have) {
                finish(s, seen, dropped, true, out);
                return true;
            }
            dropped = true;
            s->start = s->end = seen = 0;
        }
        if (!fill(s)) {
            if (s->error || (!seen && !dropped))
                return false;
            finish(s, seen, dropped, false, out);
            return true;
        }
    }
}

bool pieces_line(struct pieces *s, struct piece *out) {
    return next_piece(s, cut_line, out);
}

bool pieces_rest(struct pieces *s, struct piece *out) {
    return next_piece(s, cut_nothing, out);
}

bool pieces_element(struct pieces *s, struct piece *out) {
    return next_piece(s, cut_element, out);
}

char pieces_peek(struct pieces *s) {
    for (;;) {
        while (s->start < s->end && memchr(" \t\r\n", s->data[s->start], 4))
            s->start++;
        if (s->start < s->end)
            return s->data[s->start];
        if (!fill(s))
            return 0;
    }
}

void pieces_take(struct pieces *s) {
    if (s->start < s->end)
        s->start++;
}

bool pieces_skip_bom(struct pieces *s) {
    while (s->end - s->start < 3 && fill(s))
        ;
    size_t n = s->end - s->start;
    if (n >= 3 && memcmp(s->data + s->start, "\xEF\xBB\xBF", 3) == 0)
        s->start += 3;
    return n < 2 || (memcmp(s->data + s->start, "\xFF\xFE", 2) != 0 &&
                     memcmp(s->data + s->start, "\xFE\xFF", 2) != 0);
}
