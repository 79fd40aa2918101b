/* Title, body and source, parted by the first two NUL bytes, through the agency module. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "index/agency/agency.h"

static const char *next_part(const char **at, const char *end) {
    const char *part = *at;
    size_t n = strlen(part);
    *at = part + n < end ? part + n + 1 : end;
    return part;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct directory *directory;
    struct agency_list found = {.n = 0};
    struct tt_error e;
    char *text = calloc(size + 1, 1);
    if (!text || (!directory && !directory_open(&directory, &e))) {
        free(text);
        return 0;
    }
    memcpy(text, data, size);
    const char *at = text, *end = text + size;
    const char *title = next_part(&at, end), *body = next_part(&at, end);
    if (!directory_find_at(directory, title, body, next_part(&at, end), DAY_UNKNOWN, &found, &e))
        abort();
    agency_list_done(&found);
    if (!directory_named(directory, title, DAY_UNKNOWN, &found, &e))
        abort();
    agency_list_done(&found);
    free(text);
    return 0;
}
