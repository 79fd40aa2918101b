/* Files of every form are handed out as valid inputs or rejected with a reason. The first byte
 * chooses the form, the rest is the file. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "index/input/input_record.h"
#include "index/text/text.h"

static void require(bool holds) {
    if (!holds)
        abort();
}

static void check_text(const char *s) {
    for (size_t n = s ? strlen(s) : 0, step; n; s += step, n -= step) {
        uint32_t c;
        step = utf8_decode(s, n, &c);
        require(step > 0);
    }
}

static void check_input(const struct input *in) {
    const char *const texts[] = {in->name,  in->body,   in->text,   in->id,   in->url,
                                 in->title, in->source, in->author, in->lang, in->published};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        check_text(texts[i]);
        require(!texts[i] || *texts[i]);
    }
    require(!in->body != !in->text);
    require(!in->id || strlen(in->id) <= ID_BYTES_MAX);
    require(!in->title || strlen(in->title) <= TITLE_BYTES_MAX);
    require(in->n_agencies <= AGENCIES_MAX && in->agencies_given == (in->n_agencies > 0));
    for (size_t i = 0; i < in->n_agencies; i++)
        check_text(in->agencies[i]);
}

static bool take(void *state, const struct input_piece *p, struct tt_error *e) {
    struct record *r = state;
    require(p->name && *p->name && record_read_piece(r, p, e));
    if (!r->reject)
        check_input(&r->input);
    else
        require(*r->reject && *r->detail);
    check_text(r->detail);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static const enum input_form forms[] = {FORM_LINES, FORM_JSON, FORM_PAGE};
    struct input_walk w;
    struct record r;
    struct tt_error e;
    if (!size)
        return 0;
    record_init(&r);
    input_walk_init(&w, take, &r);
    input_walk_name(&w, "file");
    pieces_from_bytes(&w.pieces, (const char *)bytes + 1, size - 1);
    require(input_walk_pieces(&w, forms[bytes[0] % 3], &e));
    input_walk_done(&w);
    record_done(&r);
    return 0;
}
