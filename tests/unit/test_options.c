/* The daemon's options: rows, sources, checks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "server/options.h"

static char *empty(const char *name) {
    (void)name;
    return NULL;
}

static char *some(const char *name) {
    static char index[] = "/srv/from-env", listen[] = "[::1]:9000", workers[] = "3",
                origins[] = "https://a.vn,https://b.vn";
    static const struct {
        const char *name;
        char *value;
    } rows[] = {
        {"TIMTIN_INDEX", index},
        {"TIMTIN_OPS_LISTEN", listen},
        {"TIMTIN_WORKERS", workers},
        {"TIMTIN_CORS_ORIGIN", origins},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].name, name) == 0)
            return rows[i].value;
    return NULL;
}

static char *wrong_queue(const char *name) {
    static char value[] = "many";
    return strcmp(name, "TIMTIN_QUEUE") == 0 ? value : NULL;
}

enum { WORDS_MAX = 6 };
static enum options_outcome parse(const char *const words[WORDS_MAX],
                                  options_environment *environment, struct options *o,
                                  struct tt_error *e) {
    char *argv[WORDS_MAX + 1] = {(char *)"timtind"};
    int argc = 1;
    while (argc <= WORDS_MAX && words[argc - 1]) {
        argv[argc] = (char *)words[argc - 1];
        argc++;
    }
    return options_parse(argc, argv, environment, o, e);
}

static void an_index_alone_gives_the_defaults(void **state) {
    (void)state;
    struct options o;
    struct tt_error e;
    const char *words[WORDS_MAX] = {"--index", "/srv/x"};
    assert_int_equal(parse(words, empty, &o, &e), OPTIONS_RUN);
    assert_string_equal(o.index, "/srv/x");
    assert_string_equal(o.listen, "127.0.0.1:8080");
    assert_string_equal(o.ops_listen, "127.0.0.1:9464");
    assert_string_equal(o.cors_origin, "*");
    assert_int_equal(o.queue, 256);
    assert_int_equal(o.response_cache, 64);
    assert_int_equal(o.request_timeout, 5);
    assert_int_equal(o.drain_timeout, 10);
    assert_int_equal(o.log_level, LOG_INFO);
    assert_true(o.workers >= 1);
    options_done(&o);
}

static void the_environment_fills_in_and_the_command_line_wins(void **state) {
    (void)state;
    struct options o;
    struct tt_error e;
    const char *words[WORDS_MAX] = {"--workers=7", "--log-level", "access"};
    assert_int_equal(parse(words, some, &o, &e), OPTIONS_RUN);
    assert_string_equal(o.index, "/srv/from-env");
    assert_string_equal(o.ops_listen, "[::1]:9000");
    assert_string_equal(o.cors_origin, "https://a.vn,https://b.vn");
    assert_int_equal(o.workers, 7);
    assert_int_equal(o.log_level, LOG_ACCESS);
    options_done(&o);
}

static void a_list_may_be_repeated(void **state) {
    (void)state;
    struct options o;
    struct tt_error e;
    const char *words[WORDS_MAX] = {"--index=i", "--cors-origin", "https://a.vn",
                                    "--cors-origin=https://b.vn"};
    assert_int_equal(parse(words, empty, &o, &e), OPTIONS_RUN);
    assert_string_equal(o.cors_origin, "https://a.vn,https://b.vn");
    options_done(&o);
}

static void the_last_of_a_repeated_option_wins(void **state) {
    (void)state;
    struct options o;
    struct tt_error e;
    const char *words[WORDS_MAX] = {"--index=a", "--index", "b"};
    assert_int_equal(parse(words, empty, &o, &e), OPTIONS_RUN);
    assert_string_equal(o.index, "b");
    options_done(&o);
}

static void wrong_usage_is_named(void **state) {
    (void)state;
    static const struct {
        const char *words[WORDS_MAX], *names;
        options_environment *environment;
    } rows[] = {
        {{NULL}, "--index", empty},
        {{"--index"}, "--index needs a value", empty},
        {{"--index", ""}, "--index must not be empty", empty},
        {{"--index=x", "--port=1"}, "no option '--port=1'", empty},
        {{"--index=x", "extra"}, "'extra' is not an option", empty},
        {{"--index=x", "--workers=-1"}, "--workers must be", empty},
        {{"--index=x", "--workers=2x"}, "--workers must be", empty},
        {{"--index=x", "--workers= 2"}, "--workers must be", empty},
        {{"--index=x", "--workers="}, "--workers must be", empty},
        {{"--index=x", "--queue=0"}, "from 1 to", empty},
        {{"--index=x", "--queue=99999999999999999999"}, "--queue must be", empty},
        {{"--index=x", "--log-level=loud"}, "--log-level must be", empty},
        {{"--index=x"}, "TIMTIN_QUEUE must be", wrong_queue},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct options o;
        struct tt_error e = {0};
        assert_int_equal(parse(rows[i].words, rows[i].environment, &o, &e), OPTIONS_WRONG);
        if (!strstr(e.text, rows[i].names))
            fail_msg("'%s' does not say '%s'", e.text, rows[i].names);
        assert_null(o.index);
    }
}

static void help_and_version_need_no_index(void **state) {
    (void)state;
    struct options o;
    struct tt_error e;
    const char *help[WORDS_MAX] = {"--help"}, *version[WORDS_MAX] = {"--version"};
    assert_int_equal(parse(help, empty, &o, &e), OPTIONS_HELP);
    assert_int_equal(parse(version, empty, &o, &e), OPTIONS_VERSION);
}

static void the_help_names_every_option_and_its_variable(void **state) {
    (void)state;
    static const char *const names[] = {
        "--index DIR",
        "--listen HOST:PORT",
        "--ops-listen",
        "--workers",
        "--queue",
        "--response-cache",
        "--cors-origin",
        "--request-timeout",
        "--drain-timeout",
        "--connections N",
        "--log-level",
        "--connections-per-ip",
        "--head-timeout",
        "--idle-timeout",
        "--help",
        "--version",
        "TIMTIN_OPS_LISTEN",
        "TIMTIN_INDEX",
        "default 127.0.0.1:8080",
    };
    struct buf b;
    buf_init(&b, 64 << 10);
    options_help(&b);
    assert_true(buf_ok(&b));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strstr(buf_text(&b), names[i]))
            fail_msg("--help does not name %s", names[i]);
    buf_done(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_index_alone_gives_the_defaults),
        cmocka_unit_test(the_environment_fills_in_and_the_command_line_wins),
        cmocka_unit_test(a_list_may_be_repeated),
        cmocka_unit_test(the_last_of_a_repeated_option_wins),
        cmocka_unit_test(wrong_usage_is_named),
        cmocka_unit_test(help_and_version_need_no_index),
        cmocka_unit_test(the_help_names_every_option_and_its_variable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
