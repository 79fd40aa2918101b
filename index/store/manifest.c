#include "index/store/manifest.h"

#include <dirent.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "index/base/files.h"
#include "index/base/limits.h"

static const char file_name[] = "manifest.json";
enum { DUMP = JSON_INDENT(1) | JSON_SORT_KEYS };

static bool measure(const char *dir, const char *name, struct manifest_file *f,
                    struct tt_error *e) {
    char path[FILES_PATH_MAX];
    struct mapping m;
    if (!files_join(dir, name, path, e) || !mapping_open(path, &m, e))
        return false;
    snprintf(f->name, sizeof f->name, "%s", name);
    f->bytes = m.len;
    f->xxh3 = mapping_sum(&m, m.len);
    mapping_close(&m);
    return true;
}

static int by_name(const void *a, const void *b) {
    return strcmp(((const struct manifest_file *)a)->name, ((const struct manifest_file *)b)->name);
}

static bool measure_all(const char *dir, struct manifest *m, struct tt_error *e) {
    DIR *d = opendir(dir);
    if (!d)
        return tt_fail(e, TT_INTERNAL, "cannot list %s", dir);
    bool ok = true;
    m->n_files = 0;
    for (struct dirent *entry; ok && (entry = readdir(d));) {
        if (entry->d_name[0] == '.' || strcmp(entry->d_name, file_name) == 0)
            continue;
        if (m->n_files == MANIFEST_FILES_MAX || strlen(entry->d_name) >= sizeof m->files->name)
            ok = tt_fail(e, TT_INTERNAL, "unexpected file in %s: %s", dir, entry->d_name);
        else
            ok = measure(dir, entry->d_name, &m->files[m->n_files++], e);
    }
    closedir(d);
    if (ok)
        qsort(m->files, m->n_files, sizeof *m->files, by_name);
    return ok;
}

static json_t *hex_of(uint64_t v) {
    char text[17];
    snprintf(text, sizeof text, "%016" PRIx64, v);
    return json_string(text);
}

static json_t *to_json(const struct manifest *m) {
    json_t *files = json_array();
    for (size_t i = 0; i < m->n_files; i++)
        json_array_append_new(files, json_pack("{s:s, s:I, s:o}", "name", m->files[i].name, "bytes",
                                               (json_int_t)m->files[i].bytes, "xxh3",
                                               hex_of(m->files[i].xxh3)));
    return json_pack("{s:s, s:s, s:i, s:i, s:i, s:I, s:I, s:I, s:o}", "generation", m->generation,
                     "built_at", m->built_at, "format", FORMAT_VERSION, "analyzer",
                     ANALYZER_VERSION, "cleaner", CLEANER_VERSION, "documents",
                     (json_int_t)m->documents, "duplicates", (json_int_t)m->duplicates, "gone",
                     (json_int_t)m->gone, "files", files);
}

/* The checksum of the dump of `root`, which has none yet. */
static uint64_t checksum_of(const json_t *root) {
    char *text = json_dumps(root, DUMP);
    uint64_t sum = text ? XXH3_64bits(text, strlen(text)) : 0;
    free(text);
    return sum;
}

bool manifest_write(const char *dir, struct manifest *m, struct tt_error *e) {
    if (!measure_all(dir, m, e))
        return false;
    json_t *root = to_json(m);
    if (!root)
        return tt_fail(e, TT_NO_MEMORY, "no memory for the manifest");
    /* sorted last: all other keys come before it */
    json_object_set_new(root, "xxh3", hex_of(checksum_of(root)));
    char *text = json_dumps(root, DUMP);
    json_decref(root);
    bool ok = text ? files_write(dir, file_name, text, strlen(text), e)
                   : tt_fail(e, TT_NO_MEMORY, "no memory for the manifest");
    free(text);
    return ok;
}

/* ---- reading --------------------------------------------------------------------- */

/* True when the bytes are exactly what manifest_write makes of this object. */
static bool is_untouched(json_t *root, const struct mapping *bytes) {
    char *again = json_dumps(root, DUMP);
    bool same = again && strlen(again) == bytes->len && memcmp(again, bytes->data, bytes->len) == 0;
    free(again);
    const char *claimed = json_string_value(json_object_get(root, "xxh3"));
    if (!same || !claimed)
        return false;
    char sum[17];
    snprintf(sum, sizeof sum, "%s", claimed);
    bool whole = strlen(claimed) == strlen(sum);
    json_object_del(root, "xxh3");
    json_t *want = hex_of(checksum_of(root));
    same = whole && want && strcmp(sum, json_string_value(want)) == 0;
    json_decref(want);
    return same;
}

static bool read_files(json_t *list, struct manifest *m) {
    size_t i;
    json_t *item;
    if (json_array_size(list) == 0 || json_array_size(list) > MANIFEST_FILES_MAX)
        return false;
    json_array_foreach(list, i, item) {
        const char *name, *sum;
        json_int_t bytes;
        if (json_unpack(item, "{s:s, s:I, s:s}", "name", &name, "bytes", &bytes, "xxh3", &sum) ||
            strlen(name) >= sizeof m->files[i].name || strchr(name, '/') || bytes < 0)
            return false;
        snprintf(m->files[i].name, sizeof m->files[i].name, "%s", name);
        m->files[i].bytes = (uint64_t)bytes;
        m->files[i].xxh3 = strtoull(sum, NULL, 16);
    }
    m->n_files = json_array_size(list);
    return true;
}

static bool is_count(json_int_t n) {
    return n >= 0 && n <= UINT32_MAX;
}

static bool from_json(json_t *root, struct manifest *m, struct tt_error *e) {
    const char *generation, *built_at;
    json_int_t documents, duplicates, gone;
    int format, analyzer;
    json_t *files;
    if (json_unpack(root, "{s:s, s:s, s:i, s:i, s:I, s:I, s:I, s:o}", "generation", &generation,
                    "built_at", &built_at, "format", &format, "analyzer", &analyzer, "documents",
                    &documents, "duplicates", &duplicates, "gone", &gone, "files", &files))
        return tt_fail(e, TT_CORRUPT, "manifest.json lacks a field");
    if (format != FORMAT_VERSION || analyzer != ANALYZER_VERSION)
        return tt_fail(e, TT_STALE,
                       "made by format %d, analyzer %d; this program reads %d and %d: build again",
                       format, analyzer, FORMAT_VERSION, ANALYZER_VERSION);
    if (!is_count(documents) || !is_count(duplicates) || !is_count(gone))
        return tt_fail(e, TT_CORRUPT, "manifest.json has a bad count");
    snprintf(m->generation, sizeof m->generation, "%s", generation);
    snprintf(m->built_at, sizeof m->built_at, "%s", built_at);
    m->documents = (uint32_t)documents;
    m->duplicates = (uint32_t)duplicates;
    m->gone = (uint32_t)gone;
    return read_files(files, m) || tt_fail(e, TT_CORRUPT, "manifest.json has a bad list of files");
}

bool manifest_read(const char *dir, struct manifest *m, struct tt_error *e) {
    char path[FILES_PATH_MAX];
    struct mapping bytes;
    struct manifest got = {0};
    if (!files_join(dir, file_name, path, e) || !mapping_open(path, &bytes, e))
        return false;
    json_t *root = json_loadb(bytes.data, bytes.len, JSON_REJECT_DUPLICATES, NULL);
    bool ok = (json_is_object(root) && is_untouched(root, &bytes)) ||
              tt_fail(e, TT_CORRUPT, "manifest.json is damaged");
    ok = ok && from_json(root, &got, e);
    json_decref(root);
    mapping_close(&bytes);
    if (ok)
        *m = got;
    return ok;
}

bool manifest_verify(const char *dir, const struct manifest *m, struct tt_error *e) {
    for (size_t i = 0; i < m->n_files; i++) {
        const struct manifest_file *want = &m->files[i];
        struct manifest_file have;
        struct tt_error why;
        if (!measure(dir, want->name, &have, &why))
            return tt_fail(e, TT_CORRUPT, "%s cannot be read: %.120s", want->name, why.text);
        if (have.bytes != want->bytes)
            return tt_fail(e, TT_CORRUPT, "%s has %" PRIu64 " bytes, the manifest says %" PRIu64,
                           want->name, have.bytes, want->bytes);
        if (have.xxh3 != want->xxh3)
            return tt_fail(e, TT_CORRUPT, "%s is damaged: its checksum does not fit", want->name);
    }
    return true;
}
