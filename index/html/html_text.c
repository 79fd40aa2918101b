#include <stdlib.h>
#include <string.h>

#include "index/base/limits.h"
#include "index/html/html_parts.h"

enum {
    CELL_BYTES_MAX = 160,  /* a longer cell is a text of its own, not a row's */
    LINK_BYTES_MAX = 3000, /* markup.h looks no further for a link's end */
    PROSE_BYTES = 180,     /* a line so long is running text, */
    PROSE_LINES = 6,       /* and so many are more than a menu or a footer has */
    ICON_PIXELS = 50,
    CELL_MARK = 0x1F /* between cells, until the row is whole */
};

/* What parts the text at hand from the text before it. */
enum gap { GAP_NONE, GAP_LINE, GAP_BLANK };

struct furniture {
    const GumboNode *node; /* NULL: we are in none */
    size_t length;         /* of the text before it */
    unsigned prose, headings;
};

struct writer {
    struct buf *out, line;
    enum gap gap;
    bool cell;  /* the next words begin a further cell of the row at hand */
    bool blank; /* before the line at hand */
    bool words; /* are in it, not only images */
    bool bullet, space, pre;
    unsigned heading;         /* level of the heading that we are in, 0: none */
    size_t link;              /* where the link at hand begins in the line, SIZE_MAX: nowhere */
    unsigned links;           /* links that we are in */
    unsigned articles;        /* <article>s and <main>s that we are in */
    size_t row;               /* lines before the row at hand, SIZE_MAX: there is no row */
    size_t lines;             /* written */
    unsigned prose, headings; /* lines of running text, first headings written */
    struct furniture furniture;
};

/* ---- lines ----------------------------------------------------------------------- */

/* "words" -> "[words](#)". Words whose brackets do not match would hide the link's end. */
static void close_link(struct writer *w) {
    size_t from = w->link, n = w->line.len;
    w->link = SIZE_MAX;
    if (from >= n || n - from > LINK_BYTES_MAX || !buf_ok(&w->line))
        return;
    int depth = 0, lowest = 0;
    for (size_t i = from; i < n; i++) {
        depth += (w->line.data[i] == '[') - (w->line.data[i] == ']');
        lowest = depth < lowest ? depth : lowest;
    }
    if (depth != 0 || lowest < 0 || !buf_reserve(&w->line, 5))
        return;
    memmove(w->line.data + from + 1, w->line.data + from, n - from);
    w->line.data[from] = '[';
    memcpy(w->line.data + n + 1, "](#)", 4);
    w->line.len += 5;
}

/* A row is "a | b" when all its cells are short, else a line a cell. */
static void write_cells(struct writer *w) {
    const char *s = buf_text(&w->line), *end = s + w->line.len;
    bool long_cell = false;
    for (const char *at = s, *mark; at <= end; at = mark + 1) {
        mark = memchr(at, CELL_MARK, (size_t)(end - at));
        mark = mark ? mark : end;
        long_cell |= mark - at > CELL_BYTES_MAX;
    }
    for (; s < end; s++)
        if (*s == CELL_MARK)
            buf_str(w->out, long_cell ? "\n" : " | ");
        else
            buf_char(w->out, *s);
}

static bool is_link(const struct buf *line) {
    return line->len > 5 && line->data[0] == '[' &&
           memcmp(line->data + line->len - 4, "](#)", 4) == 0;
}

static void end_line(struct writer *w) {
    close_link(w);
    if (w->line.len > 0) {
        if (w->blank && w->out->len > 0)
            buf_char(w->out, '\n');
        if (w->heading)
            buf_str(w->out, w->heading == 1 ? "# " : "## ");
        else if (w->bullet)
            buf_str(w->out, "* ");
        if (memchr(w->line.data, CELL_MARK, w->line.len))
            write_cells(w);
        else
            buf_add(w->out, w->line.data, w->line.len);
        buf_char(w->out, '\n');
        w->lines++;
        w->prose += w->line.len >= PROSE_BYTES && !is_link(&w->line);
        w->headings += w->heading == 1;
        w->bullet = w->blank = false;
    }
    buf_clear(&w->line);
    w->space = w->words = false;
}

/* What stands between the text before and the text that comes; the widest counts. The
 * paragraphs that word processors write into a row's cells do not stand apart. */
static void part(struct writer *w, enum gap gap) {
    if (gap == GAP_BLANK && w->row == w->lines)
        gap = GAP_LINE;
    if (gap > w->gap)
        w->gap = gap;
}

static void settle_gap(struct writer *w) {
    if (w->cell) { /* whatever blocks are in the cells */
        close_link(w);
        buf_char(&w->line, CELL_MARK);
        w->space = w->cell = false;
    } else if (w->gap != GAP_NONE) {
        end_line(w);
        w->blank |= w->gap == GAP_BLANK;
    }
    w->gap = GAP_NONE;
}

/* Ends the line at once: what follows depends on its being written. */
static void break_now(struct writer *w, enum gap gap) {
    w->cell = false;
    part(w, gap);
    settle_gap(w);
}

static void add_words(struct writer *w, const char *s, size_t n) {
    settle_gap(w);
    if (w->space && w->line.len > 0 && w->line.data[w->line.len - 1] != CELL_MARK)
        buf_char(&w->line, ' ');
    w->space = false;
    if (w->links && w->link == SIZE_MAX && w->heading != 1)
        w->link = w->line.len;
    buf_add(&w->line, s, n);
    w->words = true;
}

static void add_text(struct writer *w, const char *s) {
    while (*s) {
        size_t words = 0;
        while ((unsigned char)s[words] > ' ')
            words++;
        if (words)
            add_words(w, s, words);
        s += words;
        for (; *s && (unsigned char)*s <= ' '; s++)
            if (*s == '\n' && w->pre)
                part(w, GAP_LINE);
            else
                w->space = true;
    }
}

static bool is_small(const char *pixels) {
    return pixels && *pixels >= '0' && *pixels <= '9' && atoi(pixels) < ICON_PIXELS;
}

static void add_image(struct writer *w, const GumboNode *image) {
    if (is_small(html_attribute(image, "width")) || is_small(html_attribute(image, "height")))
        return;
    if (w->cell)
        break_now(w, GAP_LINE);
    settle_gap(w);
    close_link(w);
    buf_str(&w->line, "![]()");
    w->space = true;
}

/* ---- furniture ------------------------------------------------------------------- */

static void enter_furniture(struct writer *w, const GumboNode *n) {
    break_now(w, GAP_BLANK);
    if (!w->furniture.node)
        w->furniture = (struct furniture){n, w->out->len, w->prose, w->headings};
}

/* Takes back what was written in it, unless an article was. */
static void leave_furniture(struct writer *w, const GumboNode *n) {
    const struct furniture *f = &w->furniture;
    break_now(w, GAP_BLANK);
    if (f->node != n)
        return;
    if (w->prose - f->prose < PROSE_LINES && w->headings == f->headings)
        w->out->len = f->length;
    w->furniture.node = NULL;
}

/* ---- into elements and out of them ----------------------------------------------- */

static void enter_cell(struct writer *w) {
    w->cell = w->lines == w->row && w->words;
    part(w, GAP_LINE);
}

static void enter(struct writer *w, enum html_kind kind, const GumboNode *n) {
    switch (kind) {
    case KIND_HEADING:
        w->row = SIZE_MAX;
        break_now(w, GAP_BLANK);
        w->heading = (unsigned)(n->v.element.tag - GUMBO_TAG_H1) + 1;
        break;
    case KIND_ITEM:
        break_now(w, GAP_LINE);
        w->bullet = true;
        break;
    case KIND_ROW:
        break_now(w, GAP_LINE);
        w->row = w->lines;
        break;
    case KIND_CELL:
        enter_cell(w);
        break;
    case KIND_BREAK:
        if (w->heading)
            w->space = true;
        else
            part(w, w->gap == GAP_LINE ? GAP_BLANK : GAP_LINE);
        break;
    case KIND_IMAGE:
        add_image(w, n);
        break;
    case KIND_LINK:
        w->links++;
        break;
    case KIND_FURNITURE:
        enter_furniture(w, n);
        break;
    case KIND_ARTICLE:
        w->articles++;
        part(w, GAP_BLANK);
        break;
    case KIND_PRE:
        w->pre = true;
        part(w, GAP_BLANK);
        break;
    case KIND_INLINE:
        break;
    default:
        part(w, kind == KIND_BLOCK ? GAP_LINE : GAP_BLANK);
    }
}

static void leave(struct writer *w, enum html_kind kind, const GumboNode *n) {
    switch (kind) {
    case KIND_HEADING:
        break_now(w, GAP_BLANK);
        w->heading = 0;
        break;
    case KIND_ITEM:
        break_now(w, GAP_LINE);
        w->bullet = false;
        break;
    case KIND_TABLE:
        w->row = SIZE_MAX;
        break_now(w, GAP_BLANK);
        break;
    case KIND_LINK:
        if (--w->links == 0)
            close_link(w);
        break;
    case KIND_FURNITURE:
        leave_furniture(w, n);
        break;
    case KIND_ARTICLE:
        w->articles--;
        part(w, GAP_BLANK);
        break;
    case KIND_PRE:
        w->pre = false;
        part(w, GAP_BLANK);
        break;
    case KIND_INLINE:
    case KIND_CELL:
    case KIND_BREAK:
    case KIND_IMAGE:
        break;
    default:
        part(w, kind == KIND_BLOCK || kind == KIND_ROW ? GAP_LINE : GAP_BLANK);
    }
}

static void visit(struct writer *w, struct html_walk *walk, enum html_event event,
                  const GumboNode *n) {
    bool text = n->type == GUMBO_NODE_TEXT || n->type == GUMBO_NODE_WHITESPACE ||
                n->type == GUMBO_NODE_CDATA;
    if (text && event == HTML_ENTER)
        add_text(w, n->v.text.text);
    if (n->type != GUMBO_NODE_ELEMENT)
        return;
    enum html_kind kind = html_kind_of(n, w->articles > 0);
    bool unseen = kind == KIND_UNSEEN || html_is_hidden(n);
    if (event == HTML_ENTER && unseen)
        html_walk_skip(walk);
    if (unseen)
        return;
    if (event == HTML_ENTER)
        enter(w, kind, n);
    else
        leave(w, kind, n);
}

bool html_text(const GumboNode *root, struct buf *out) {
    struct writer w = {.out = out, .link = SIZE_MAX, .row = SIZE_MAX};
    struct html_walk walk;
    const GumboNode *n;
    buf_init(&w.line, out->max);
    html_walk_init(&walk, root);
    for (enum html_event event; (event = html_walk_next(&walk, &n)) != HTML_END;)
        visit(&w, &walk, event, n);
    end_line(&w);
    out->failed |= w.line.failed;
    buf_done(&w.line);
    return !walk.too_deep;
}
