#include "made_archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/buf.h"
#include "index/search/query.h"

struct query_case {
    const char *text, *tree;
};

static void show_node(const struct query *q, uint16_t at, struct buf *out);

static void show_list(const struct query *q, const struct query_node *node, const char *op,
                      struct buf *out) {
    buf_printf(out, "(%s", op);
    for (uint16_t k = node->first_kid; k != QUERY_NONE; k = q->nodes[k].next) {
        buf_char(out, ' ');
        show_node(q, k, out);
    }
    buf_char(out, ')');
}

static void show_leaf(const struct query *q, const struct query_node *node, struct buf *out) {
    buf_str(out, node->title ? "title:" : "");
    for (uint16_t i = 0; i < node->n_words; i++)
        buf_printf(out, "%s%s", i ? "_" : "", q->words[node->word + i].exact);
    buf_str(out, node->op == QUERY_PREFIX ? "*" : "");
}

static void show_node(const struct query *q, uint16_t at, struct buf *out) {
    static const char *const names[] = {
        [QUERY_AND] = "and", [QUERY_OR] = "or", [QUERY_NOT] = "not"};
    const struct query_node *node = &q->nodes[at];
    if (node->op == QUERY_PHRASE || node->op == QUERY_PREFIX)
        show_leaf(q, node, out);
    else
        show_list(q, node, names[node->op], out);
}

static void check(const struct query_case *cases, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct query *q;
        struct tt_error e;
        struct buf out;
        buf_init(&out, 10000);
        assert_ok(query_parse(cases[i].text, strlen(cases[i].text), &q, &e), e);
        if (q->root != QUERY_NONE)
            show_node(q, q->root, &out);
        if (strcmp(buf_text(&out), cases[i].tree) != 0)
            fail_msg("%s: %s, not %s", cases[i].text, buf_text(&out), cases[i].tree);
        buf_done(&out);
        query_free(q);
    }
}

static void words_phrases_and_codes_stand_side_by_side(void **state) {
    (void)state;
    static const struct query_case cases[] = {
        {"thông", "thông"},
        {"Thông  TIN", "(and thông tin)"},
        {"\"thông tin\"", "thông_tin"},
        {"“thông tin” báo", "(and thông_tin báo)"},
        {"«thông tin", "thông_tin"},
        {"\"thông tin", "thông_tin"},
        {"57-KL/TW", "57_kl_tw"},
        {"TT&TT và 1.570", "(and tt_tt và 1_570)"},
        {"báo,chí;tin", "(and báo_chí tin)"},
        {"báo\"chí tin\"đài", "(and báo chí_tin đài)"},
        {"北京", "(and 北 京)"},
    };
    check(cases, COUNT(cases));
}

static void a_minus_right_before_a_clause_negates_it(void **state) {
    (void)state;
    static const struct query_case cases[] = {
        {"tin -báo", "(and tin (not báo))"},
        {"-báo", "(and (not báo))"},
        {"tin - báo", "(and tin báo)"},
        {"-\"báo chí\" tin", "(and (not báo_chí) tin)"},
        {"-(a b)", "(and (not (and a b)))"},
        {"-a;b", "(and (not (and a b)))"},
        {"--a", "(and (not a))"},
        {"-(-a)", "(and (not (and (not a))))"},
        {"-title:a", "(and (not title:a))"},
        {"-", ""},
        {"tin -", "tin"},
        {"-()", ""},
        {"-. tin", "tin"},
    };
    check(cases, COUNT(cases));
}

static void or_binds_looser_than_standing_side_by_side(void **state) {
    (void)state;
    static const struct query_case cases[] = {
        {"thông tin OR báo chí", "(or (and thông tin) (and báo chí))"},
        {"a OR b OR c", "(or a b c)"},
        {"a OR -b", "(or a (and (not b)))"},
        {"a (b OR c)", "(and a (or b c))"},
        {"(a OR b) c OR d", "(or (and (or a b) c) d)"},
        {"OR a", "a"},
        {"a OR", "a"},
        {"OR", ""},
        {"a OR OR b", "(or a b)"},
        {"a or b", "(and a or b)"},
        {"a ORB", "(and a orb)"},
        {"a OR(b)", "(or a b)"},
        {"a OR\"b c\"", "(or a b_c)"},
        {"\"a OR b\"", "a_or_b"},
    };
    check(cases, COUNT(cases));
}

static void title_asks_for_the_title_alone(void **state) {
    (void)state;
    static const struct query_case cases[] = {
        {"title:tin báo", "(and title:tin báo)"},
        {"TITLE:tin", "title:tin"},
        {"title:\"a b\"", "title:a_b"},
        {"title:(a OR b) c", "(and (or title:a title:b) c)"},
        {"title:(a (b) -c)", "(and title:a title:b (not title:c))"},
        {"title:", ""},
        {"title: a", "a"},
        {"title:chuy*", "title:chuy*"},
        {"title:57-kl", "title:57_kl"},
        {"title", "title"},
    };
    check(cases, COUNT(cases));
}

static void a_star_right_behind_a_word_of_two_letters_makes_a_prefix(void **state) {
    (void)state;
    static const struct query_case cases[] = {
        {"chuy*", "chuy*"},    {"đố*", "đố*"},
        {"t*", "t"},           {"đ*", "đ"},
        {"57*", "57*"},        {"chuy *", "chuy"},
        {"*chuy", "chuy"},     {"*", ""},
        {"57-kl*", "57_kl*"},  {"57-k*", "57_k*"},
        {"a-ti*", "a_ty_ti*"}, {"a;bc*", "(and a bc*)"},
        {"\"chuy*\"", "chuy"}, {"-chuy*", "(and (not chuy*))"},
        {"chuy**", "chuy*"},   {"ti*", "ty_ti*"},
        {"HOÀ*", "hòa_hoà*"},  {"chuy*ển", "(and chuy ển)"},
    };
    check(cases, COUNT(cases));
}

static void nothing_that_is_typed_is_a_syntax_error(void **state) {
    (void)state;
    static const struct query_case cases[] = {
        {"", ""},
        {"   ", ""},
        {"()", ""},
        {"(((", ""},
        {")))", ""},
        {"\"", ""},
        {"\"\"", ""},
        {"a)", "a"},
        {"(a", "a"},
        {") a", "a"},
        {"a) -b", "(and a (and (not b)))"},
        {"a\nb", "(and a b)"},
        {"(a (b", "(and a b)"},
        {"(a OR b", "(or a b)"},
        {"! ? & |", ""},
        {"\"a b\" c\"", "(and a_b c)"},
        {"a ) OR b", "(and a b)"},
    };
    check(cases, COUNT(cases));
}

static void repeat(char *out, const char *unit, size_t times) {
    out[0] = '\0';
    for (size_t i = 0; i < times; i++)
        strcat(out, unit);
}

static void a_query_over_a_cap_is_refused_and_one_at_the_cap_is_not(void **state) {
    (void)state;
    static const struct {
        const char *unit;
        size_t most;
        const char *what;
    } cases[] = {
        {"a", QUERY_BYTES_MAX, "bytes"},
        {"a ", QUERY_WORDS_MAX, "words"},
        {"a-", QUERY_WORDS_MAX, "words"},
        {"-a;", QUERY_WORDS_MAX, "words"},
        {"(a OR -b) ", QUERY_WORDS_MAX / 2, "words"},
        {"(", QUERY_DEPTH_MAX, "levels"},
        {"-(", QUERY_DEPTH_MAX, "levels"},
        {"title:(", QUERY_DEPTH_MAX, "levels"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[4 * QUERY_BYTES_MAX];
        struct query *q = NULL;
        struct tt_error e;
        repeat(text, cases[i].unit, cases[i].most);
        assert_ok(query_parse(text, strlen(text), &q, &e), e);
        query_free(q);
        q = NULL;
        repeat(text, cases[i].unit, cases[i].most + 1);
        assert_refused(query_parse(text, strlen(text), &q, &e), e, TT_BAD_INPUT);
        assert_non_null(strstr(e.text, cases[i].what));
        assert_null(q);
    }
    query_free(NULL);
}

static void a_word_knows_both_its_forms(void **state) {
    (void)state;
    struct query *q;
    struct tt_error e;
    assert_ok(query_parse("Uỷ ban", strlen("Uỷ ban"), &q, &e), e);
    assert_int_equal(q->n_words, 2);
    assert_string_equal(q->words[0].exact, "ủy");
    assert_string_equal(q->words[0].folded, "uy");
    assert_int_equal(q->words[0].exact_len, strlen("ủy"));
    assert_int_equal(q->words[0].folded_len, 2);
    assert_true(q->words[0].marked);
    assert_false(q->words[1].marked);
    query_free(q);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_phrases_and_codes_stand_side_by_side),
        cmocka_unit_test(a_minus_right_before_a_clause_negates_it),
        cmocka_unit_test(or_binds_looser_than_standing_side_by_side),
        cmocka_unit_test(title_asks_for_the_title_alone),
        cmocka_unit_test(a_star_right_behind_a_word_of_two_letters_makes_a_prefix),
        cmocka_unit_test(nothing_that_is_typed_is_a_syntax_error),
        cmocka_unit_test(a_query_over_a_cap_is_refused_and_one_at_the_cap_is_not),
        cmocka_unit_test(a_word_knows_both_its_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
