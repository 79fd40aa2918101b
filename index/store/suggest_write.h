/* Writing suggest.bin, from files of the generation that are complete.
 *
 * Threads: one at a time. */
#ifndef TIMTIN_INDEX_STORE_SUGGEST_WRITE_H
#define TIMTIN_INDEX_STORE_SUGGEST_WRITE_H

#include "index/agency/agency.h"
#include "index/base/names.h"
#include "index/store/lexicon.h"

struct suggest_input {
    const char *dir; /* articles, streams and agency.u32 are closed */
    uint32_t documents;
    struct lexicon *lexicon;      /* of the streams; only read */
    const struct names *agencies; /* by number */
    const struct directory *directory;
};

/* Memory: the sample of suggest_learn.h, then about 8 bytes a syllable of all titles. */
bool suggest_write(const struct suggest_input *in, struct tt_error *e);

#endif
