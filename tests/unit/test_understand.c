/* Other ways of saying what was typed: as trees, and what they leave alone. */
#include "made_archive.h"

#include <stdio.h>
#include <string.h>

#include "index/base/buf.h"
#include "index/search/understand.h"

static void show(const struct query *q, uint16_t at, struct buf *out) {
    static const char *const names[] = {
        [QUERY_AND] = "and", [QUERY_OR] = "or", [QUERY_NOT] = "not", [QUERY_EITHER] = "either"};
    const struct query_node *node = &q->nodes[at];
    if (node->op == QUERY_DATE) {
        buf_printf(out, "%u..%u", node->from, node->to);
        return;
    }
    if (node->op == QUERY_PHRASE || node->op == QUERY_PREFIX) {
        buf_str(out, node->title ? "title:" : "");
        for (uint16_t i = 0; i < node->n_words; i++)
            buf_printf(out, "%s%s", i ? "_" : "", q->words[node->word + i].exact);
        if (node->from || node->to)
            buf_printf(out, "@%u..%u", node->from, node->to);
        if (node->guard != QUERY_NONE)
            buf_printf(out, "!%s", q->words[node->guard].exact);
        buf_str(out, node->op == QUERY_PREFIX ? "*" : "");
        return;
    }
    buf_printf(out, "(%s", names[node->op]);
    for (uint16_t k = node->first_kid; k != QUERY_NONE; k = q->nodes[k].next) {
        buf_char(out, ' ');
        show(q, k, out);
    }
    buf_char(out, ')');
}

struct tree_case {
    const char *text, *tree;
};

static void check(const struct tree_case *cases, size_t n) {
    struct abbreviations *a;
    struct tt_error e;
    assert_ok(abbreviations_open(&a, &e), e);
    for (size_t i = 0; i < n; i++) {
        struct query *q;
        struct buf out;
        buf_init(&out, 100000);
        assert_ok(query_parse(cases[i].text, strlen(cases[i].text), &q, &e), e);
        understand(q, a);
        if (q->root != QUERY_NONE)
            show(q, q->root, &out);
        if (strcmp(buf_text(&out), cases[i].tree) != 0)
            fail_msg("%s:\n%s, not\n%s", cases[i].text, buf_text(&out), cases[i].tree);
        buf_done(&out);
        query_free(q);
    }
    abbreviations_close(a);
}

static void abbreviations_and_full_names_say_the_same(void **state) {
    (void)state;
    static const struct tree_case cases[] = {
        {"KHCN", "(either khcn khoa_học_và_công_nghệ khoa_học_công_nghệ kh_cn)"},
        {"ctqg xã", "(and (either ctqg chính_trị_quốc_gia) xã)"},
        {"dan toc thieu so", "(either (and dan toc thieu so) dtts)"},
        {"DTTS OR báo", "(or (either dtts dân_tộc_thiểu_số) báo)"},
        {"(DTTS) báo", "(and (either dtts dân_tộc_thiểu_số) báo)"},
        {"title:DTTS", "(either title:dtts title:dân_tộc_thiểu_số)"},
        {"TBT", "(either tbt tổng_biên_tập tổng_bí_thư general_secretary)"},
        {"nghị quyết của TW", "(and nghị quyết của (either tw trung_ương t_ư t_w))"},
    };
    check(cases, COUNT(cases));
}

static void names_are_known_in_english_too(void **state) {
    (void)state;
    static const struct tree_case cases[] = {
        {"UBND", "(either ubnd ủy_ban_nhân_dân people_s_committee)"},
        {"tin TTXVN hay", "(and tin (either ttxvn thông_tấn_xã_việt_nam viet_nam_news_agency "
                          "vietnam_news_agency thông_tấn_xã_vn vna) hay)"},
        {"ministry of justice", "(either (and ministry of justice) bộ_tư_pháp justice_ministry)"},
        {"MOJ", "(either moj bộ_tư_pháp ministry_of_justice justice_ministry)"},
        {"Government", "(either government chính_phủ)"},
        {"chính phủ", "(either (and chính phủ) vietnamese_government government_of_viet_nam "
                      "government_of_vietnam)"},
        {"mic", "mic"},
        {"bộ nông nghiệp và môi trường",
         "(either (and bộ (either (and nông nghiệp và môi trường) nn_mt nnmt)) "
         "ministry_of_agriculture_and_environment agriculture_and_environment_ministry bộ_nn_mt "
         "bộ_nnmt bộ_nông_nghiệp@20250301..0)"},
    };
    check(cases, COUNT(cases));
}

static void the_centre_is_written_in_four_ways(void **state) {
    (void)state;
    static const struct tree_case cases[] = {
        {"Ban Kinh tế Trung ương",
         "(either (and ban kinh tế (either (and trung ương) tw t_ư t_w)) ban_kinh_tế_tw "
         "ban_kinh_tế_t_ư ban_kinh_tế_tư!nhân "
         "party_central_committee_s_economic_commission central_economic_commission ban_kttw)"},
        {"ban kinh tế tư",
         "(either (and ban kinh tế tư) ban_kinh_tế_tư!nhân ban_kinh_tế_trung_ương "
         "ban_kinh_tế_tw ban_kinh_tế_t_ư "
         "party_central_committee_s_economic_commission central_economic_commission ban_kttw)"},
        {"ban kinh tế tư nhân", "(and ban kinh tế tư nhân)"},
        {"ban kinh te tu nhan", "(and ban kinh te tu nhan)"},
        {"tạp chí đầu tư", "(and tạp chí đầu tư)"},
    };
    check(cases, COUNT(cases));
}

static void what_is_quoted_negated_or_a_prefix_stays_as_it_is(void **state) {
    (void)state;
    static const struct tree_case cases[] = {
        {"\"UBND\"", "ubnd"},
        {"\"ủy ban nhân dân\" xã", "(and ủy_ban_nhân_dân xã)"},
        {"tin -UBND", "(and tin (not ubnd))"},
        {"ubnd*", "ubnd*"},
        {"ủy ban title:nhân dân", "(and ủy ban title:nhân dân)"},
        {"ủy ban \"nhân\" dân", "(and ủy ban nhân dân)"},
    };
    check(cases, COUNT(cases));
}

static void capital_letters_decide_where_a_word_is_written_so(void **state) {
    (void)state;
    static const struct tree_case cases[] = {
        {"CA", "(either ca công_an)"},
        {"ca", "ca"},
        {"công an", "(and công an)"},
        {"TƯ", "(either tư trung_ương tw t_ư t_w)"},
        {"tư", "tư"},
        {"TT", "(either tt thị_trấn trung_tâm thông_tư)"},
        {"tt", "tt"},
        {"trung tâm", "(and trung tâm)"},
    };
    check(cases, COUNT(cases));
}

static void numbers_of_documents_have_other_forms(void **state) {
    (void)state;
    static const struct tree_case cases[] = {
        {"57-KL/TW", "(either 57_kl_tw 57_kl_t_ư kết_luận_57!kl kết_luận_số_57!kl kl_57!kl "
                     "kl_số_57!kl kl57!kl)"},
        {"KL 57", "(either (and kl 57) 57_kl kết_luận_57 kết_luận_số_57 kl_57 kl_số_57 kl57)"},
        {"kl57", "(either kl57 57_kl kết_luận_57 kết_luận_số_57 kl_57 kl_số_57)"},
        {"57", "57"},
        {"57-KL", "(either 57_kl kết_luận_57 kết_luận_số_57 kl_57 kl_số_57 kl57)"},
        {"72/2015/NĐ-CP",
         "(either 72_2015_nđ_cp nghị_định_72!nđ nghị_định_số_72!nđ nghị_định_72_2015!nđ nđ_72!nđ "
         "nđ_số_72!nđ nđ_72_2015!nđ nđ72!nđ)"},
        {"nghị định về 72", "(and nghị định về 72)"},
        {"57 KL/TW",
         "(either (and 57 kl_tw) 57_kl_tw 57_kl_t_ư kết_luận_57!kl kết_luận_số_57!kl kl_57!kl "
         "kl_số_57!kl kl57!kl)"},
        {"57 KL TW",
         "(either (and 57 kl tw) 57_kl_tw 57_kl_t_ư kết_luận_57!kl kết_luận_số_57!kl kl_57!kl "
         "kl_số_57!kl kl57!kl)"},
        {"KL 57/TW",
         "(either (and kl 57_tw) 57_kl_tw 57_kl_t_ư kết_luận_57!kl kết_luận_số_57!kl kl_57!kl "
         "kl_số_57!kl kl57!kl)"},
        {"kết luận 57 kl",
         "(either (and kết luận 57 kl) 57_kl kết_luận_57_kl kết_luận_số_57_kl kết_luận_57 "
         "kết_luận_số_57 kl_57 kl_số_57 kl57)"},
        {"57 KL", "(and 57 kl)"},
        {"10 TT giáo dục", "(and 10 (either tt thị_trấn trung_tâm thông_tư) giáo dục)"},
        {"1.570", "1_570"},
        {"Covid-19", "covid_19"},
    };
    check(cases, COUNT(cases));
}

static void times_stand_beside_the_words_that_name_them(void **state) {
    (void)state;
    static const struct tree_case cases[] = {
        {"năm 2023", "(either (and năm 2023) 20230101..20231231)"},
        {"tin nam 2023 hay", "(and tin (either (and nam 2023) 20230101..20231231) hay)"},
        {"12/2022", "(either 12_2022 20221201..20221231)"},
        {"tháng 2/2024", "(either (and tháng 2_2024) 20240201..20240229)"},
        {"tháng 2 năm 2024", "(either (and tháng 2 năm 2024) 20240201..20240229)"},
        {"27/12/2022", "(either 27_12_2022 20221227..20221227)"},
        {"ngày 7 tháng 5 năm 1954", "(either (and ngày 7 tháng 5 năm 1954) 19540507..19540507)"},
        {"hội nghị 2022", "(and hội nghị (either 2022 20220101..20221231))"},
        {"2022 hội nghị", "(and 2022 hội nghị)"},
        {"13/2022", "13_2022"},
        {"31/2/2022", "31_2_2022"},
        {"năm 23", "(and năm 23)"},
        {"title:2022", "title:2022"},
    };
    check(cases, COUNT(cases));
}

static void what_is_added_is_bounded_and_nothing_is_refused(void **state) {
    (void)state;
    struct abbreviations *a;
    struct query *q;
    struct tt_error e;
    char text[QUERY_BYTES_MAX + 1] = "";
    assert_ok(abbreviations_open(&a, &e), e);
    for (int i = 0; i < 128; i++)
        strcat(text, i % 2 ? "UBND " : "tw ");
    assert_ok(query_parse(text, strlen(text), &q, &e), e);
    assert_int_equal(q->n_words, QUERY_WORDS_MAX);
    understand(q, a);
    assert_in_range(q->n_words, QUERY_WORDS_MAX + 100, QUERY_ALL_WORDS);
    assert_in_range(q->n_nodes, 0, QUERY_ALL_NODES);
    query_free(q);
    abbreviations_close(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abbreviations_and_full_names_say_the_same),
        cmocka_unit_test(names_are_known_in_english_too),
        cmocka_unit_test(the_centre_is_written_in_four_ways),
        cmocka_unit_test(what_is_quoted_negated_or_a_prefix_stays_as_it_is),
        cmocka_unit_test(capital_letters_decide_where_a_word_is_written_so),
        cmocka_unit_test(numbers_of_documents_have_other_forms),
        cmocka_unit_test(times_stand_beside_the_words_that_name_them),
        cmocka_unit_test(what_is_added_is_bounded_and_nothing_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
