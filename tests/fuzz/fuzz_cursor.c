/* Cursors as strangers send them, with checksums that fit and that do not. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "api/cursor.h"

/* What is read must be written as it was: a place has one token. */
static void check_token(const char *s, size_t n) {
    struct cursor cursor;
    char text[CURSOR_CHARS + 1];
    if (!cursor_read(s, n, &cursor))
        return;
    cursor_write(&cursor, text);
    if (n != CURSOR_CHARS || memcmp(text, s, n) != 0)
        abort();
}

/* Whatever place it is, its token is read. */
static void check_place(const uint8_t *data, size_t size) {
    struct cursor cursor = {0}, again;
    char text[CURSOR_CHARS + 1];
    memcpy(&cursor, data, size < sizeof cursor ? size : sizeof cursor);
    cursor_write(&cursor, text);
    if (strlen(text) != CURSOR_CHARS || !cursor_read(text, CURSOR_CHARS, &again) ||
        again.served != cursor.served || again.request != cursor.request ||
        again.position != cursor.position)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    check_token((const char *)data, size);
    check_place(data, size);
    return 0;
}
