/* From the bytes of one file to the inputs in it, handed as pieces to a sink.
 *
 * Ownership: input_walk_init embeds, input_walk_done frees. The memory of one file serves
 * the next. Threads: one walk, one thread. */
#ifndef TIMTIN_INDEX_INPUT_INPUT_WALK_H
#define TIMTIN_INDEX_INPUT_INPUT_WALK_H

#include "index/base/buf.h"
#include "index/input/input.h"
#include "index/input/input_list.h"
#include "index/input/input_pieces.h"

/* One input as it lies there: its bytes and how they are to be read, or why they cannot be. */
struct input_piece {
    const char *name;
    enum input_form form; /* FORM_PAGE, FORM_HTML, or FORM_JSON for a record */
    const char *bytes;    /* not NUL-terminated */
    size_t len;
    const char *reject, *detail; /* reject: NULL, or a word of input_reject and its sentence */
};

/* False ends the walk. */
typedef bool input_piece_sink(void *state, const struct input_piece *p, struct tt_error *e);

struct inputs;
bool inputs_walk_pieces(struct inputs *in, input_piece_sink *sink, void *state, struct tt_error *e);

/* ---- one file -------------------------------------------------------------------- */

struct input_walk {
    input_piece_sink *sink;
    void *state;
    struct buf name;  /* of the input at hand */
    size_t file_name; /* how much of it names the file */
    struct pieces pieces;
};

void input_walk_init(struct input_walk *w, input_piece_sink *sink, void *state);
void input_walk_done(struct input_walk *w);

/* Names the file for people: bytes that are no printable UTF-8 become \xNN. */
void input_walk_name(struct input_walk *w, const char *path);

/* Rejects the input at hand. */
__attribute__((format(printf, 4, 5))) bool input_walk_reject(struct input_walk *w,
                                                             struct tt_error *e, const char *reason,
                                                             const char *format, ...);

/* Hands out everything in w->pieces, which the caller has pointed at the file's bytes. False
 * when the sink stopped the walk, or without memory. */
bool input_walk_pieces(struct input_walk *w, enum input_form form, struct tt_error *e);

#endif
