/* Inputs: what the walk hands out, what it rejects and why, and that two walks agree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/base/limits.h"
#include "index/input/input.h"
#include "index/input/input_record.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- a folder for each test ------------------------------------------------------ */

static char folder[] = "timtin-input-XXXXXX";

static int set_up(void **state) {
    (void)state;
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at) {
    (void)st;
    (void)type;
    (void)at;
    return remove(path);
}

static int tear_down(void **state) {
    (void)state;
    return chdir("..") == 0 ? nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS) : -1;
}

static void write_bytes(const char *name, const char *bytes, size_t n) {
    FILE *f = fopen(name, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static void write_text(const char *name, const char *text) {
    write_bytes(name, text, strlen(text));
}

/* ---- a walk as text -------------------------------------------------------------- */

/* One line an event: "name" or "name!reason". */
struct log {
    char text[8192], detail[200];
    size_t n, stop_after;
};

static void note(struct log *l, const char *name, const char *reason) {
    size_t at = strlen(l->text);
    snprintf(l->text + at, sizeof l->text - at, "%s%s%s\n", name, reason ? "!" : "",
             reason ? reason : "");
    l->n++;
}

static bool take(void *state, const struct input *in, struct tt_error *e) {
    struct log *l = state;
    assert_true(!in->body != !in->text);
    note(l, in->name, NULL);
    return l->n != l->stop_after || tt_fail(e, TT_INTERNAL, "enough");
}

static void refuse(void *state, const char *name, const char *reason, const char *detail) {
    struct log *l = state;
    note(l, name, reason);
    snprintf(l->detail, sizeof l->detail, "%s", detail);
    assert_true(detail[0]);
}

static struct inputs *open_one(const char *path) {
    struct inputs *in = NULL;
    struct tt_error e = {0};
    if (!inputs_open(&path, 1, &in, &e))
        fail_msg("%s", e.text);
    return in;
}

static struct log walk_one(const char *path) {
    struct log l = {0};
    struct tt_error e = {0};
    struct inputs *in = open_one(path);
    if (!inputs_walk(in, take, refuse, &l, &e))
        fail_msg("%s", e.text);
    inputs_close(in);
    return l;
}

/* ---- records --------------------------------------------------------------------- */

/* The fields of the only record, as "key=value;" in a fixed order. */
static bool describe(void *state, const struct input *in, struct tt_error *e) {
    struct log *l = state;
    const struct {
        const char *key, *value;
    } fields[] = {
        {"id", in->id},         {"url", in->url},    {"title", in->title},
        {"pub", in->published}, {"src", in->source}, {"by", in->author},
        {"lang", in->lang},     {"body", in->body},  {"text", in->text},
    };
    (void)e;
    size_t at = 0;
    for (size_t i = 0; i < COUNT(fields); i++)
        if (fields[i].value)
            at += (size_t)snprintf(l->text + at, sizeof l->text - at, "%s=%s;", fields[i].key,
                                   fields[i].value);
    assert_int_equal(in->agencies_given, in->n_agencies > 0);
    for (size_t i = 0; i < in->n_agencies; i++)
        at += (size_t)snprintf(l->text + at, sizeof l->text - at, "ag=%s;", in->agencies[i]);
    return true;
}

static void reject_word(void *state, const char *name, const char *reason, const char *detail) {
    struct log *l = state;
    (void)name;
    snprintf(l->text, sizeof l->text, "!%s", reason);
    snprintf(l->detail, sizeof l->detail, "%s", detail);
}

static struct log describe_bytes(const char *name, const char *bytes, size_t n) {
    struct log l = {0};
    struct tt_error e = {0};
    write_bytes(name, bytes, n);
    struct inputs *in = open_one(name);
    assert_true(inputs_walk(in, describe, reject_word, &l, &e));
    inputs_close(in);
    return l;
}

static const struct {
    const char *json, *expected, *detail; /* a part of the detail, or NULL */
} records[] = {
    {"{\"text\":\"a\"}", "text=a;", NULL},
    {"{\"body\":\"a\",\"text\":\"b\"}", "body=a;", NULL},
    {"{\"text\":\"b\",\"body\":\"\"}", "text=b;", NULL},
    {"{\"content\":\"c\",\"text\":\"b\"}", "body=c;", NULL},
    {"{\"content\":\"c\",\"body\":\"a\"}", "body=a;", NULL},
    {"{\"content\":\"c\",\"body\":null}", "body=c;", NULL},
    {"{\"body\":\" \\n\\t\",\"text\":\"b\"}", "text=b;", NULL},
    {"{\"body\":\"một\\r\\n\\r\\nhai\"}", "body=một\n\nhai;", NULL},
    {"{\"body\":\"a\",\"x\":{\"y\":[1,2]},\"title\":null,\"author\":\"\",\"url\":\"  \"}",
     "body=a;", NULL},
    {"{\"body\":\"a\",\"title\":\" Một\\n  hai \\u200b\"}", "title=Một hai;body=a;", NULL},
    {"{\"body\":\"a\",\"title\":\"Ho\\u0300a bi\\u0300nh\"}", "title=Hòa bình;body=a;", NULL},
    {"{\"body\":\"a\",\"title\":\"x\",\"title\":\"y\"}", "title=y;body=a;", NULL},
    {"{\"body\":\"a\",\"id\":42,\"published\":2019}", "id=42;pub=2019;body=a;", NULL},
    {"{\"body\":\"a\",\"id\":\"b-1._Z\"}", "id=b-1._Z;body=a;", NULL},
    {"{\"body\":\"a\",\"source\":\"S\",\"author\":\"T\",\"lang\":\"vi\",\"url\":\"http://h/\"}",
     "url=http://h/;src=S;by=T;lang=vi;body=a;", NULL},
    {"{\"body\":\"a\",\"agencies\":\"Sở Ngoại vụ\"}", "body=a;ag=Sở Ngoại vụ;", NULL},
    {"{\"body\":\"a\",\"agencies\":[\"Một\",null,\"\",\" Hai\\n\"]}", "body=a;ag=Một;ag=Hai;",
     NULL},
    {"{\"body\":\"a\",\"agencies\":[{\"id\":\"mot\",\"name\":\"Một\"}]}", "body=a;ag=Một;", NULL},
    {"{\"body\":\"a\",\"agencies\":[]}", "body=a;", NULL},
    {"{\"body\":\"a\",\"agencies\":[1]}", "!bad-field", "agencies"},
    {"{\"body\":\"a\",\"agencies\":[{}]}", "!bad-field", "agencies"},
    {"{\"body\":\"a\",\"agencies\":7}", "!bad-field", "agencies"},
    {"{\"body\":\"a\",\"title\":5}", "!bad-field", "title is a number"},
    {"{\"body\":[\"a\"]}", "!bad-field", "body is an array"},
    {"{\"body\":\"a\",\"text\":5}", "!bad-field", "text"},
    {"{\"body\":\"a\",\"published\":20.5}", "!bad-field", "published"},
    {"{\"body\":\"a\",\"id\":true}", "!bad-field", "id is true"},
    {"{\"body\":\"a\",\"id\":\"a b\"}", "!bad-id", NULL},
    {"{\"body\":\"a\",\"id\":\"..\"}", "!bad-id", NULL},
    {"{\"body\":\"a\",\"id\":-4}", "id=-4;body=a;", NULL},
    {"{\"body\":\"a\",\"id\":\"á\"}", "!bad-id", NULL},
    {"{\"body\":\"a\",\"id\":"
     "\"12345678901234567890123456789012345678901234567890123456789012345\"}",
     "!bad-id", "64"},
    {"{}", "!no-text", NULL},
    {"{\"title\":\"a\"}", "!no-text", NULL},
    {"{\"body\":\"\\u200b\"}", "!no-text", NULL},
    {"[]", "!not-an-object", NULL},
    {"\"a\"", "!not-an-object", NULL},
    {"7", "!not-an-object", NULL},
    {"{\"body\":\"a\"", "!bad-json", NULL},
    {"{\"body\":\"a\"} x", "!bad-json", NULL},
    {"{'body':'a'}", "!bad-json", NULL},
    {"{\"body\":\"a\\u0000b\"}", "!bad-json", NULL},
    {"{\"body\":\"\\ồ\"}", "!bad-json", "byte"},
    {"{\"body\":\"\\ud800\"}", "!bad-json", NULL},
    {"{\"body\":\"caf\xE9\"}", "!not-utf8", "offset 12"},
    {"\xFF\xFE{", "!not-utf8", NULL},
    {" {\t\"body\" :\r \"a\" } ", "body=a;", NULL},
    {"{\"body\":\"a\\n\\\"b\\\"\\t\\/\\\\\"}", "body=a\n\"b\" /\\;", NULL},
    {"{\"body\":\"\\u0110\\u1eA1\\ud83d\\ude00\"}", "body=Đạ😀;", NULL},
    {"{\"body\":\"a\",\"x\":true,\"y\":false,\"z\":0,\"w\":12}", "body=a;", NULL},
    {"{\"body\":\"a\",\"x\":-1.5e3,\"y\":{\"body\":\"b\"}}", "body=a;", NULL},
    {"{\"body\":\"a\",\"bod\\u0079\":\"b\"}", "body=b;", NULL},
    {"{\"body\":\"a\",\"x\":\"\xE9\"}", "!not-utf8", "offset 17"},
    {"{\"body\":\"a\",\"\xE9\":\"x\"}", "!not-utf8", "offset 13"},
    {"{\"body\":\"a\",}", "!bad-json", NULL},
    {"{\"body\":\"a\" \"id\":\"b\"}", "!bad-json", NULL},
    {"{\"body\":\"a\",\"x\":01}", "!bad-json", NULL},
    {"{\"body\":\"a\",\"x\":nul}", "!bad-json", NULL},
    {"{\"body\":\"a\nb\"}", "!bad-json", NULL},
};

static void records_are_read_as_their_fields_say(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(records); i++) {
        struct log l = describe_bytes("a.jsonl", records[i].json, strlen(records[i].json));
        assert_string_equal(l.text, records[i].expected);
        if (records[i].detail && !strstr(l.detail, records[i].detail))
            fail_msg("%s: %s", records[i].json, l.detail);
    }
}

/* What is read of a record's bytes, as describe_bytes tells it. */
static struct log describe_record(struct record *r, const char *json) {
    struct log l = {0};
    struct tt_error e;
    assert_true(record_read(r, json, strlen(json), &e));
    if (r->reject)
        reject_word(&l, "", r->reject, r->detail);
    else
        assert_true(describe(&l, &r->input, &e));
    return l;
}

/* A list among the members makes a record one for the library. */
static void plain_records_are_read_as_the_library_reads_them(void **state) {
    static const char *const parts[] = {
        "\"text\":\"a\",",
        "\"id\":",
        "\"body\":\"",
        "\"x\":",
        "\"title\"",
        "\"",
        "\\",
        "\\n",
        "\\u00e1",
        "\\uD83D",
        "\\ude00",
        "\\u0000",
        "\\u12",
        "á",
        "\xE1\xBB",
        "a",
        " ",
        "\t",
        ",",
        ":",
        "{",
        "}",
        "[]",
        "null",
        "true",
        "0",
        "12",
        "-3",
        "1.5",
        "123456789012345678901",
    };
    struct record r;
    uint64_t dice = 5;
    unsigned read = 0;
    (void)state;
    record_init(&r);
    for (int i = 0; i < 50000; i++) {
        char members[400] = "\"text\":\"a\"", plain[410], other[420];
        for (int n = (int)((dice >> 40) % 8); n >= 0; n--) {
            dice = dice * 6364136223846793005u + 1442695040888963407u;
            strcat(members, n % 2 ? "," : "");
            strcat(members, parts[(dice >> 33) % COUNT(parts)]);
        }
        snprintf(plain, sizeof plain, "{%s}", members);
        snprintf(other, sizeof other, "{%s,\"z\":[]}", members);
        struct log one = describe_record(&r, plain), two = describe_record(&r, other);
        if (strcmp(one.text, two.text) != 0)
            fail_msg("%s: %s, not %s", plain, one.text, two.text);
        read += one.text[0] != '!';
    }
    assert_in_range(read, 500, 50000);
    record_done(&r);
}

static void long_fields_are_cut_between_words_and_long_urls_refused(void **state) {
    (void)state;
    char json[8000], title[TITLE_BYTES_MAX * 2 + 10] = "", *end;
    for (size_t at = 0; at < TITLE_BYTES_MAX + 100;)
        at += (size_t)sprintf(title + at, "hội ");
    snprintf(json, sizeof json, "{\"body\":\"a\",\"title\":\"%s\"}", title);
    struct log l = describe_bytes("a.json", json, strlen(json));
    end = strchr(l.text, ';');
    assert_non_null(end);
    assert_in_range(end - l.text, TITLE_BYTES_MAX - 10, TITLE_BYTES_MAX + 6);
    assert_memory_equal(end - 5, "hội", 5);
    char url[FIELD_BYTES_MAX + 2];
    memset(url, 'u', sizeof url - 1);
    url[sizeof url - 1] = 0;
    snprintf(json, sizeof json, "{\"body\":\"a\",\"url\":\"%s\"}", url);
    l = describe_bytes("a.json", json, strlen(json));
    assert_string_equal(l.text, "!bad-field");
}

static void deep_nesting_is_refused_without_harm(void **state) {
    (void)state;
    enum { DEPTH = 1 << 20 };
    char *json = malloc(DEPTH);
    assert_non_null(json);
    memset(json, '[', DEPTH);
    struct log l = describe_bytes("a.jsonl", json, DEPTH);
    assert_string_equal(l.text, "!bad-json");
    free(json);
}

/* ---- files ----------------------------------------------------------------------- */

static const struct {
    const char *name, *bytes, *expected;
} files[] = {
    {"a.txt", "một hai", "a.txt\n"},
    {"a.TXT", "một hai", "a.TXT\n"},
    {"a.txt", "", "a.txt!no-text\n"},
    {"a.html", "<p>một hai", "a.html\n"},
    {"a.HTM", "một", "a.HTM\n"},
    {"a.html", "", "a.html!no-text\n"},
    {"a.html", "<script>một</script>", "a.html!no-text\n"},
    {"a.html", "<meta charset=big5>\xA4\xA4", "a.html!not-utf8\n"},
    {"a.txt", " \r\n\t", "a.txt!no-text\n"},
    {"a.txt", "caf\xE9", "a.txt!not-utf8\n"},
    {"a.jsonl", "{\"text\":\"a\"}\n\n  \r\n{\"text\":\"b\"}", "a.jsonl:1\na.jsonl:4\n"},
    {"a.ndjson", "\xEF\xBB\xBF{\"text\":\"a\"}\r\n", "a.ndjson:1\n"},
    {"a.jsonl", "{\"text\":\"a\"}\n{\n{\"text\":\"b\"}\n",
     "a.jsonl:1\na.jsonl:2!bad-json\na.jsonl:3\n"},
    {"a.jsonl", "", ""},
    {"a.json", "{\"text\":\"a\"}\n", "a.json\n"},
    {"a.json", "", "a.json!bad-json\n"},
    {"a.json", " 7 ", "a.json!not-an-object\n"},
    {"a.json", "[]", ""},
    {"a.json", "[{\"text\":\"a,]\\\"\"} , {\"text\":\"b\",\"x\":[[1],{}]}]",
     "a.json[0]\na.json[1]\n"},
    {"a.json", "[{\"text\":\"a\"},7,{\"text\":\"b\"}]",
     "a.json[0]\na.json[1]!not-an-object\na.json[2]\n"},
    {"a.json", "[{\"text\":\"a\"},]", "a.json[0]\na.json[1]!bad-json\n"},
    {"a.json", "[{\"text\":\"a\"},{\"te", "a.json[0]\na.json[1]!bad-json\na.json!bad-json\n"},
    {"a.json", "[{\"text\":\"a\"}", "a.json[0]\na.json!bad-json\n"},
    {"a.json", "[", "a.json!bad-json\n"},
    {"a.json", "[{\"text\":\"a\"}] x", "a.json[0]\na.json!bad-json\n"},
};

static void files_are_read_by_their_ending(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(files); i++) {
        write_text(files[i].name, files[i].bytes);
        struct log l = walk_one(files[i].name);
        assert_string_equal(l.text, files[i].expected);
        assert_int_equal(remove(files[i].name), 0);
    }
}

static void a_piece_over_the_bound_is_refused_and_the_next_is_read(void **state) {
    (void)state;
    static const struct {
        const char *name, *before, *after, *expected;
    } cases[] = {
        {"a.jsonl", "{\"text\":\"a\"}\n", "\n{\"text\":\"b\"}\n",
         "a.jsonl:1\na.jsonl:2!too-large\na.jsonl:3\n"},
        {"a.json", "[{\"text\":\"a\"},\"", "\",{\"text\":\"b\"}]",
         "a.json[0]\na.json[1]!too-large\na.json[2]\n"},
        {"a.json", "\"", "\"", "a.json!too-large\n"},
        {"a.txt", "", "", "a.txt!too-large\n"},
    };
    size_t n = INPUT_BYTES_MAX + 1;
    char *bytes = malloc(n + 200);
    assert_non_null(bytes);
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t before = strlen(cases[i].before), after = strlen(cases[i].after);
        memcpy(bytes, cases[i].before, before);
        memset(bytes + before, 'x', n);
        memcpy(bytes + before + n, cases[i].after, after);
        write_bytes(cases[i].name, bytes, before + n + after);
        assert_string_equal(walk_one(cases[i].name).text, cases[i].expected);
    }
    memset(bytes, 'x', n);
    write_bytes("a.txt", bytes, INPUT_BYTES_MAX);
    assert_string_equal(walk_one("a.txt").text, "a.txt\n");
    free(bytes);
}

static void a_folder_is_read_in_byte_order_without_what_is_hidden_or_other(void **state) {
    (void)state;
    static const char *const names[] = {"d/b.txt",   "d/B.txt",  "d/a/z.txt",
                                        "d/a.txt",   "d/.h.txt", "d/.git/x.txt",
                                        "d/read.me", "d/ä.txt",  "d/c.txt/y.txt"};
    static const char *const folders[] = {"d", "d/a", "d/.git", "d/c.txt"};
    for (size_t i = 0; i < COUNT(folders); i++)
        assert_int_equal(mkdir(folders[i], 0700), 0);
    for (size_t i = 0; i < COUNT(names); i++)
        write_text(names[i], "một");
    static const char expected[] = "d/B.txt\nd/a/z.txt\nd/a.txt\nd/b.txt\nd/c.txt/y.txt\nd/ä.txt\n";
    assert_string_equal(walk_one("d").text, expected);
    assert_string_equal(walk_one("d/").text, expected);
}

static void links_to_files_are_followed_and_links_to_folders_are_not(void **state) {
    (void)state;
    assert_int_equal(mkdir("d", 0700), 0);
    write_text("real.txt", "một");
    assert_int_equal(symlink("../real.txt", "d/link.txt"), 0);
    assert_int_equal(symlink("..", "d/up"), 0);
    assert_int_equal(symlink(".", "d/loop.txt"), 0);
    assert_int_equal(symlink("nowhere", "d/dangling.txt"), 0);
    assert_int_equal(mkfifo("d/pipe.txt", 0600), 0);
    assert_string_equal(walk_one("d").text, "d/dangling.txt!unreadable\nd/link.txt\n");
    assert_int_equal(symlink("d", "start"), 0);
    assert_string_equal(walk_one("start").text, "start/dangling.txt!unreadable\nstart/link.txt\n");
}

static void folders_too_deep_are_named(void **state) {
    (void)state;
    char path[PATH_DEPTH_MAX * 2 + 20] = "d";
    assert_int_equal(mkdir(path, 0700), 0);
    for (int i = 0; i < PATH_DEPTH_MAX + 1; i++)
        assert_int_equal(mkdir(strcat(path, "/d"), 0700), 0);
    struct log l = walk_one("d");
    assert_int_equal(l.n, 1);
    assert_non_null(strstr(l.text, "!unreadable"));
    assert_non_null(strstr(l.detail, "deep"));
}

static void a_file_that_vanished_is_refused_and_the_walk_goes_on(void **state) {
    (void)state;
    struct log l = {0};
    struct tt_error e = {0};
    assert_int_equal(mkdir("d", 0700), 0);
    write_text("d/a.txt", "một");
    write_text("d/b.txt", "hai");
    write_text("d/c.txt", "ba");
    struct inputs *in = open_one("d");
    assert_int_equal(inputs_bytes(in), 5 + 3 + 2);
    assert_int_equal(remove("d/a.txt"), 0);
    assert_int_equal(remove("d/b.txt"), 0);
    assert_int_equal(mkfifo("d/b.txt", 0600), 0);
    assert_true(inputs_walk(in, take, refuse, &l, &e));
    assert_string_equal(l.text, "d/a.txt!unreadable\nd/b.txt!unreadable\nd/c.txt\n");
    inputs_close(in);
}

static void names_are_printable_whatever_the_file_is_called(void **state) {
    (void)state;
    assert_int_equal(mkdir("d", 0700), 0);
    write_text("d/\xFF\x01g.txt", "một");
    assert_string_equal(walk_one("d").text, "d/\\xFF\\x01g.txt\n");
}

static void paths_that_cannot_be_read_are_refused_at_once(void **state) {
    (void)state;
    static const struct {
        const char *path;
        enum tt_code code;
    } cases[] = {{"none.txt", TT_NOT_FOUND}, {"a.txt/b.txt", TT_NOT_FOUND},
                 {"", TT_NOT_FOUND},         {"a.doc", TT_BAD_INPUT},
                 {"a", TT_BAD_INPUT},        {"pipe.txt", TT_BAD_INPUT}};
    write_text("a.doc", "x");
    write_text("a.txt", "x");
    write_text("a", "x");
    assert_int_equal(mkfifo("pipe.txt", 0600), 0);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *paths[] = {"a.txt", cases[i].path};
        struct inputs *in = NULL;
        struct tt_error e = {0};
        assert_false(inputs_open(paths, 2, &in, &e));
        assert_int_equal(e.code, cases[i].code);
        assert_null(in);
    }
}

static void the_sink_can_stop_the_walk(void **state) {
    (void)state;
    struct log l = {.stop_after = 2};
    struct tt_error e = {0};
    write_text("a.jsonl", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"text\":\"c\"}\n");
    struct inputs *in = open_one("a.jsonl");
    assert_false(inputs_walk(in, take, refuse, &l, &e));
    assert_string_equal(l.text, "a.jsonl:1\na.jsonl:2\n");
    assert_string_equal(e.text, "enough");
    inputs_close(in);
}

static void standard_input_can_be_walked_twice(void **state) {
    (void)state;
    struct log first = {0}, second = {0};
    struct tt_error e = {0};
    int ends[2], kept = dup(STDIN_FILENO);
    assert_int_equal(pipe(ends), 0);
    static const char text[] = "{\"text\":\"a\"}\n\n{\"text\":\"b\"}";
    assert_int_equal(write(ends[1], text, sizeof text - 1), sizeof text - 1);
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    struct inputs *in = open_one("-");
    assert_true(inputs_walk(in, take, refuse, &first, &e));
    assert_true(inputs_walk(in, take, refuse, &second, &e));
    assert_string_equal(first.text, "-:1\n-:3\n");
    assert_string_equal(second.text, first.text);
    assert_int_equal(inputs_bytes(in), sizeof text - 1);
    inputs_close(in);
    dup2(kept, STDIN_FILENO);
    close(kept);
    close(ends[0]);
    const char *twice[] = {"-", "-"};
    assert_false(inputs_open(twice, 2, &in, &e));
    assert_int_equal(e.code, TT_BAD_INPUT);
}

static bool keep_hash(void *state, const struct input *in, struct tt_error *e) {
    (void)e;
    uint64_t **hashes = state;
    *(*hashes)++ = in->hash;
    return true;
}

static void a_record_hashes_the_same_wherever_it_stands(void **state) {
    (void)state;
    uint64_t hashes[8] = {0}, *at = hashes;
    struct tt_error e = {0};
    write_text("a.jsonl", "{\"text\":\"a\"}\r\n {\"text\":\"b\"}");
    write_text("b.json", "[ {\"text\":\"a\"},\n{\"text\":\"b\"} ]");
    const char *paths[] = {"a.jsonl", "b.json"};
    struct inputs *in = NULL;
    assert_true(inputs_open(paths, 2, &in, &e));
    assert_true(inputs_walk(in, keep_hash, refuse, &at, &e));
    inputs_close(in);
    assert_int_equal(at - hashes, 4);
    assert_true(hashes[0] == hashes[2] && hashes[1] == hashes[3] && hashes[0] != hashes[1]);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(records_are_read_as_their_fields_say),
        TEST(plain_records_are_read_as_the_library_reads_them),
        TEST(long_fields_are_cut_between_words_and_long_urls_refused),
        TEST(deep_nesting_is_refused_without_harm),
        TEST(files_are_read_by_their_ending),
        TEST(a_piece_over_the_bound_is_refused_and_the_next_is_read),
        TEST(a_folder_is_read_in_byte_order_without_what_is_hidden_or_other),
        TEST(links_to_files_are_followed_and_links_to_folders_are_not),
        TEST(folders_too_deep_are_named),
        TEST(a_file_that_vanished_is_refused_and_the_walk_goes_on),
        TEST(names_are_printable_whatever_the_file_is_called),
        TEST(paths_that_cannot_be_read_are_refused_at_once),
        TEST(the_sink_can_stop_the_walk),
        TEST(standard_input_can_be_walked_twice),
        TEST(a_record_hashes_the_same_wherever_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
