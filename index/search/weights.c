#include "index/search/weights.h"

const struct weights weights_default = {
    .k1 = 0.9,
    .b = 0.75,
    .bigram = 0.5,
    .passage = 1.2,
    .passage_width = 32,
    .depth = 100,
};
