/* From the bytes of one file to the inputs in it, handed to a sink.
 *
 * Ownership: input_walk_init embeds, input_walk_done frees. The memory of one file serves
 * the next. Threads: one walk, one thread. */
#ifndef TIMTIN_INDEX_INPUT_INPUT_WALK_H
#define TIMTIN_INDEX_INPUT_INPUT_WALK_H

#include "index/base/buf.h"
#include "index/input/input.h"
#include "index/input/input_list.h"
#include "index/input/input_pieces.h"
#include "index/input/input_record.h"

struct input_walk {
    input_sink *sink;
    input_reject *reject;
    void *state;
    struct buf name;  /* of the input at hand */
    size_t file_name; /* how much of it names the file */
    struct pieces pieces;
    struct record record;
};

void input_walk_init(struct input_walk *w, input_sink *sink, input_reject *reject, void *state);
void input_walk_done(struct input_walk *w);

/* Names the file for people: bytes that are no printable UTF-8 become \xNN. */
void input_walk_name(struct input_walk *w, const char *path);

/* Rejects the input at hand. */
__attribute__((format(printf, 3, 4))) void
input_walk_reject(struct input_walk *w, const char *reason, const char *format, ...);

/* Hands out everything in w->pieces, which the caller has pointed at the file's bytes. False
 * when the sink stopped the walk, or without memory. */
bool input_walk_pieces(struct input_walk *w, enum input_form form, struct tt_error *e);

#endif
