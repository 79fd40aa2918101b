/* The list of files that an input walk goes through.
 *
 * It is made once, so that two walks meet the same inputs in the same order: about the
 * length of its path and 16 bytes a file.
 *
 * Folders are read in byte order of names. Links to files are followed, links to folders
 * are not (save a PATH itself), so there are no loops; PATH_DEPTH_MAX bounds the rest.
 *
 * Ownership: input_list_init embeds, input_list_done frees. Threads: one list, one thread. */
#ifndef TIMTIN_INDEX_INPUT_INPUT_LIST_H
#define TIMTIN_INDEX_INPUT_INPUT_LIST_H

#include "index/base/buf.h"
#include "index/base/error.h"

enum input_form {
    FORM_NONE,
    FORM_PAGE,
    FORM_HTML,
    FORM_LINES,
    FORM_JSON,
    FORM_STDIN,
    FORM_BAD_FOLDER
};

struct input_entry {
    size_t path; /* offset into `paths` */
    enum input_form form;
    int error; /* of a FORM_BAD_FOLDER: its errno, ELOOP when it lies too deep */
};

struct input_list {
    struct input_entry *entries;
    size_t n, cap;
    struct buf paths;
    uint64_t bytes; /* of all files */
};

void input_list_init(struct input_list *l);
void input_list_done(struct input_list *l);

/* Adds what a PATH stands for. Fails as inputs_open does. */
bool input_list_add(struct input_list *l, const char *path, struct tt_error *e);

static inline const char *input_list_path(const struct input_list *l, size_t i) {
    return l->paths.data + l->entries[i].path;
}

#endif
