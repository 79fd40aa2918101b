#include "index/search/rank.h"

#include <stdlib.h>

#include "index/search/rank_again.h"
#include "index/search/rank_blocks.h"

bool rank_best(struct matching *m, const roaring_bitmap_t *set, uint32_t limit,
               struct search_hit *hits, uint32_t *n, struct tt_error *e) {
    struct tree *t = tree_new();
    struct again *again = NULL;
    bool ok = t || tt_fail(e, TT_NO_MEMORY, "no memory to rank");
    ok = ok && tree_collect(t, m, e) && blocks_best(m, t, set, limit, hits, n, e) &&
         again_new(m, t, &again, e) && again_rank(again, hits, *n, e);
    again_free(again);
    tree_free(t);
    return ok;
}
