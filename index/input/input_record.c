#include "index/input/input_record.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <xxhash.h>

#include "index/html/html.h"
#include "index/input/input_json.h"
#include "index/text/text.h"

enum {
    /* Composing grows UTF-8 at most threefold (Unicode Standard Annex 15, table 1). */
    ARENA_MAX = 3 * INPUT_BYTES_MAX + (1 << 20),
    CUT_LOOKBACK = 100 /* bytes in which a cut looks for the end of a word */
};

enum kind { KIND_TEXT, KIND_LINE, KIND_WHOLE_LINE, KIND_ID, KIND_DATE };

/* Lines beyond `max` are cut, but for the whole ones: half of a URL is another URL. */
static const struct field {
    const char *key;
    enum record_slot slot;
    enum kind kind;
    size_t max;
} fields[] = {
    {"id", RECORD_ID, KIND_ID, FIELD_BYTES_MAX},
    {"url", RECORD_URL, KIND_WHOLE_LINE, FIELD_BYTES_MAX},
    {"title", RECORD_TITLE, KIND_LINE, TITLE_BYTES_MAX},
    {"published", RECORD_PUBLISHED, KIND_DATE, FIELD_BYTES_MAX},
    {"source", RECORD_SOURCE, KIND_LINE, FIELD_BYTES_MAX},
    {"author", RECORD_AUTHOR, KIND_LINE, FIELD_BYTES_MAX},
    {"lang", RECORD_LANG, KIND_LINE, FIELD_BYTES_MAX},
    {"body", RECORD_BODY, KIND_TEXT, 0},
    {"content", RECORD_BODY, KIND_TEXT, 0},
    {"text", RECORD_TEXT, KIND_TEXT, 0},
};

void record_init(struct record *r) {
    *r = (struct record){0};
    buf_init(&r->arena, ARENA_MAX);
    buf_init(&r->scratch, INPUT_BYTES_MAX);
}

void record_done(struct record *r) {
    buf_done(&r->arena);
    buf_done(&r->scratch);
    *r = (struct record){0};
}

static void start_over(struct record *r, const char *bytes, size_t n) {
    buf_clear(&r->arena);
    buf_char(&r->arena, 0); /* so that offset 0 is no string's */
    r->input = (struct input){.hash = XXH3_64bits(bytes, n)};
    r->reject = NULL;
    r->detail[0] = 0;
    memset(r->slots, 0, sizeof r->slots);
}

/* The first reason stays. True, because a rejected input is no failure of ours. */
__attribute__((format(printf, 3, 4))) static bool reject(struct record *r, const char *reason,
                                                         const char *format, ...) {
    if (r->reject)
        return true;
    r->reject = reason;
    va_list args;
    va_start(args, format);
    vsnprintf(r->detail, sizeof r->detail, format, args);
    va_end(args);
    return true;
}

/* ---- strings --------------------------------------------------------------------- */

static bool is_blank(char c) {
    return c == ' ' || c == '\n';
}

/* Appends stored text; *at is where it starts, 0 when it is blank. */
static bool add_text(struct record *r, const char *s, size_t n, size_t *at, struct tt_error *e) {
    struct buf *arena = &r->arena;
    struct tt_error why = {0};
    size_t start = arena->len;
    *at = 0;
    if (!text_store(s, n, arena, &why)) {
        if (why.code == TT_BAD_INPUT)
            return reject(r, "not-utf8", "%.180s", why.text);
        return tt_fail(e, why.code, "%s", why.text);
    }
    size_t first = start;
    while (first < arena->len && is_blank(arena->data[first]))
        first++;
    if (first < arena->len)
        *at = start;
    buf_char(arena, 0);
    return buf_ok(arena) || tt_fail(e, TT_NO_MEMORY, "no memory for an input");
}

/* Makes one trimmed line of the arena's last string, one space for a run of them. */
static size_t squeeze(struct record *r, size_t at) {
    char *s = r->arena.data + at, *to = s;
    for (const char *from = s; *from; from++)
        if (!is_blank(*from))
            *to++ = *from;
        else if (to > s && to[-1] != ' ')
            *to++ = ' ';
    if (to > s && to[-1] == ' ')
        to--;
    *to = 0;
    return (size_t)(to - s);
}

/* At most `max` bytes, between two words where one ends near. */
static void cut_line(char *s, size_t n, size_t max) {
    size_t end = utf8_cut(s, n, max), word = end;
    if (end == n)
        return;
    while (word && s[word] != ' ' && end - word < CUT_LOOKBACK)
        word--;
    s[word && s[word] == ' ' ? word : end] = 0;
}

/* NULL, or what is wrong with an own id. */
static const char *id_fault(const char *s, size_t n) {
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789._-";
    if (n > ID_BYTES_MAX)
        return "is longer than 64 bytes";
    if (strspn(s, allowed) != n)
        return "has other characters than letters, digits and ._-";
    if (strcmp(s, ".") == 0 || strcmp(s, "..") == 0)
        return "is a step in a path, not a name";
    return NULL;
}

static bool add_line(struct record *r, const struct field *f, const char *s, size_t n, size_t *at,
                     struct tt_error *e) {
    if (!add_text(r, s, n, at, e))
        return false;
    if (!*at)
        return true;
    char *line = r->arena.data + *at;
    size_t len = squeeze(r, *at);
    const char *fault = f->kind == KIND_ID ? id_fault(line, len) : NULL;
    if (fault)
        return reject(r, "bad-id", "the id %s", fault);
    if (f->kind == KIND_WHOLE_LINE && len > f->max)
        return reject(r, "bad-field", "%s is longer than %zu bytes", f->key, f->max);
    cut_line(line, len, f->max);
    return true;
}

/* ---- fields ---------------------------------------------------------------------- */

static bool wrong_type(struct record *r, const char *key, const json_t *value) {
    static const char *const names[] = {
        [JSON_OBJECT] = "an object", [JSON_ARRAY] = "an array", [JSON_STRING] = "a string",
        [JSON_INTEGER] = "a number", [JSON_REAL] = "a number",  [JSON_TRUE] = "true",
        [JSON_FALSE] = "false",      [JSON_NULL] = "null",
    };
    return reject(r, "bad-field", "%s is %s, not text", key, names[json_typeof(value)]);
}

static bool read_text(struct record *r, const struct field *f, const char *s, size_t n,
                      struct tt_error *e) {
    bool body_known = f->slot == RECORD_TEXT && r->slots[RECORD_BODY];
    if (r->slots[f->slot] || body_known)
        return true;
    if (f->kind == KIND_TEXT)
        return add_text(r, s, n, &r->slots[f->slot], e);
    return add_line(r, f, s, n, &r->slots[f->slot], e);
}

static bool may_be_number(const struct field *f) {
    return f->kind == KIND_ID || f->kind == KIND_DATE;
}

static bool read_field(struct record *r, const struct field *f, const json_t *value,
                       struct tt_error *e) {
    char digits[24];
    const char *s = json_string_value(value);
    size_t n = json_string_length(value);
    if (!value || json_is_null(value))
        return true;
    if (json_is_integer(value) && may_be_number(f)) {
        n = (size_t)snprintf(digits, sizeof digits, "%lld", (long long)json_integer_value(value));
        s = digits;
    }
    return s ? read_text(r, f, s, n, e) : wrong_type(r, f->key, value);
}

static bool read_agency(struct record *r, const json_t *value, struct tt_error *e) {
    static const struct field name = {"agencies", RECORD_SLOTS, KIND_LINE, FIELD_BYTES_MAX};
    const json_t *inner = json_object_get(value, "name");
    if (inner)
        value = inner;
    if (json_is_null(value))
        return true;
    if (!json_is_string(value))
        return wrong_type(r, "an entry of agencies", value);
    size_t at;
    if (!add_line(r, &name, json_string_value(value), json_string_length(value), &at, e))
        return false;
    if (!at)
        return true;
    if (r->input.n_agencies == AGENCIES_MAX)
        return reject(r, "bad-field", "agencies has more than %d names", AGENCIES_MAX);
    r->agency_slots[r->input.n_agencies++] = at;
    return true;
}

static bool read_agencies(struct record *r, const json_t *value, struct tt_error *e) {
    if (!value || json_is_null(value))
        return true;
    if (json_is_string(value))
        return read_agency(r, value, e);
    if (!json_is_array(value))
        return reject(r, "bad-field", "agencies is not a list of names");
    for (size_t i = 0; i < json_array_size(value) && !r->reject; i++)
        if (!read_agency(r, json_array_get(value, i), e))
            return false;
    return true;
}

/* The arena grows no more: offsets become pointers. */
static bool finish(struct record *r) {
    struct input *in = &r->input;
    const char **to[RECORD_SLOTS] = {
        [RECORD_ID] = &in->id,         [RECORD_URL] = &in->url,
        [RECORD_TITLE] = &in->title,   [RECORD_PUBLISHED] = &in->published,
        [RECORD_SOURCE] = &in->source, [RECORD_AUTHOR] = &in->author,
        [RECORD_LANG] = &in->lang,     [RECORD_BODY] = &in->body,
        [RECORD_TEXT] = &in->text,
    };
    for (int i = 0; i < RECORD_SLOTS; i++)
        *to[i] = r->slots[i] ? r->arena.data + r->slots[i] : NULL;
    for (size_t i = 0; i < in->n_agencies; i++)
        r->agencies[i] = r->arena.data + r->agency_slots[i];
    in->agencies = r->agencies;
    in->agencies_given = in->n_agencies > 0;
    if (!in->body && !in->text)
        return reject(r, "no-text", "there is no text in it");
    return true;
}

static bool read_object(struct record *r, const json_t *object, struct tt_error *e) {
    if (!json_is_object(object))
        return reject(r, "not-an-object", "a record is a JSON object");
    for (size_t i = 0; i < sizeof fields / sizeof fields[0] && !r->reject; i++)
        if (!read_field(r, &fields[i], json_object_get(object, fields[i].key), e))
            return false;
    if (!r->reject && !read_agencies(r, json_object_get(object, "agencies"), e))
        return false;
    return r->reject || finish(r);
}

/* ---- bytes ----------------------------------------------------------------------- */

/* The library quotes what it stumbled over, maybe half a character of it. */
static void well_formed(char *s) {
    uint32_t code_point;
    for (size_t n = strlen(s), step; n; s += step, n -= step) {
        step = utf8_decode(s, n, &code_point);
        if (!step) {
            *s = '?';
            step = 1;
        }
    }
}

static bool bad_json(struct record *r, const char *json, size_t n, json_error_t *why,
                     struct tt_error *e) {
    if (json_error_code(why) == json_error_out_of_memory)
        return tt_fail(e, TT_NO_MEMORY, "no memory for a JSON record");
    size_t at = malformed_at(json, n);
    if (at < n)
        return reject(r, "not-utf8", "the bytes are not UTF-8 from offset %zu on", at);
    well_formed(why->text);
    return reject(r, "bad-json", "%s, at byte %d", why->text, why->position);
}

/* A plain record that is in order; *done is false when it is for the library, which also
 * finds the words for what is wrong. */
static bool read_plain(struct record *r, const char *json, size_t n, bool *done,
                       struct tt_error *e) {
    enum { KEYS = sizeof fields / sizeof fields[0] + 1, AGENCIES = KEYS - 1 };
    const char *keys[KEYS] = {[AGENCIES] = "agencies"};
    struct plain_value values[KEYS];
    for (size_t i = 0; i < AGENCIES; i++)
        keys[i] = fields[i].key;
    *done = plain_read(json, n, keys, KEYS, values, &r->scratch) && !values[AGENCIES].s;
    for (size_t i = 0; *done && i < AGENCIES; i++) {
        if (values[i].number && !may_be_number(&fields[i]))
            *done = false;
        else if (values[i].s && !read_text(r, &fields[i], values[i].s, values[i].n, e))
            return false;
    }
    *done = *done && finish(r) && !r->reject;
    return true;
}

bool record_read(struct record *r, const char *json, size_t n, struct tt_error *e) {
    json_error_t why;
    bool done;
    start_over(r, json, n);
    if (!read_plain(r, json, n, &done, e))
        return false;
    if (done)
        return true;
    start_over(r, json, n);
    json_t *value = json_loadb(json, n, JSON_DECODE_ANY, &why);
    if (!value)
        return bad_json(r, json, n, &why, e);
    bool ok = read_object(r, value, e);
    json_decref(value);
    return ok;
}

bool record_read_page(struct record *r, const char *text, size_t n, struct tt_error *e) {
    start_over(r, text, n);
    return add_text(r, text, n, &r->slots[RECORD_TEXT], e) && (r->reject || finish(r));
}

static bool add_html(struct record *r, const struct html *h, struct tt_error *e) {
    static const struct {
        enum html_field from;
        struct field to;
    } rows[] = {
        {HTML_TITLE, {"title", RECORD_TITLE, KIND_LINE, TITLE_BYTES_MAX}},
        {HTML_URL, {"url", RECORD_URL, KIND_WHOLE_LINE, FIELD_BYTES_MAX}},
        {HTML_PUBLISHED, {"published", RECORD_PUBLISHED, KIND_DATE, FIELD_BYTES_MAX}},
        {HTML_AUTHOR, {"author", RECORD_AUTHOR, KIND_LINE, FIELD_BYTES_MAX}},
        {HTML_SOURCE, {"source", RECORD_SOURCE, KIND_LINE, FIELD_BYTES_MAX}},
        {HTML_LANG, {"lang", RECORD_LANG, KIND_LINE, FIELD_BYTES_MAX}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct buf *b = &h->fields[rows[i].from];
        const struct field *f = &rows[i].to;
        if (b->len > 0 && !add_line(r, f, b->data, b->len, &r->slots[f->slot], e))
            return false;
    }
    return add_text(r, buf_text(&h->text), h->text.len, &r->slots[RECORD_TEXT], e) &&
           (r->reject || finish(r));
}

bool record_read_html(struct record *r, const char *html, size_t n, struct tt_error *e) {
    struct html h;
    start_over(r, html, n);
    html_init(&h);
    bool ok = html_read(&h, html, n, e);
    if (ok && h.reject)
        reject(r, h.reject, "%s", h.detail);
    else if (ok)
        ok = add_html(r, &h, e);
    html_done(&h);
    return ok;
}

bool record_read_piece(struct record *r, const struct input_piece *p, struct tt_error *e) {
    static bool (*const readers[])(struct record *, const char *, size_t, struct tt_error *) = {
        [FORM_PAGE] = record_read_page,
        [FORM_HTML] = record_read_html,
        [FORM_JSON] = record_read,
    };
    if (p->reject) {
        start_over(r, "", 0);
        return reject(r, p->reject, "%s", p->detail);
    }
    if (!readers[p->form](r, p->bytes, p->len, e))
        return false;
    r->input.name = p->name;
    return true;
}
