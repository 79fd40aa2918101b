/* Numbers of documents: 57-KL/TW, Kết luận số 57, 72/2015/NĐ-CP. */
#include <stdio.h>
#include <string.h>

#include "index/search/understand.h"
#include "index/text/day.h"

/* How much a form counts beside the typed one: any is the same document; words that merely
 * stand somewhere in an article are not, however often they do (2.2 times a weight at most). */
static const float same_document = 0.9F, scattered_words = 0.35F;

/* Kinds of documents as decrees on clerical work name them (Decree 30/2020/NĐ-CP, annex III;
 * the party's own: instruction 36-HD/VPTW). */
struct kind {
    const char *code, *code_folded;
    const char *name, *name_folded;
};
static const struct kind kinds[] = {
    {"nq", "nq", "nghị quyết", "nghi quyet"},
    {"kl", "kl", "kết luận", "ket luan"},
    {"ct", "ct", "chỉ thị", "chi thi"},
    {"qđ", "qd", "quyết định", "quyet dinh"},
    {"qđ", "qd", "quy định", "quy dinh"},
    {"qđi", "qdi", "quy định", "quy dinh"},
    {"nđ", "nd", "nghị định", "nghi dinh"},
    {"tt", "tt", "thông tư", "thong tu"},
    {"ttlt", "ttlt", "thông tư liên tịch", "thong tu lien tich"},
    {"tb", "tb", "thông báo", "thong bao"},
    {"hd", "hd", "hướng dẫn", "huong dan"},
    {"kh", "kh", "kế hoạch", "ke hoach"},
    {"ctr", "ctr", "chương trình", "chuong trinh"},
    {"cv", "cv", "công văn", "cong van"},
    {"cđ", "cd", "công điện", "cong dien"},
    {"qc", "qc", "quy chế", "quy che"},
    {"bc", "bc", "báo cáo", "bao cao"},
    {"ttr", "ttr", "tờ trình", "to trinh"},
    {"đa", "da", "đề án", "de an"},
    {"pl", "pl", "pháp lệnh", "phap lenh"},
    {"sl", "sl", "sắc lệnh", "sac lenh"},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

enum { NUMBER_DIGITS_MAX = 5, ISSUER_BYTES_MAX = 64, YEAR_DIGITS = 4 };

struct number {
    const struct kind *kind; /* the first of those with its code that fits */
    bool named;              /* by its words: only that name will do */
    char digits[NUMBER_DIGITS_MAX + 1];
    unsigned year;                     /* 0: none typed */
    char issuer[ISSUER_BYTES_MAX + 1]; /* exact words; empty: none typed */
};

struct reader {
    const struct heard *heard;
    size_t n, at;
    struct number number;
};

/* ---- reading --------------------------------------------------------------------- */

static bool more(const struct reader *r) {
    return r->at < r->n;
}

/* How many words the phrase has at the reader's place, 0 when it does not stand there. */
static size_t phrase_at(const struct reader *r, const char *exact, const char *folded) {
    size_t words = 0;
    for (; *exact; words++) {
        char e[16], f[16];
        size_t n = strcspn(exact, " "), m = strcspn(folded, " ");
        if (r->at + words >= r->n || n >= sizeof e || m >= sizeof f)
            return 0;
        snprintf(e, sizeof e, "%.*s", (int)n, exact);
        snprintf(f, sizeof f, "%.*s", (int)m, folded);
        if (!heard_is(&r->heard[r->at + words], e, f))
            return 0;
        exact += n + (exact[n] == ' ');
        folded += m + (folded[m] == ' ');
    }
    return words;
}

static bool read_name(struct reader *r) {
    size_t best = 0;
    for (size_t i = 0; i < KINDS; i++) {
        size_t n = phrase_at(r, kinds[i].name, kinds[i].name_folded);
        if (n > best) {
            best = n;
            r->number.kind = &kinds[i];
        }
    }
    r->at += best;
    r->number.named = best > 0;
    return best > 0;
}

static const struct kind *code_at(const struct reader *r) {
    for (size_t i = 0; i < KINDS && more(r); i++)
        if (heard_is(&r->heard[r->at], kinds[i].code, kinds[i].code_folded))
            return &kinds[i];
    return NULL;
}

/* NQ68: the code and the digits in one word. */
static bool read_glued(struct reader *r) {
    const struct query_word *w = r->heard[r->at].word;
    size_t letters = strcspn(w->folded, "0123456789"), digits = strlen(w->folded + letters);
    if (!r->heard[r->at].last || letters == 0 || digits == 0 || digits > NUMBER_DIGITS_MAX ||
        strspn(w->folded + letters, "0123456789") != digits)
        return false;
    for (size_t i = 0; i < KINDS; i++) {
        const struct kind *k = &kinds[i];
        bool exact = strncmp(w->exact, k->code, strlen(k->code)) == 0 &&
                     w->exact_len == strlen(k->code) + digits;
        bool folded = !w->marked && strlen(k->code_folded) == letters &&
                      strncmp(w->folded, k->code_folded, letters) == 0;
        if (!exact && !folded)
            continue;
        r->number.kind = k;
        memcpy(r->number.digits, w->folded + letters, digits + 1);
        r->at++;
        return true;
    }
    return false;
}

static bool is_year(unsigned n) {
    return n >= DAY_YEAR_MIN && n <= DAY_YEAR_MAX;
}

static bool read_digits(struct reader *r) {
    if (!more(r) || !heard_number(&r->heard[r->at], NUMBER_DIGITS_MAX))
        return false;
    strcpy(r->number.digits, r->heard[r->at++].word->folded);
    return true;
}

static size_t kid_end(const struct reader *r, size_t at) {
    size_t end = at;
    while (end < r->n && r->heard[end].kid == r->heard[at].kid)
        end++;
    return end;
}

static bool is_issuer(const struct heard *h) {
    static const char *const issuers[] = {"tw", "ttg", "cp", "bct", "vptw"};
    for (size_t i = 0; i < sizeof issuers / sizeof *issuers; i++)
        if (heard_is(h, issuers[i], issuers[i]))
            return true;
    return false;
}

/* The words up to `end` as who issued it. */
static bool read_issuer(struct reader *r, size_t end) {
    size_t len = 0;
    for (; r->at < end; r->at++) {
        size_t room = sizeof r->number.issuer - len;
        int put = snprintf(r->number.issuer + len, room, "%s%s", len ? " " : "",
                           r->heard[r->at].word->exact);
        if (put < 0 || (size_t)put >= room)
            return false;
        len += (size_t)put;
    }
    return true;
}

/* The kind and who issued it, up to `end`; of a kind that was named the kind may be missing. */
static bool read_code(struct reader *r, size_t end) {
    struct number *n = &r->number;
    const struct kind *k = code_at(r);
    if (!k)
        return n->kind && is_issuer(&r->heard[r->at]) && read_issuer(r, end);
    if (n->kind && strcmp(n->kind->code, k->code) != 0)
        return false;
    n->kind = n->kind ? n->kind : k;
    r->at++;
    return read_issuer(r, end);
}

/* 57 KL/TW, 57 KL TW: what is joined to the digits elsewhere stands apart. A code alone is taken
 * only where its name was typed before: TT is not just Thông tư. */
static void read_apart(struct reader *r) {
    struct reader start = *r;
    if (!more(r) || !code_at(r) || !read_code(r, kid_end(r, r->at))) {
        *r = start;
        return;
    }
    if (!r->number.issuer[0] && more(r) && is_issuer(&r->heard[r->at]) &&
        kid_end(r, r->at) == r->at + 1)
        read_issuer(r, r->at + 1);
    if (!r->number.issuer[0] && !r->number.named)
        *r = start;
}

/* What follows the digits: a year, the kind, who issued it. False when it is no number of a
 * document. */
static bool read_rest(struct reader *r) {
    size_t end = kid_end(r, r->at - 1);
    if (r->at < end && is_year(heard_number(&r->heard[r->at], YEAR_DIGITS)))
        r->number.year = heard_number(&r->heard[r->at++], YEAR_DIGITS);
    if (r->at < end)
        return read_code(r, end);
    read_apart(r);
    return true;
}

/* A number that is all there is, and may be a year: "kế hoạch 2023" speaks of a time. */
static bool may_be_year(const struct number *n) {
    unsigned value = 0;
    for (const char *c = n->digits; *c; c++)
        value = value * 10 + (unsigned)(*c - '0');
    return !n->year && !n->issuer[0] && is_year(value);
}

static bool read_number(struct reader *r) {
    struct number *n = &r->number;
    if (!r->heard[r->at].first)
        return false;
    if (read_glued(r))
        return true;
    bool kind = read_name(r);
    if (!kind && (n->kind = code_at(r))) {
        kind = true;
        r->at++;
    }
    bool so = more(r) && heard_is(&r->heard[r->at], "số", "so");
    r->at += so;
    if (!read_digits(r) || !read_rest(r))
        return false;
    return n->kind && (kind ? !may_be_year(n) : r->number.kind != NULL) && r->heard[r->at - 1].last;
}

/* ---- writing --------------------------------------------------------------------- */

/* 57 KL TW: the digits, the year, the code, who issued it; behind the name too. */
static void add_code(const struct number *n, const char *issuer, struct ways *out) {
    char year[16] = "", code[WAY_BYTES_MAX / 2];
    if (n->year)
        snprintf(year, sizeof year, " %u", n->year);
    snprintf(code, sizeof code, "%s%s %s%s%s", n->digits, year, n->kind->code, *issuer ? " " : "",
             issuer);
    ways_add(out, n->issuer[0] ? 1 : same_document, NULL, "%s", code);
    if (!n->named)
        return;
    ways_add(out, 1, NULL, "%s %s", n->kind->name, code);
    ways_add(out, 1, NULL, "%s số %s", n->kind->name, code);
}

static void add_codes(const struct number *n, struct ways *out) {
    add_code(n, n->issuer, out);
    if (strcmp(n->issuer, "tw") != 0 && strcmp(n->issuer, "tư") != 0 &&
        strcmp(n->issuer, "t ư") != 0)
        return;
    add_code(n, "tw", out);
    add_code(n, "t ư", out);
}

/* `lead` 57, with "số" and without. Where more was typed, no place will do at which a year or
 * the code follows: what follows there is another one, or add_codes finds it. */
static void add_led(const struct number *n, const char *lead, struct ways *out) {
    const char *guard = n->year || n->issuer[0] ? n->kind->code : NULL;
    ways_add(out, same_document, guard, "%s %s", lead, n->digits);
    ways_add(out, same_document, guard, "%s số %s", lead, n->digits);
    if (n->year)
        ways_add(out, same_document, guard, "%s %s %u", lead, n->digits, n->year);
}

static void write_ways(const struct number *n, struct ways *out) {
    const char *guard = n->year || n->issuer[0] ? n->kind->code : NULL;
    add_codes(n, out);
    for (size_t i = 0; i < KINDS; i++)
        if (n->named ? &kinds[i] == n->kind : strcmp(kinds[i].code, n->kind->code) == 0)
            add_led(n, kinds[i].name, out);
    add_led(n, n->kind->code, out);
    ways_add(out, same_document, guard, "%s%s", n->kind->code, n->digits);
}

bool numbers_read(const struct heard *heard, size_t n, struct ways *out) {
    struct reader r = {.heard = heard, .n = n};
    if (n == 0 || !read_number(&r))
        return false;
    out->n = 0;
    out->n_words = r.at;
    out->typed = heard[0].kid == heard[r.at - 1].kid ? 1 : scattered_words;
    write_ways(&r.number, out);
    return true;
}
