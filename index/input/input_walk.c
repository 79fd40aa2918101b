#include "index/input/input_walk.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "index/base/limits.h"
#include "index/text/text.h"

void input_walk_init(struct input_walk *w, input_piece_sink *sink, void *state) {
    *w = (struct input_walk){.sink = sink, .state = state};
    buf_init(&w->name, 64 << 10);
    pieces_init(&w->pieces, INPUT_BYTES_MAX);
}

void input_walk_done(struct input_walk *w) {
    buf_done(&w->name);
    pieces_done(&w->pieces);
}

/* ---- names ----------------------------------------------------------------------- */

void input_walk_name(struct input_walk *w, const char *path) {
    size_t n = strlen(path);
    buf_clear(&w->name);
    for (size_t at = 0; at < n;) {
        uint32_t c;
        size_t step = utf8_decode(path + at, n - at, &c);
        if (step && c >= 0x20 && (c < 0x7F || c > 0x9F))
            buf_add(&w->name, path + at, step);
        else
            buf_printf(&w->name, "\\x%02X", (unsigned char)path[at]);
        at += step ? step : 1;
    }
    w->file_name = w->name.len;
}

/* Names a part of the file, in place of the part named before. */
__attribute__((format(printf, 2, 3))) static void name_part(struct input_walk *w,
                                                            const char *format, ...) {
    char part[40];
    va_list args;
    va_start(args, format);
    vsnprintf(part, sizeof part, format, args);
    va_end(args);
    if (w->name.len > w->file_name)
        w->name.len = w->file_name;
    buf_str(&w->name, part);
}

bool input_walk_reject(struct input_walk *w, struct tt_error *e, const char *reason,
                       const char *format, ...) {
    char detail[200];
    va_list args;
    va_start(args, format);
    vsnprintf(detail, sizeof detail, format, args);
    va_end(args);
    const struct input_piece p = {
        .name = buf_text(&w->name), .bytes = "", .reject = reason, .detail = detail};
    return w->sink(w->state, &p, e);
}

/* ---- pieces ---------------------------------------------------------------------- */

static bool hand_out(struct input_walk *w, const struct piece *p, enum input_form form,
                     struct tt_error *e) {
    if (p->too_large)
        return input_walk_reject(w, e, "too-large", "it is larger than %d MiB",
                                 INPUT_BYTES_MAX >> 20);
    const struct input_piece whole = {
        .name = buf_text(&w->name), .form = form, .bytes = p->bytes, .len = p->len};
    return w->sink(w->state, &whole, e);
}

/* Without white space around it, so that it hashes the same wherever it stands. */
static void trim(struct piece *p) {
    static const char blank[] = " \t\r\n";
    while (p->len && memchr(blank, p->bytes[0], 4)) {
        p->bytes++;
        p->len--;
    }
    while (p->len && memchr(blank, p->bytes[p->len - 1], 4))
        p->len--;
}

/* A page of no bytes is an input too: it has no text. */
static bool walk_whole(struct input_walk *w, enum input_form form, struct tt_error *e) {
    struct piece p;
    if (!pieces_rest(&w->pieces, &p)) {
        if (w->pieces.error)
            return true;
        p = (struct piece){.bytes = ""};
    }
    return hand_out(w, &p, form, e);
}

static bool walk_page(struct input_walk *w, struct tt_error *e) {
    return walk_whole(w, FORM_PAGE, e);
}

static bool walk_html(struct input_walk *w, struct tt_error *e) {
    return walk_whole(w, FORM_HTML, e);
}

static bool reject_utf16(struct input_walk *w, struct tt_error *e) {
    return w->pieces.error ||
           input_walk_reject(w, e, "not-utf8", "the file begins as UTF-16 or UTF-32 does");
}

static bool walk_lines(struct input_walk *w, struct tt_error *e) {
    struct piece p;
    if (!pieces_skip_bom(&w->pieces))
        return reject_utf16(w, e);
    for (size_t line = 1; pieces_line(&w->pieces, &p); line++) {
        trim(&p);
        if (!p.len && !p.too_large)
            continue;
        name_part(w, ":%zu", line);
        if (!hand_out(w, &p, FORM_JSON, e))
            return false;
    }
    return true;
}

/* Behind an array's '['. Every element that is whole counts, also when the array is not. */
static bool walk_array(struct input_walk *w, struct tt_error *e) {
    struct piece p = {.delimiter = ','};
    for (size_t i = 0; p.delimiter == ',' && pieces_element(&w->pieces, &p); i++) {
        trim(&p);
        if (!p.len && !p.too_large && i == 0 && p.delimiter == ']')
            break;
        name_part(w, "[%zu]", i);
        if (!hand_out(w, &p, FORM_JSON, e))
            return false;
    }
    name_part(w, "%s", "");
    if (w->pieces.error)
        return true;
    if (p.delimiter != ']')
        return input_walk_reject(w, e, "bad-json", "the array has no end");
    return !pieces_peek(&w->pieces) ||
           input_walk_reject(w, e, "bad-json", "something stands behind the array");
}

static bool walk_json(struct input_walk *w, struct tt_error *e) {
    struct piece p;
    if (!pieces_skip_bom(&w->pieces))
        return reject_utf16(w, e);
    if (pieces_peek(&w->pieces) == '[') {
        pieces_take(&w->pieces);
        return walk_array(w, e);
    }
    if (!pieces_rest(&w->pieces, &p))
        return w->pieces.error || input_walk_reject(w, e, "bad-json", "the file is empty");
    trim(&p);
    return hand_out(w, &p, FORM_JSON, e);
}

bool input_walk_pieces(struct input_walk *w, enum input_form form, struct tt_error *e) {
    static bool (*const walks[])(struct input_walk *, struct tt_error *) = {
        [FORM_PAGE] = walk_page,
        [FORM_HTML] = walk_html,
        [FORM_LINES] = walk_lines,
        [FORM_JSON] = walk_json,
    };
    if (!walks[form](w, e))
        return false;
    if (w->pieces.error == ENOMEM)
        return tt_fail(e, TT_NO_MEMORY, "no memory to read %.120s", buf_text(&w->name));
    if (!w->pieces.error)
        return true;
    name_part(w, "%s", "");
    return input_walk_reject(w, e, "unreadable", "reading failed: %s",
                             strerrordesc_np(w->pieces.error));
}
