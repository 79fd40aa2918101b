/* Inputs: files, folders and standard input, one page or record at a time.
 *
 * Ownership: what a sink is handed ends with the sink's return.
 * Threads: one walk at a time; inputs_walk_wide has helpers of its own. */
#ifndef TIMTIN_INDEX_INPUT_INPUT_H
#define TIMTIN_INDEX_INPUT_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buf.h"
#include "index/base/error.h"
#include "index/store/article.h"

/* What one input says, before it is understood. Strings are stored text, NULL when not
 * given (empty and null count as not given). */
struct input {
    const char *name; /* for people: "folder/page.txt", "file.jsonl:12", "a.json[3]", "-:3" */
    uint64_t hash;    /* XXH3 of the input's bytes */
    const char *body; /* the article's text, kept as it is; or */
    const char *text; /* a page's text, to be cleaned; exactly one of the two */
    const char *id, *url, *title, *source, *author, *lang;
    const char *published;       /* as written */
    const char *const *agencies; /* names */
    size_t n_agencies;
    bool agencies_given;
};

/* Called for every readable input, in order. False stops the walk (*e says why). */
typedef bool input_sink(void *state, const struct input *in, struct tt_error *e);
/* Called for every input that cannot be read; `reason` is one of a small set of words
 * joined by '-' (not-utf8, bad-json, not-an-object, no-text, too-large, bad-id, bad-field,
 * unreadable, too-deep, too-complex), `detail` a sentence. */
typedef void input_reject(void *state, const char *name, const char *reason, const char *detail);

/* Walks the paths: a file by its ending (.txt .html .htm .jsonl .ndjson .json), a folder
 * recursively in byte order of names (hidden entries and other endings left out), "-" as JSON lines
 * on `standard_input` (read to its end at the first walk; keep the inputs to walk again).
 * A path that does not exist, or a named file with an unknown ending, is TT_NOT_FOUND /
 * TT_BAD_INPUT before anything is handed out. */
struct inputs;
bool inputs_open(const char *const *paths, size_t n, struct inputs **out, struct tt_error *e);
bool inputs_walk(struct inputs *in, input_sink *sink, input_reject *reject, void *state,
                 struct tt_error *e);

/* ---- by several threads ---------------------------------------------------------- */

/* What is made of one input: bytes appended to `out`, 8-byte aligned in memory where they
 * begin; or a rejection, a word that lives on and its sentence. */
struct input_work {
    struct buf *out;
    const char *reject;
    char detail[200];
};

/* Inputs are read and worked on by any thread, what was made of them is taken by the caller's,
 * in order: the same whatever the number of threads. On the way are at most 24 MiB of inputs
 * (one alone may be INPUT_BYTES_MAX) and what is made of them. */
struct input_crew {
    unsigned threads; /* >= 1 */
    bool (*work)(void *state, const struct input *in, struct input_work *w, struct tt_error *e);
    bool (*take)(void *state, const char *name, const char *made, size_t len, struct tt_error *e);
    input_reject *reject; /* of the walk, of reading and of `work` alike */
    void *state;
};
bool inputs_walk_wide(struct inputs *in, const struct input_crew *crew, struct tt_error *e);

uint64_t inputs_bytes(const struct inputs *in); /* of all files, for a progress display */
void inputs_close(struct inputs *in);

#endif
