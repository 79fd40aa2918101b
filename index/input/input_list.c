#include "index/input/input_list.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/base/limits.h"

static const struct ending {
    const char *text;
    enum input_form form;
} endings[] = {
    {".txt", FORM_PAGE},    {".html", FORM_HTML},    {".htm", FORM_HTML},
    {".jsonl", FORM_LINES}, {".ndjson", FORM_LINES}, {".json", FORM_JSON},
};

void input_list_init(struct input_list *l) {
    *l = (struct input_list){0};
    buf_init(&l->paths, SIZE_MAX / 2);
}

void input_list_done(struct input_list *l) {
    free(l->entries);
    buf_done(&l->paths);
    *l = (struct input_list){0};
}

static enum input_form form_of(const char *name) {
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof endings[0]; i++)
        if (strcasecmp(dot, endings[i].text) == 0)
            return endings[i].form;
    return FORM_NONE;
}

static bool append(struct input_list *l, const char *path, enum input_form form, int error,
                   struct tt_error *e) {
    size_t at = l->paths.len;
    buf_add(&l->paths, path, strlen(path) + 1);
    if (!buf_ok(&l->paths) || !array_grow(&l->entries, &l->cap, l->n + 1, sizeof *l->entries))
        return tt_fail(e, TT_NO_MEMORY, "no memory for the list of inputs");
    l->entries[l->n++] = (struct input_entry){at, form, error};
    return true;
}

static bool add_file(struct input_list *l, const char *path, enum input_form form, uint64_t size,
                     struct tt_error *e) {
    l->bytes += size;
    return append(l, path, form, 0, e);
}

/* ---- folders --------------------------------------------------------------------- */

static int not_hidden(const struct dirent *d) {
    return d->d_name[0] != '.';
}

static int by_bytes(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

static bool add_folder(struct input_list *l, struct buf *path, int depth, struct tt_error *e);

/* One entry of a folder, already joined to `path`. What cannot be looked at but has an
 * ending of ours is listed: the walk will say why it is unreadable. */
static bool add_entry(struct input_list *l, struct buf *path, int depth, struct tt_error *e) {
    struct stat st;
    enum input_form form = form_of(path->data);
    bool seen = lstat(path->data, &st) == 0;
    if (seen && S_ISDIR(st.st_mode))
        return add_folder(l, path, depth + 1, e);
    if (form == FORM_NONE)
        return true;
    if (seen && S_ISLNK(st.st_mode))
        seen = stat(path->data, &st) == 0;
    if (seen && !S_ISREG(st.st_mode))
        return true;
    return add_file(l, path->data, form, seen ? (uint64_t)st.st_size : 0, e);
}

static void free_names(struct dirent **names, int n) {
    for (int i = 0; i < n; i++)
        free(names[i]);
    free(names);
}

static bool add_folder(struct input_list *l, struct buf *path, int depth, struct tt_error *e) {
    struct dirent **names = NULL;
    if (depth > PATH_DEPTH_MAX)
        return append(l, path->data, FORM_BAD_FOLDER, ELOOP, e);
    int n = scandir(path->data, &names, not_hidden, by_bytes);
    if (n < 0 && errno == ENOMEM)
        return tt_fail(e, TT_NO_MEMORY, "no memory for the names in %.120s", path->data);
    if (n < 0)
        return append(l, path->data, FORM_BAD_FOLDER, errno, e);
    size_t base = path->len;
    bool ok = true;
    for (int i = 0; i < n && ok; i++) {
        if (path->data[path->len - 1] != '/')
            buf_char(path, '/');
        buf_str(path, names[i]->d_name);
        ok = buf_ok(path) ? add_entry(l, path, depth, e)
                          : tt_fail(e, TT_NO_MEMORY, "no memory for a path");
        path->len = base;
        path->data[base] = 0;
    }
    free_names(names, n);
    return ok;
}

static bool add_root(struct input_list *l, const char *given, struct tt_error *e) {
    struct buf path;
    buf_init(&path, 1 << 20);
    buf_str(&path, given);
    size_t before = l->n;
    bool ok = buf_ok(&path) ? add_folder(l, &path, 0, e)
                            : tt_fail(e, TT_NO_MEMORY, "no memory for a path");
    buf_done(&path);
    if (ok && l->n == before + 1 && l->entries[before].form == FORM_BAD_FOLDER &&
        strcmp(input_list_path(l, before), given) == 0)
        return tt_fail(e, TT_BAD_INPUT, "%.120s: %s", given,
                       strerrordesc_np(l->entries[before].error));
    return ok;
}

/* ---- a PATH ---------------------------------------------------------------------- */

static bool add_stdin(struct input_list *l, struct tt_error *e) {
    struct stat st;
    for (size_t i = 0; i < l->n; i++)
        if (l->entries[i].form == FORM_STDIN)
            return tt_fail(e, TT_BAD_INPUT, "standard input (-) is named twice");
    bool sized = fstat(STDIN_FILENO, &st) == 0 && S_ISREG(st.st_mode);
    return add_file(l, "-", FORM_STDIN, sized ? (uint64_t)st.st_size : 0, e);
}

bool input_list_add(struct input_list *l, const char *path, struct tt_error *e) {
    struct stat st;
    if (strcmp(path, "-") == 0)
        return add_stdin(l, e);
    if (stat(path, &st) != 0)
        return tt_fail(e, errno == ENOENT || errno == ENOTDIR ? TT_NOT_FOUND : TT_BAD_INPUT,
                       "%.120s: %s", path, strerrordesc_np(errno));
    if (S_ISDIR(st.st_mode))
        return add_root(l, path, e);
    enum input_form form = form_of(path);
    if (form == FORM_NONE)
        return tt_fail(e, TT_BAD_INPUT, "%.120s: not a .txt, .html, .jsonl, .ndjson or .json file",
                       path);
    if (!S_ISREG(st.st_mode))
        return tt_fail(e, TT_BAD_INPUT, "%.120s: not a regular file", path);
    return add_file(l, path, form, (uint64_t)st.st_size, e);
}
