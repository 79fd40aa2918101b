#include "index/search/weights.h"

#include "index/store/impacts.h"

const struct weights weights_default = {
    .k1 = BM25_K1,
    .b = BM25_B,
    .bigram = 0.5,
    .passage = 1.2,
    .passage_width = 32,
    .depth = 50,
    .freshness = 0.2,
    .freshness_half = 2,
};
