#include "index/store/columns.h"

const struct column_file column_files[COLUMNS] = {
    [COL_DATE] = {"date.u32", 4},
    [COL_SOURCE] = {"source.u32", 4},
    [COL_LENGTH] = {"length.u32", 4},
    [COL_AGENCY_START] = {"agency_start.u32", 4},
    [COL_AGENCY] = {"agency.u32", 4},
    [COL_ARTICLE_START] = {"article_start.u64", 8},
    [COL_STREAM_START] = {"stream_start.u64", 8},
    [COL_IDS] = {"ids.bin", sizeof(struct id_entry)},
};
