#include "made_archive.h"
#include "made_queries.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/search/query.h"

static struct search_result result_of(const char *q, enum search_accents accents) {
    struct search_result r = {.accents = accents};
    struct tt_error e;
    assert_ok(query_parse(q, strlen(q), &r.query, &e), e);
    if (r.query->root == QUERY_NONE) {
        query_free(r.query);
        r.query = NULL;
    }
    return r;
}

struct mark_case {
    const char *q, *text, *want;
};

static void check_cases(const struct mark_case *cases, size_t n, bool title) {
    for (size_t i = 0; i < n; i++) {
        struct search_result r = result_of(cases[i].q, ACCENTS_AUTO);
        struct buf out;
        size_t len = strlen(cases[i].text);
        buf_init(&out, 10000);
        if (title)
            highlight_title(&r, cases[i].text, len, &out);
        else
            highlight_body(&r, cases[i].text, len, 60, true, &out);
        if (strcmp(buf_text(&out), cases[i].want) != 0)
            fail_msg("%s: \"%s\", not \"%s\"", cases[i].q, buf_text(&out), cases[i].want);
        buf_done(&out);
        search_result_done(&r);
    }
}

static void what_matched_is_marked_in_the_form_in_which_it_matched(void **state) {
    (void)state;
    static const struct mark_case cases[] = {
        {"tin", "Tin <b> & \"tín\" 'x'",
         "<mark>Tin</mark> &lt;b&gt; &amp; &quot;<mark>tín</mark>&quot; &#39;x&#39;"},
        {"tín", "Tin tín", "Tin <mark>tín</mark>"},
        {"thông tin", "Thông tin, thông báo, tin",
         "<mark>Thông tin</mark>, <mark>thông</mark> báo, <mark>tin</mark>"},
        {"\"thông tin\"", "Thông tin, thông báo, tin", "<mark>Thông tin</mark>, thông báo, tin"},
        {"tin -báo", "Tin báo", "<mark>Tin</mark> báo"},
        {"tin OR báo", "Tin báo đài", "<mark>Tin báo</mark> đài"},
        {"title:tin", "Tin báo", "<mark>Tin</mark> báo"},
        {"TT&TT", "Bộ TT&TT và TT", "Bộ <mark>TT&amp;TT</mark> và TT"},
        {"thô*", "Thông tin thó thơ", "<mark>Thông</mark> tin thó thơ"},
        {"ti*", "Tin tỉ tôi", "<mark>Tin tỉ</mark> tôi"},
        {"hòa", "Hoà bình", "<mark>Hoà</mark> bình"},
        {"", "Tin <báo>", "Tin &lt;báo&gt;"},
        {"vắng", "Tin", "Tin"},
        {"tin", "", ""},
    };
    check_cases(cases, COUNT(cases), true);
}

static void a_body_shows_its_best_window(void **state) {
    (void)state;
    static const struct mark_case cases[] = {
        {"title:tin", "Tin báo.", "Tin báo."},
        {"tin", "Một hai.\nTin.", "Một hai. <mark>Tin</mark>."},
        {"\"báo tin\"", "Báo\ntin, báo tin.", "Báo tin, <mark>báo tin</mark>."},
        {"", "Một hai ba bốn năm sáu bảy tám chín mười mười một mười hai.",
         "Một hai ba bốn năm sáu bảy tám chín mười …"},
        {"đích",
         "Câu thứ nhất nói chuyện khác hẳn. Câu thứ hai có đích ở giữa. Câu thứ ba thì không.",
         "… Câu thứ hai có <mark>đích</mark> ở giữa. Câu thứ ba thì …"},
        {"một hai", "Một một một. Bốn năm sáu bảy tám chín mười, ba bốn năm sáu. Một hai.",
         "… <mark>Một hai</mark>."},
        {"", "人民人民人民人民人民人民人民人民人民人民人民人民",
         "人民人民人民人民人民人民人民人民人民人民 …"},
        {"民", "人民人人人人人人人人人人人人人人人人人人人人人",
         "人<mark>民</mark>人人人人人人人人人人人人人人人人人人 …"},
    };
    check_cases(cases, COUNT(cases), false);
}

static void a_plain_window_is_neither_escaped_nor_marked(void **state) {
    (void)state;
    static const char text[] = "Tin <một>\n& \"hai\".";
    struct search_result r = result_of("tin", ACCENTS_AUTO);
    struct buf out;
    buf_init(&out, 1000);
    highlight_body(&r, text, strlen(text), 100, false, &out);
    assert_string_equal(buf_text(&out), "Tin <một> & \"hai\".");
    buf_done(&out);
    search_result_done(&r);
}

/* ---- any text, any query --------------------------------------------------------- */

struct shown {
    char text[8000]; /* without tags and entities */
    bool in_mark[8000];
    size_t len;
    bool cut_front, cut_back;
};

static size_t entity_at(const char *s, char *out) {
    static const struct {
        const char *entity;
        char c;
    } list[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    for (size_t i = 0; i < COUNT(list); i++)
        if (strncmp(s, list[i].entity, strlen(list[i].entity)) == 0) {
            *out = list[i].c;
            return strlen(list[i].entity);
        }
    return 0;
}

static void read_shown(const char *s, struct shown *out) {
    bool in = false;
    out->len = 0;
    out->cut_front = strncmp(s, "… ", strlen("… ")) == 0;
    s += out->cut_front ? strlen("… ") : 0;
    while (*s) {
        size_t tag = strncmp(s, in ? "</mark>" : "<mark>", in ? 7 : 6) == 0 ? in ? 7 : 6 : 0;
        if (tag) {
            in = !in;
            s += tag;
            continue;
        }
        assert_null(strchr("<>\"'\n", *s));
        char c = *s;
        size_t n = c == '&' ? entity_at(s, &c) : 1;
        assert_true(n > 0 && out->len < sizeof out->text - 1);
        out->in_mark[out->len] = in;
        out->text[out->len++] = c;
        s += n;
    }
    assert_false(in);
    size_t tail = strlen(" …");
    out->cut_back = out->len >= tail && memcmp(out->text + out->len - tail, " …", tail) == 0;
    out->len -= out->cut_back ? tail : 0;
    out->text[out->len] = '\0';
}

/* True when, read as the text from `at` on, marked is just what shall be. */
static bool marks_fit(const struct shown *s, size_t at, const struct read_text *text,
                      const bool *want, bool *some) {
    *some = false;
    for (size_t i = 0; i < text->n; i++) {
        const struct read_token *t = &text->list[i];
        if (t->start < at || t->end > at + s->len)
            continue;
        for (size_t k = t->start; k < t->end; k++)
            if (s->in_mark[k - at] != want[i])
                return false;
        *some |= want[i];
    }
    return true;
}

static void check_marks(const struct asked *q, enum search_accents accents, const char *text,
                        bool title, const char *html) {
    static struct shown shown;
    struct read_text tokens;
    bool want[TOKENS_MAX], wanted = false, found = false;
    char *flat = strdup(text);
    assert_non_null(flat);
    for (char *c = flat; (c = strchr(c, '\n'));)
        *c = ' ';
    text_read(text, &tokens);
    asked_marks(q, &tokens, title, accents, want);
    for (size_t i = 0; i < tokens.n; i++)
        wanted |= want[i];
    read_shown(html, &shown);
    for (const char *at = flat; !found && (at = strstr(at, shown.text)); at++) {
        bool some, front = at != flat, back = (size_t)(at - flat) + shown.len != strlen(flat);
        found = front == shown.cut_front && back == shown.cut_back &&
                marks_fit(&shown, (size_t)(at - flat), &tokens, want, &some) && some == wanted;
        if (!*at)
            break;
    }
    if (!found)
        fail_msg("%s (accents %d) on\n%s\nshows\n%s", q->text, accents, text, html);
    free(tokens.list);
    free(flat);
}

static void just_what_matches_is_marked_and_the_rest_is_the_text(void **state) {
    (void)state;
    uint64_t random = 3;
    for (int i = 0; i < 4000; i++) {
        struct asked q;
        struct buf out;
        char text[2000];
        asked_make(&random, &q);
        struct search_result r = result_of(q.text, (enum search_accents)random_below(&random, 3));
        bool title = random_below(&random, 4) == 0;
        vocabulary_text(&random, random_below(&random, 60), !title, text, sizeof text);
        buf_init(&out, 1 << 16);
        if (title)
            highlight_title(&r, text, strlen(text), &out);
        else
            highlight_body(&r, text, strlen(text), 20 + random_below(&random, 300), true, &out);
        check_marks(&q, r.accents, text, title, buf_text(&out));
        buf_done(&out);
        search_result_done(&r);
    }
}

static void a_window_is_about_as_wide_as_it_shall_be(void **state) {
    (void)state;
    uint64_t random = 9;
    char text[4000];
    for (size_t width = 40; width <= 400; width += 20) {
        struct search_result r = result_of("tin OR ma", ACCENTS_AUTO);
        struct buf out;
        vocabulary_text(&random, 300, true, text, sizeof text);
        buf_init(&out, 1 << 16);
        highlight_body(&r, text, strlen(text), width, false, &out);
        assert_in_range(out.len, width / 4, width + 2 * strlen(" …"));
        buf_done(&out);
        search_result_done(&r);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_matched_is_marked_in_the_form_in_which_it_matched),
        cmocka_unit_test(a_body_shows_its_best_window),
        cmocka_unit_test(a_plain_window_is_neither_escaped_nor_marked),
        cmocka_unit_test(just_what_matches_is_marked_and_the_rest_is_the_text),
        cmocka_unit_test(a_window_is_about_as_wide_as_it_shall_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
