/* A file of completions of any bytes is refused, or whatever is typed stays within it. The first
 * line is what is typed, the rest the file. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "index/search/suggest.h"
#include "index/store/snapshot_data.h"
#include "index/text/text.h"

enum { AGENCIES = 4 };

static void require(bool holds) {
    if (!holds)
        abort();
}

static void check_marks(const char *html) {
    bool in = false;
    for (const char *s = html; *s; s++) {
        require(*s != '>' && *s != '"' && *s != '\'');
        if (*s != '<')
            continue;
        const char *tag = in ? "</mark>" : "<mark>";
        require(strncmp(s, tag, strlen(tag)) == 0);
        s += strlen(tag) - 1;
        in = !in;
    }
    require(!in);
}

static void check_found(const struct suggestions *found, uint32_t limit) {
    require(found->n <= limit);
    for (size_t i = 0; i < found->n; i++) {
        const struct suggestion *s = &found->list[i];
        struct buf shown;
        require(s->kind < SUGGEST_KINDS && s->text && (s->kind == SUGGEST_AGENCY || !s->alias));
        buf_init(&shown, 64 << 20);
        suggest_highlight(s, &shown);
        require(buf_ok(&shown));
        check_marks(buf_text(&shown));
        buf_done(&shown);
    }
}

/* Four agencies with an alias each, and no article. */
static void type(const struct suggest_view *v, const struct buf *typed) {
    static const char *const aliases[] = {"Bộ TT&TT"};
    struct agency_info agency[AGENCIES], *agency_of[AGENCIES];
    struct suggestions found;
    struct tt_error e = {.code = TT_OK};
    struct snapshot s;
    memset(&s, 0, sizeof s);
    for (size_t i = 0; i < AGENCIES; i++) {
        agency[i] = (struct agency_info){
            .id = "bo", .name = "Bộ <Thông tin>", .aliases = aliases, .n_aliases = 1, .count = 1};
        agency_of[i] = &agency[i];
    }
    s.suggest = *v;
    s.agency_of = agency_of;
    for (uint32_t limit = 1; limit <= SUGGEST_LIMIT_MAX; limit += 7) {
        if (suggest(&s, buf_text(typed), typed->len, limit, &found, &e))
            check_found(&found, limit);
        else
            require(e.code == TT_BAD_INPUT);
    }
}

static void open_and_type(const char *bytes, size_t size, const struct buf *typed) {
    struct suggest_view v;
    struct suggest_head head;
    struct tt_error e;
    if (size < sizeof head)
        return;
    memcpy(&head, bytes, sizeof head);
    if (suggest_read((struct mapping){bytes, size}, head.field[SUGGEST_TITLES].texts, AGENCIES, &v,
                     &e)) {
        type(&v, typed);
        v.file = (struct mapping){0}; /* not mapped */
        suggest_close(&v);
    } else {
        require(e.code == TT_CORRUPT);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    const char *s = (const char *)bytes, *line = size ? memchr(s, '\n', size) : NULL;
    size_t n = line ? (size_t)(line - s) : size, left = line ? size - n - 1 : 0;
    char *file = malloc(left + 1); /* aligned, with nothing behind */
    struct buf typed;
    struct tt_error e;
    buf_init(&typed, 1 << 20);
    if (file && left) {
        memcpy(file, line + 1, left);
        char *exact = realloc(file, left);
        file = exact ? exact : file;
        if (text_store(s, n, &typed, &e))
            open_and_type(file, left, &typed);
    }
    free(file);
    buf_done(&typed);
    return 0;
}
