#include "api/page.h"

#include <string.h>
#include <xxhash.h>

static bool no_memory(struct fault *f) {
    return fault_set(f, 503, "no_memory", NULL, "no memory for a cursor");
}

/* The generation and who ranks it: another build may rank otherwise. */
static uint64_t hash_served(const struct api_context *context) {
    const char *generation = snapshot_facts(context->snapshot)->generation;
    const char *version = context->version ? context->version : "";
    return XXH3_64bits_withSeed(version, strlen(version),
                                XXH3_64bits(generation, strlen(generation)));
}

static bool hash_request(const struct search_params *p, uint64_t *out, struct fault *f) {
    struct buf order;
    buf_init(&order, 4 * QUERY_STRING_BYTES_MAX);
    search_params_write_order(p, &order);
    bool ok = buf_ok(&order) || no_memory(f);
    *out = XXH3_64bits(buf_text(&order), order.len);
    buf_done(&order);
    return ok;
}

bool page_find(const struct call *c, struct search_params *p, struct fault *f) {
    uint64_t request;
    if (!(p->given & 1u << P_CURSOR))
        return true;
    if (p->cursor.served != hash_served(c->context))
        return fault_set(f, 410, "cursor_expired", "cursor",
                         "the cursor is of an index that is not served any more: "
                         "begin again without it");
    if (!hash_request(p, &request, f))
        return false;
    if (p->cursor.request != request)
        return fault_bad(f, "cursor",
                         "the cursor is of another search: "
                         "the query, the filters and the order must be the same");
    p->request.offset = p->cursor.position;
    return true;
}

bool page_next(const struct call *c, const struct search_params *p, uint32_t total, struct buf *out,
               struct fault *f) {
    uint64_t behind = (uint64_t)p->request.offset + p->request.limit;
    struct search_params next = *p; /* borrows what it points to */
    if (p->request.limit == 0 || behind >= total)
        return true;
    next.given &= ~(1u << P_OFFSET | 1u << P_CURSOR);
    next.given |= 1u << (behind <= PAGE_OFFSET_MAX ? P_OFFSET : P_CURSOR);
    next.request.offset = (uint32_t)behind;
    next.cursor = (struct cursor){.served = hash_served(c->context), .position = (uint32_t)behind};
    if (!hash_request(p, &next.cursor.request, f))
        return false;
    buf_str(out, "/v1/search?");
    search_params_write(&next, SAYS_ALL, out);
    return buf_ok(out) || no_memory(f);
}
