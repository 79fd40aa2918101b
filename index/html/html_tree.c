#include <setjmp.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "index/html/html_parts.h"

/* ---- memory ---------------------------------------------------------------------- */

/* The parser takes what it asks for as given: there is no way to refuse it memory but to
 * leave it. So every block of it is on a list, and a jump out of the parser loses none; the
 * list also frees the tree, whose own destructor calls itself for each level. */
struct block {
    alignas(max_align_t) struct block *next;
    struct block *previous;
    size_t size;
};

enum fault { FAULT_NONE, FAULT_MEMORY, FAULT_BOUND };
enum { CALLS_BETWEEN_CLOCKS = 1024 };

struct html_heap {
    struct block *first;
    size_t used;
    unsigned calls;
    time_t end; /* seconds of the thread's processor time */
    enum fault fault;
    jmp_buf escape;
};

static time_t processor_seconds(void) {
    struct timespec t = {0};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return t.tv_sec;
}

static _Noreturn void escape(struct html_heap *heap, enum fault fault) {
    heap->fault = fault;
    longjmp(heap->escape, 1);
}

static void *take(void *userdata, size_t size) {
    struct html_heap *heap = userdata;
    bool look = ++heap->calls % CALLS_BETWEEN_CLOCKS == 0;
    if (sizeof(struct block) + size > HTML_MEMORY_MAX - heap->used ||
        (look && processor_seconds() > heap->end))
        escape(heap, FAULT_BOUND);
    struct block *b = malloc(sizeof *b + size);
    if (!b)
        escape(heap, FAULT_MEMORY);
    *b = (struct block){.next = heap->first, .size = size};
    if (b->next)
        b->next->previous = b;
    heap->first = b;
    heap->used += sizeof *b + size;
    return b + 1;
}

static void give_back(void *userdata, void *bytes) {
    struct html_heap *heap = userdata;
    if (!bytes)
        return;
    struct block *b = (struct block *)bytes - 1;
    if (b->next)
        b->next->previous = b->previous;
    if (b->previous)
        b->previous->next = b->next;
    else
        heap->first = b->next;
    heap->used -= sizeof *b + b->size;
    free(b);
}

struct html_heap *html_heap_new(void) {
    return calloc(1, sizeof(struct html_heap));
}

void html_heap_free(struct html_heap *heap) {
    if (!heap)
        return;
    for (struct block *b = heap->first, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    free(heap);
}

/* ---- parsing --------------------------------------------------------------------- */

static const GumboOutput *parse(struct html_heap *heap, const char *s, size_t n) {
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = take;
    options.deallocator = give_back;
    options.userdata = heap;
    options.max_errors = 0;
    if (setjmp(heap->escape))
        return NULL;
    return gumbo_parse_with_options(&options, s, n);
}

const GumboNode *html_parse(struct html *h, struct html_heap *heap, const char *s, size_t n,
                            struct tt_error *e) {
    heap->end = processor_seconds() + HTML_SECONDS_MAX;
    const GumboOutput *output = parse(heap, s, n);
    if (output)
        return output->root;
    if (heap->fault == FAULT_BOUND) {
        h->reject = "too-complex";
        snprintf(h->detail, sizeof h->detail, "parsing it takes more than %d MiB or %d seconds",
                 HTML_MEMORY_MAX >> 20, HTML_SECONDS_MAX);
        return NULL;
    }
    tt_fail(e, TT_NO_MEMORY, "no memory to parse a page");
    return NULL;
}

/* ---- the walk -------------------------------------------------------------------- */

static const GumboVector *children_of(const GumboNode *n) {
    return n->type == GUMBO_NODE_ELEMENT ? &n->v.element.children : NULL;
}

void html_walk_init(struct html_walk *w, const GumboNode *root) {
    w->frames[0].node = root;
    w->frames[0].next = 0;
    w->depth = 1;
    w->too_deep = false;
}

void html_walk_skip(struct html_walk *w) {
    w->frames[w->depth - 1].next = UINT32_MAX;
}

/* The root itself is no event. */
enum html_event html_walk_next(struct html_walk *w, const GumboNode **node) {
    const GumboNode *top = w->frames[w->depth - 1].node;
    const GumboVector *children = children_of(top);
    unsigned *next = &w->frames[w->depth - 1].next;
    if (children && *next < children->length && w->depth < HTML_DEPTH_MAX) {
        *node = children->data[(*next)++];
        w->frames[w->depth].node = *node;
        w->frames[w->depth++].next = 0;
        return HTML_ENTER;
    }
    w->too_deep |= children && *next < children->length;
    if (--w->depth == 0)
        return HTML_END;
    *node = top;
    return HTML_LEAVE;
}

const char *html_attribute(const GumboNode *element, const char *name) {
    const GumboAttribute *a = element->type == GUMBO_NODE_ELEMENT
                                  ? gumbo_get_attribute(&element->v.element.attributes, name)
                                  : NULL;
    return a ? a->value : NULL;
}
