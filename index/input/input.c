#include "index/input/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/base/limits.h"
#include "index/input/input_list.h"
#include "index/input/input_record.h"
#include "index/input/input_walk.h"

struct inputs {
    struct input_list list;
    int spool; /* what standard input gave, -1 until it was read */
};

bool inputs_open(const char *const *paths, size_t n, struct inputs **out, struct tt_error *e) {
    struct inputs *in = calloc(1, sizeof *in);
    if (!in)
        return tt_fail(e, TT_NO_MEMORY, "no memory for the list of inputs");
    in->spool = -1;
    input_list_init(&in->list);
    for (size_t i = 0; i < n; i++)
        if (!input_list_add(&in->list, paths[i], e)) {
            inputs_close(in);
            return false;
        }
    *out = in;
    return true;
}

void inputs_close(struct inputs *in) {
    if (!in)
        return;
    if (in->spool >= 0)
        close(in->spool);
    input_list_done(&in->list);
    free(in);
}

uint64_t inputs_bytes(const struct inputs *in) {
    return in->list.bytes;
}

/* ---- standard input -------------------------------------------------------------- */

/* A file that has no name, or soon has none. */
static int open_nameless(void) {
    const char *dir = getenv("TMPDIR");
    if (!dir || !*dir)
        dir = P_tmpdir;
    int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0)
        return fd;
    char name[4096];
    if ((size_t)snprintf(name, sizeof name, "%s/timtin-XXXXXX", dir) >= sizeof name)
        return -1;
    fd = mkostemp(name, O_CLOEXEC);
    if (fd >= 0)
        unlink(name);
    return fd;
}

static bool write_all(int fd, const char *s, size_t n) {
    while (n) {
        ssize_t done = write(fd, s, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        s += done;
        n -= (size_t)done;
    }
    return true;
}

static bool copy_stdin(int to) {
    char bytes[64 << 10];
    ssize_t n;
    while ((n = read(STDIN_FILENO, bytes, sizeof bytes)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 || !write_all(to, bytes, (size_t)n))
            return false;
    }
    return true;
}

/* Keeps standard input, so that it can be walked as often as a file. */
static bool spool_stdin(struct inputs *in, struct tt_error *e) {
    struct stat st;
    if (in->spool >= 0)
        return true;
    int fd = open_nameless();
    if (fd < 0)
        return tt_fail(e, TT_INTERNAL, "no temporary file for standard input: %s",
                       strerrordesc_np(errno));
    if (!copy_stdin(fd)) {
        tt_fail(e, TT_INTERNAL, "keeping standard input failed: %s", strerrordesc_np(errno));
        close(fd);
        return false;
    }
    if (in->list.bytes == 0 && fstat(fd, &st) == 0)
        in->list.bytes = (uint64_t)st.st_size;
    in->spool = fd;
    return true;
}

/* ---- the walk -------------------------------------------------------------------- */

/* Not waiting: a file may have become a pipe since it was listed. */
static int open_file(const char *path, struct stat *st) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return -1;
    if (fstat(fd, st) == 0 && S_ISREG(st->st_mode))
        return fd;
    close(fd);
    errno = EINVAL;
    return -1;
}

static bool refuse_folder(struct input_walk *w, int error, struct tt_error *e) {
    if (error == ELOOP)
        return input_walk_reject(w, e, "unreadable", "the folder lies more than %d folders deep",
                                 PATH_DEPTH_MAX);
    return input_walk_reject(w, e, "unreadable", "the folder cannot be read: %s",
                             strerrordesc_np(error));
}

static bool walk_entry(struct inputs *in, size_t i, struct input_walk *w, struct tt_error *e) {
    const struct input_entry *entry = &in->list.entries[i];
    struct stat st;
    input_walk_name(w, input_list_path(&in->list, i));
    if (entry->form == FORM_BAD_FOLDER)
        return refuse_folder(w, entry->error, e);
    if (entry->form == FORM_STDIN) {
        if (!spool_stdin(in, e))
            return false;
        if (lseek(in->spool, 0, SEEK_SET) < 0)
            return tt_fail(e, TT_INTERNAL, "the copy of standard input cannot be read again");
        pieces_from_fd(&w->pieces, in->spool);
        return input_walk_pieces(w, FORM_LINES, e);
    }
    int fd = open_file(input_list_path(&in->list, i), &st);
    if (fd < 0)
        return input_walk_reject(w, e, "unreadable", "the file cannot be read: %s",
                                 strerrordesc_np(errno));
    pieces_from_fd(&w->pieces, fd);
    bool ok = input_walk_pieces(w, entry->form, e);
    close(fd);
    return ok;
}

bool inputs_walk_pieces(struct inputs *in, input_piece_sink *sink, void *state,
                        struct tt_error *e) {
    struct input_walk w;
    input_walk_init(&w, sink, state);
    bool ok = true;
    for (size_t i = 0; i < in->list.n && ok; i++)
        ok = walk_entry(in, i, &w, e);
    input_walk_done(&w);
    return ok;
}

/* ---- piece by piece -------------------------------------------------------------- */

struct reader {
    struct record record;
    input_sink *sink;
    input_reject *reject;
    void *state;
};

static bool read_piece(void *state, const struct input_piece *p, struct tt_error *e) {
    struct reader *r = state;
    if (!record_read_piece(&r->record, p, e))
        return false;
    if (!r->record.reject)
        return r->sink(r->state, &r->record.input, e);
    r->reject(r->state, p->name, r->record.reject, r->record.detail);
    return true;
}

bool inputs_walk(struct inputs *in, input_sink *sink, input_reject *reject, void *state,
                 struct tt_error *e) {
    struct reader r = {.sink = sink, .reject = reject, .state = state};
    record_init(&r.record);
    bool ok = inputs_walk_pieces(in, read_piece, &r, e);
    record_done(&r.record);
    return ok;
}
