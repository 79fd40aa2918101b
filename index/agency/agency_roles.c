/* The role of each mention: what the sentence says that the agency does there. */
#include <string.h>

#include "index/agency/agency_parts.h"

enum {
    BEFORE_STEPS = 10,
    CHAIR_WORDS = 48,
    GUEST_WORDS = 6, /* "Tham dự ... có" stands at the beginning of its sentence */
    ROW_WORDS = 160  /* a row of persons is at most so long */
};

/* What stands before a mention. */
struct before {
    uint32_t cls;              /* of the nearest phrase that is no office */
    uint32_t office;           /* all classes of the offices */
    size_t at;                 /* where the offices before the mention begin */
    bool person, start, apart; /* an office stood there; a sentence begins; a comma or bracket */
};

static struct before look_before(const struct scan *s, size_t at) {
    struct before b = {.at = at};
    for (size_t step = 0; step < BEFORE_STEPS; step++) {
        uint8_t gap = s->words[b.at].gap;
        if (b.at == 0 || (gap & (GAP_STOP | GAP_BREAK))) {
            bool label = (gap & GAP_ROW) && !(gap & GAP_BREAK); /* "Ảnh: TTXVN" */
            b.cls = label ? s->words[b.at - 1].back & CLS_CREDIT : 0;
            b.start = true;
            return b;
        }
        if (gap & (GAP_COMMA | GAP_HYPHEN | GAP_QUOTE)) {
            b.apart = true;
            return b;
        }
        const struct word *w = &s->words[b.at - 1];
        if (!(w->back & (CLS_OFFICE | CLS_PERSON | CLS_THE))) {
            b.cls = w->back;
            return b;
        }
        b.person |= !(w->back & CLS_THE);
        b.office |= w->back;
        b.at -= w->back_len;
    }
    return b;
}

static size_t sentence_start(const struct scan *s, size_t at) {
    while (at > 0 && !(s->words[at].gap & (GAP_STOP | GAP_BREAK)))
        at--;
    return at;
}

/* Where the sentence begins, over the colons and semicolons in it. */
static size_t row_start(const struct scan *s, size_t at) {
    for (size_t n = 0; at > 0 && n < ROW_WORDS; n++, at--)
        if ((s->words[at].gap & (GAP_STOP | GAP_BREAK)) && !(s->words[at].gap & GAP_ROW))
            break;
    return at;
}

/* "... đồng chí A, Chủ tịch UBND tỉnh và đồng chí B ... chủ trì." */
static bool chairs(const struct scan *s, size_t at) {
    for (size_t i = at; i < s->n && i < at + CHAIR_WORDS; i++) {
        if (s->words[i].gap & (GAP_STOP | GAP_BREAK))
            return false;
        if (s->words[i].cls & CLS_CHAIR)
            return true;
    }
    return false;
}

/* What the first words of the sentence before `at` say: "Tham dự hội nghị có ...". */
static uint32_t row_begins(const struct scan *s, size_t at) {
    uint32_t cls = 0;
    size_t from = row_start(s, at);
    for (size_t i = from; i < at && i < from + GUEST_WORDS; i++)
        cls |= s->words[i].cls & (CLS_GUEST | CLS_HOST | CLS_CHAIR);
    return cls;
}

/* "Giao Phòng Kinh tế cắm biển báo. Công an xã trực chốt.": a paragraph of orders. */
static bool in_orders(const struct scan *s, size_t at) {
    for (size_t n = 0; at > 0 && n < ROW_WORDS && !(s->words[at].gap & GAP_BREAK); n++)
        at--;
    return s->words[at].cls & CLS_ORDER;
}

/* "Nghị định 20 của Chính phủ quy định": the owner of the paper acts. So does that of a speech
 * or paper which is what a title is about. */
static bool owns_paper(const struct scan *s, size_t of, bool acts) {
    size_t skipped = acts ? 3 : 0;
    if (!acts && !(s->words[of].flags & WORD_TITLE))
        return false;
    for (size_t i = of, n = 0; n < 12; n++) {
        if (s->words[i].back & CLS_PAPER) {
            size_t from = i + 1 - s->words[i].back_len;
            return sentence_start(s, from) + skipped >= from;
        }
        if (i == 0 || (s->words[i].gap & (GAP_STOP | GAP_BREAK)))
            return false;
        i--;
    }
    return false;
}

/* A newsroom that stands alone, in brackets or at the end of a line, is the source; one that
 * the sentence goes on behind is not. */
static bool stands_alone(const struct scan *s, size_t end) {
    return end >= s->n || (s->words[end].gap & GAP_HARD && !(s->words[end].gap & GAP_COMMA));
}

static uint8_t role_of_person(const struct scan *s, const struct mention *m, const struct before *b,
                              bool acts) {
    if (b->office & CLS_FORMER)
        return ROLE_TITLE;
    return acts || chairs(s, m->end) ? ROLE_PERSON_ACTS : ROLE_PERSON;
}

/* "(Theo Bộ Y tế)": where the text is from. So is a newsroom that passes it on. */
static bool is_credit(const struct scan *s, const struct mention *m, const struct before *b,
                      bool press) {
    if (b->cls & CLS_CREDIT)
        return true;
    if (press && m->end < s->n && s->words[m->end].cls & CLS_QUOTES)
        return true;
    if (!(b->cls & CLS_AFTER) || b->person)
        return press && (b->cls & CLS_AFTER);
    uint8_t gap = s->words[b->at - s->words[b->at - 1].back_len].gap;
    bool ends = m->end >= s->n || s->words[m->end].gap & (GAP_STOP | GAP_BREAK);
    bool bracket = gap & GAP_QUOTE && !(gap & GAP_CLOSE) && stands_alone(s, m->end);
    return press || bracket || (ends && gap & GAP_BREAK);
}

/* "2. Bộ Y tế bảo đảm thuốc": an item of a list. */
static bool is_item(const struct scan *s, const struct before *b) {
    const struct word *w = &s->words[b->at];
    if (b->at == 0)
        return false;
    if (w->gap & GAP_BREAK)
        return w->gap & (GAP_HYPHEN | GAP_QUOTE);
    return (w[-1].flags & WORD_DIGIT) && (w[-1].gap & GAP_BREAK) && w[-1].end - w[-1].start <= 2;
}

/* "hoàn thành chỉ tiêu UBND tỉnh đề ra": the verb ends its clause and needs what stands before
 * the name, which only says whose that is. */
static bool is_relative(const struct scan *s, const struct mention *m, const struct before *b,
                        const struct word *verb) {
    if (!verb || !(verb->cls & CLS_NEEDS) || verb != &s->words[m->end])
        return false;
    const struct word *next = verb + verb->cls_len, *last = s->words + s->n;
    bool ends = next >= last || next->gap & (GAP_STOP | GAP_BREAK | GAP_COMMA);
    return ends && !b->start && !b->apart && !b->person && !b->cls;
}

/* "từng đoạt giải do Bộ Y tế trao": tells of what was before. */
static bool long_before(const struct scan *s, size_t at) {
    for (; at > 0 && !(s->words[at].gap & (GAP_HARD | GAP_COMMA)); at--)
        if (s->words[at - 1].cls & CLS_ONCE)
            return true;
    return false;
}

/* Of the title or the first paragraph: what is told there is what happened. Behind it, to praise
 * what others did is no deed. */
static bool begins_text(const struct scan *s, size_t at) {
    while (at > s->n_title && !(s->words[at].gap & GAP_BREAK))
        at--;
    return at <= s->n_title;
}

/* "Năm ngoái, UBND huyện trao bằng khen": a sentence that goes back. */
static bool in_past(const struct scan *s, size_t at) {
    return s->words[sentence_start(s, at)].cls & CLS_ONCE;
}

/* "Bộ Y tế cho biết Cục Quản lý Dược đã cấp phép": what one says that another did. */
static bool is_reported(const struct before *b) {
    return b->cls & CLS_VERB && b->cls & CLS_IS && !b->apart && !b->start;
}

/* "Theo báo cáo của Sở Y tế": figures of it are passed on. "Theo Sở Y tế" has it speak. */
static bool is_source(const struct scan *s, const struct before *b) {
    return b->cls & CLS_AFTER && b->at > 0 && s->words[b->at - 1].back_len > 1;
}

/* It or its officer is quoted. */
static bool says(const struct scan *s, const struct mention *m, const struct before *b) {
    const struct word *verb = verb_behind(s, m->end);
    return b->cls & CLS_AFTER || (verb && verb->cls & CLS_IS);
}

static uint8_t role_before(const struct scan *s, const struct mention *m, const struct before *b,
                           bool press) {
    const struct word *verb = verb_behind(s, m->end);
    bool acts = verb || (b->start && !b->person && is_subject(s, m->end));
    if (is_credit(s, m, b, press))
        return ROLE_CREDIT;
    if (is_relative(s, m, b, verb) || (b->cls & (CLS_BY | CLS_PASSIVE) && long_before(s, m->at)))
        return ROLE_OWNER;
    if (b->cls & CLS_BY)
        return ROLE_PAPER;
    if (b->cls & CLS_TO)
        return ROLE_TOLD;
    if (b->cls & CLS_AT)
        return ROLE_PLACE;
    if (b->cls & CLS_OF)
        return owns_paper(s, b->at - 1, acts) ? ROLE_PAPER : ROLE_OWNER;
    if (b->cls & CLS_GUEST)
        return ROLE_GUEST;
    if (acts && !begins_text(s, m->at) && is_reported(b))
        return ROLE_NAMED;
    if (acts && !begins_text(s, m->at) && (in_past(s, m->at) || (verb && verb->cls & CLS_PRAISE)))
        return ROLE_NAMED;
    if (b->person)
        return role_of_person(s, m, b, acts || (b->cls & CLS_AFTER));
    if (acts || (b->cls & CLS_AFTER))
        return ROLE_ACTS;
    if (press && (b->start || b->apart) && stands_alone(s, m->end))
        return ROLE_CREDIT;
    return ROLE_NAMED;
}

bool title_place(const struct directory *d, const struct scan *s, struct place *out) {
    size_t n = 0;
    return s->n_title > 0 && place_named(d, s, 0, out, &n) && n < s->n_title && !s->words[n].gap &&
           (verb_behind(s, n) || is_subject(s, n));
}

/* Names joined by commas or "và" share what stands before the first. */
static bool joined(const struct scan *s, const struct mention *a, const struct before *b,
                   const struct mention *m) {
    size_t between = b->at - a->end;
    if (a->end > b->at || between > 1)
        return false;
    if (between == 1)
        return s->words[a->end].cls & CLS_AND && !s->words[a->end].gap && b->at <= m->at;
    return s->words[b->at].gap == GAP_COMMA;
}

static bool is_press(const struct directory *d, const struct mentions *all,
                     const struct mention *m) {
    const struct candidate *c = &all->who[m->who];
    return !c->is_body && d->entries[c->entry].press;
}

/* "Cục Báo chí (Bộ ...)", "Cục Báo chí, Bộ ... tổ chức": whose the first one is. */
static bool owns_last(const struct directory *d, const struct scan *s, const struct mentions *all,
                      const struct mention *last, const struct mention *m) {
    uint8_t gap = s->words[m->at].gap;
    if (!last->known || !m->known || last->end != m->at || last->role > ROLE_PERSON)
        return false;
    if (gap & GAP_QUOTE)
        return last->role == ROLE_ACTS || last->role == ROLE_PAPER;
    bool row = m->end < s->n && (s->words[m->end].cls & CLS_AND || s->words[m->end].named);
    return gap & (GAP_COMMA | GAP_HYPHEN) && !(gap & GAP_HARD) && !row &&
           candidate_part_of(d, &all->who[last->who], &all->who[m->who]);
}

/* In a row of names, or in brackets behind one whose officer acts: "Cục trưởng Cục Báo chí (Bộ
 * ...)" speaks for both. Behind the place where it happens a comma ends the row: "tại hội trường
 * UBND tỉnh, Sở Y tế tổ chức". */
static bool shares_role(const struct scan *s, const struct mention *last, const struct before *b,
                        const struct mention *m) {
    bool bracket = last->end == m->at && s->words[m->at].gap & GAP_QUOTE;
    if (last->role <= ROLE_PAPER && bracket)
        return true;
    if (last->role != ROLE_PAPER && last->role < ROLE_OWNER)
        return false;
    bool own_verb = last->role == ROLE_PLACE || last->role == ROLE_OWNER;
    if (own_verb && s->words[b->at].gap & GAP_COMMA && m->role <= ROLE_PERSON_ACTS)
        return false;
    return joined(s, last, b, m);
}

/* What a sentence says of all whom it names: that they are present, receive guests, are told. */
static uint8_t role_in_row(const struct scan *s, const struct mention *m) {
    uint32_t begins = row_begins(s, m->at);
    bool person = m->role == ROLE_PERSON || m->role == ROLE_PERSON_ACTS;
    if (m->role == ROLE_CREDIT)
        return m->role;
    if (begins & CLS_GUEST)
        return m->role == ROLE_ACTS ? m->role : ROLE_GUEST;
    if ((begins & (CLS_HOST | CLS_CHAIR)) && person)
        return ROLE_PERSON_ACTS;
    if (m->role <= ROLE_PAPER && in_orders(s, m->at))
        return ROLE_TOLD;
    return m->role;
}

/* ---- several offices of one person ------------------------------------------------ */

/* Does the office of b stand right behind the one that ends at `end`? */
static bool same_person(const struct scan *s, size_t end, const struct before *b) {
    return b->person && b->at == end && (s->words[end].gap & (GAP_COMMA | GAP_HYPHEN)) &&
           !(b->office & CLS_PERSON);
}

/* Who holds several offices acts in those that he heads, else in the one named last: the
 * others are titles. "Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh", "Ủy viên Ban Thường vụ Tỉnh ủy,
 * Phó Chủ tịch UBND tỉnh". */
static void keep_offices(struct mention *list, const bool *heads, size_t n) {
    bool any = false;
    for (size_t i = 0; i < n; i++)
        any |= heads[i];
    for (size_t i = 0; i < n; i++)
        if ((any ? !heads[i] : i + 1 < n) && list[i].role <= ROLE_PERSON)
            list[i].role = ROLE_TITLE;
}

enum { OFFICES_MAX = 8 };

struct offices {
    size_t first, n;
    bool heads[OFFICES_MAX];
};

static void offices_add(const struct scan *s, struct mentions *all, size_t i,
                        const struct before *b, struct offices *o) {
    bool goes_on = o->n > 0 && o->n < OFFICES_MAX && same_person(s, all->list[i - 1].end, b);
    if (!goes_on) {
        if (o->n > 1)
            keep_offices(&all->list[o->first], o->heads, o->n);
        *o = (struct offices){.first = i};
    }
    if (b->person)
        o->heads[o->n++] = (b->office & CLS_HEAD) && !(b->office & CLS_FORMER);
}

/* Where somebody first tells others what to do: a list behind it tells them. */
static size_t first_order(const struct scan *s) {
    size_t i = 0;
    while (i < s->n && !(s->words[i].cls & CLS_ORDER))
        i++;
    return i;
}

/* "Bộ Xây dựng trả lời UBND tỉnh. UBND tỉnh đề nghị ...": who is answered had asked before. */
static bool had_asked(const struct scan *s, const struct mentions *all, const struct mention *m) {
    const struct word *verb = verb_behind(s, m->end);
    if (m->role != ROLE_ACTS || !verb || !(verb->cls & CLS_ASKS))
        return false;
    for (const struct mention *before = all->list; before < m; before++)
        if (before->known && before->who == m->who && before->role == ROLE_TOLD)
            return true;
    return false;
}

void mentions_roles(const struct directory *d, const struct scan *s, struct mentions *all) {
    const struct mention *last = NULL;
    struct offices offices = {.n = 0};
    size_t ordered = first_order(s);
    for (size_t i = 0; i < all->n; last = &all->list[i++]) {
        struct mention *m = &all->list[i];
        struct before b = look_before(s, m->at);
        m->role = m->known ? role_before(s, m, &b, is_press(d, all, m)) : ROLE_NAMED;
        m->source = is_source(s, &b);
        m->says = says(s, m, &b);
        if (last && owns_last(d, s, all, last, m))
            m->role = ROLE_OWNER;
        else if (last && shares_role(s, last, &b, m))
            m->role = last->role;
        else if (m->at > ordered && m->role == ROLE_ACTS && is_item(s, &b))
            m->role = ROLE_TOLD;
        else
            m->role = role_in_row(s, m);
        if (m->known && had_asked(s, all, m))
            m->role = ROLE_TOLD;
        offices_add(s, all, i, &b, &offices);
    }
    if (offices.n > 1)
        keep_offices(&all->list[offices.first], offices.heads, offices.n);
}
