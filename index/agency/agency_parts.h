/* Inside of the agency module: the directory's tables, mentions in an article, roles.
 *
 * Ownership: strings of the tables live in the JSON documents that the directory keeps.
 * Threads: the tables are read-only once loaded. */
#ifndef TIMTIN_INDEX_AGENCY_AGENCY_PARTS_H
#define TIMTIN_INDEX_AGENCY_AGENCY_PARTS_H

#include <jansson.h>

#include "index/agency/agency.h"
#include "index/agency/agency_trie.h"
#include "index/base/buf.h"

enum {
    PROVINCES_MAX = 80,
    LEVELS_MAX = 16,
    CANDIDATES_MAX = 96, /* agencies of one article that are looked at */
    PLACES_MAX = 48,     /* districts and communes of one article that are remembered */
    NAME_BYTES_MAX = 400
};

/* The order of "levels" in provinces.json. */
enum level {
    LEVEL_PROVINCE,
    LEVEL_CITY,
    LEVEL_HUYEN,
    LEVEL_QUAN,
    LEVEL_THI_XA,
    LEVEL_THI_TRAN,
    LEVEL_XA,
    LEVEL_PHUONG,
    LEVEL_DAC_KHU,
    LEVEL_NONE = 0xff
};

enum body_form { FORM_LEVEL, FORM_PARTY, FORM_ABROAD, FORM_REGION, FORM_WITHIN };

struct entry {
    struct agency_entry shown;
    char *id;
    const char **aliases;
    struct agency_edge *successors, *predecessors;
    day_t from, until; /* DAY_UNKNOWN: no bound */
    bool press, land;  /* land: a foreign country behind it makes it another one */
};

struct body {
    const char *name;
    uint16_t levels;    /* bit 1 << enum level */
    uint8_t form, bare; /* bare: the level of a head that names none, or LEVEL_NONE */
    bool usual;         /* its short name is the usual one, with short levels: UBND TP. X */
};

struct province {
    const char *name;
    char label[32]; /* as in the names of hosts: daknong */
    uint8_t level;  /* LEVEL_PROVINCE or LEVEL_CITY */
};

struct district {
    const char *name;
    uint8_t province;
};

struct directory {
    json_t *agencies_json, *provinces_json;
    struct entry *entries;
    struct body *bodies;
    struct district *districts;
    struct province provinces[PROVINCES_MAX];
    const char *levels[LEVELS_MAX], *full_levels[LEVELS_MAX];
    size_t n_entries, n_bodies, n_districts, n_provinces, n_levels, cap_entries, cap_bodies,
        cap_districts;
    uint32_t *by_id; /* entry + 1 by hash of id, open addressing */
    size_t n_slots;
    struct trie trie;
};

bool directory_load(struct directory *d, struct tt_error *e);
bool places_load(struct directory *d);
/* Adds the labels of hosts that a name gives: its words joined, its initials. */
bool site_add(struct directory *d, const char *name, struct leaf leaf);
bool grammar_load(struct trie *t);
/* The number of words; whether all are in capitals. */
size_t name_words(const char *s, bool *upper);

/* ---- grammar --------------------------------------------------------------------- */

enum grammar {
    CLS_VERB = 1,          /* what agencies do and say */
    CLS_ADVERB = 2,        /* may stand between who and what */
    CLS_AND = 4,           /* joins names */
    CLS_OF = 8,            /* of: what follows owns, it does not act */
    CLS_BY = 16,           /* do: what follows acts */
    CLS_TO = 32,           /* what follows is told or asked */
    CLS_AT = 64,           /* what follows is a place */
    CLS_CREDIT = 128,      /* what follows took a picture */
    CLS_AFTER = 256,       /* theo: what follows says, or is a source */
    CLS_OFFICE = 512,      /* a person's office in what follows */
    CLS_PERSON = 1024,     /* before a person's name */
    CLS_GUEST = 2048,      /* a list of those present follows */
    CLS_PAPER = 4096,      /* a document: of whom it is acts in it */
    CLS_PASSIVE = 8192,    /* what stands before is acted upon */
    CLS_LEVEL = 16384,     /* tỉnh, huyện and so on */
    CLS_SURNAME = 32768,   /* begins a person's name */
    CLS_AUXILIARY = 65536, /* đã, sẽ: whatever verb follows */
    CLS_CHAIR = 131072,    /* chairs: said of all the persons before it in its sentence */
    CLS_THE = 262144,      /* stands between what goes before and a name: the */
    CLS_HEAD = 524288,     /* an office that heads its agency */
    CLS_FORMER = 1048576,  /* of an office that is over */
    CLS_HOST = 2097152,    /* begins a sentence that tells who receives guests */
    CLS_MANY = 4194304,    /* several of a kind: no single one is meant */
    CLS_LEAD = 8388608,    /* ends what tells who leads: làm trưởng đoàn */
    CLS_ORDER = 16777216,  /* begins a sentence that tells others what to do */
    CLS_QUOTES = 33554432, /* what a newsroom does when it passes on the words of others */
    CLS_IS = 67108864,     /* says what somebody is; a verb: what he says, which no picture shows */
    CLS_ONCE = 134217728,  /* what follows was long before */
    CLS_NEEDS = 268435456, /* a verb that says of what: where it ends a clause, what stands before
                              the name is it: "chỉ tiêu UBND tỉnh đề ra" */
    CLS_PRAISE = 536870912, /* a verb that only values what others did */
    CLS_ASKS = 1073741824   /* a verb of who wants something of somebody */
};

/* The verb whose subject is the agency that ends before `end`, or NULL: over names, offices,
 * joined names and adverbs. */
const struct word *verb_behind(const struct scan *s, size_t end);
/* A sentence that begins with a body and goes on in small letters tells what it does: only
 * names joined to it, its owner or its place stand there otherwise. */
bool is_subject(const struct scan *s, size_t end);

/* ---- places ---------------------------------------------------------------------- */

/* PLACE_REGION: a number and the province; PLACE_AGENCY: the agency that a body is within. */
enum place_kind {
    PLACE_NONE,
    PLACE_PROVINCE,
    PLACE_WORDS,
    PLACE_DISTRICT,
    PLACE_REGION,
    PLACE_AGENCY
};

struct place {
    uint64_t key;   /* equal for equal places */
    uint32_t at, n; /* words, for PLACE_WORDS; the number, for PLACE_REGION */
    uint16_t ref;   /* province, district, or entry */
    uint8_t kind, level;
};

struct body_match {
    struct place place;
    uint32_t body;
};

/* An agency of the directory or a body by pattern. */
struct candidate {
    uint64_t key;
    bool is_body;
    uint32_t entry;
    struct body_match body;
    uint32_t last;           /* its last mention so far */
    float title, lead, text; /* scores */
    uint16_t acts, mentions;
    uint16_t deeds; /* what it or its officers do behind the lead */
    uint16_t does;  /* acts that are more than words */
    bool guest;     /* named in a list of those present */
    bool told;      /* in title or lead: who is written to, asked or ordered */
};

/* Where the article plays: what "UBND tỉnh" means in it. */
struct home {
    struct place seen[PLACES_MAX];
    uint16_t count[PLACES_MAX];
    size_t n;
    uint16_t provinces[PROVINCES_MAX];
    struct place site;    /* the district whose site it is, PLACE_NONE if unknown */
    struct candidate own; /* the agency whose site it is: what "Sở" means in it */
    uint64_t own_head;    /* its first word; 0: no such agency */
};

void home_find(const struct directory *d, const struct scan *s, struct home *h);
/* Adds what the site's name or hosts, parted by spaces, tell; after home_find. */
bool home_site(const struct directory *d, const char *site, struct home *h);
/* The province named most, if clearly so. LEVEL_NONE: of any level. */
bool home_province(const struct directory *d, const struct home *h, uint8_t level,
                   struct place *out);

/* The place that a bare level means in the article. */
bool home_place(const struct directory *d, const struct home *h, uint8_t level, struct place *out);

/* A place of this level named at words[at], with its length. LEVEL_NONE: a province, which
 * tells its level. */
bool place_at(const struct directory *d, const struct scan *s, size_t at, uint8_t level,
              struct place *out, size_t *len);

/* Those of the tables only; LEVEL_NONE as above, a district of any level. */
bool province_at(const struct directory *d, const struct scan *s, size_t at, uint8_t level,
                 struct place *out, size_t *len);
bool district_at(const struct directory *d, const struct scan *s, size_t at, uint8_t level,
                 struct place *out, size_t *len);
/* The length of a level's name ("huyện") at words[at], 0 when there is none. */
size_t level_at(const struct directory *d, const struct scan *s, size_t at, uint8_t *level);
/* The place at words[at], with or without its level, and the length with both. */
bool place_named(const struct directory *d, const struct scan *s, size_t at, struct place *out,
                 size_t *len);
/* A body named by pattern at words[at], with its length. *len > 0 and false: a pattern that
 * names no single body ("UBND các huyện"), to be skipped. */
bool body_at(const struct directory *d, const struct scan *s, const struct home *h, size_t at,
             struct body_match *out, size_t *len);
void body_name(const struct directory *d, const struct scan *s, const struct body_match *m,
               struct buf *out);

/* ---- mentions -------------------------------------------------------------------- */

struct mention {
    uint32_t at, end; /* words */
    uint16_t who;
    uint8_t role;
    bool known;   /* false: covers words, means nobody */
    bool brief;   /* a name shortened to its first word */
    bool officer; /* an office and a person instead of a name: Thứ trưởng Trần A */
    bool source;  /* only has its figures passed on */
    bool says;    /* it or its officer is quoted */
};

struct mentions {
    struct candidate who[CANDIDATES_MAX];
    size_t n_who;
    struct mention *list;
    size_t n, cap;
    size_t n_words; /* of the text */
};

/* What a name means. NAMED_EITHER: ours, unless the article is about another country's. */
enum named { NAMED_NOBODY, NAMED_FOREIGN, NAMED_EITHER, NAMED_OURS };

/* The agency named at words[at] by name, alias or pattern, whichever is longest; 0 when none,
 * else the length. `codes`: codes count too. */
size_t agency_at(const struct directory *d, const struct scan *s, const struct home *h, size_t at,
                 day_t published, bool codes, struct candidate *out, enum named *how);

/* The candidate's number, CANDIDATES_MAX when there is no room. */
uint16_t who_add(struct mentions *m, const struct candidate *c);
/* Is a known to be a part of b, as a department is of a ministry? */
bool candidate_part_of(const struct directory *d, const struct candidate *a,
                       const struct candidate *b);
void candidate_of_body(const struct body_match *body, struct candidate *out);
bool mentions_find(const struct directory *d, struct scan *s, const struct home *h, day_t published,
                   struct mentions *out);
/* The length of a shortened name at words[at], 0 when there is none. */
size_t short_at(const struct directory *d, const struct scan *s, size_t at);
/* The length of an office of a ministry at words[at] whose ministry is not named, only the person
 * who holds it; 0 when there is none. */
size_t officer_at(const struct scan *s, size_t at);
/* Finds whom shortened names mean: who was named so in full before, whose site it is, or who
 * is named so first. */
void shorts_resolve(const struct scan *s, const struct home *h, struct mentions *m);

enum role {
    ROLE_ACTS,
    ROLE_PERSON_ACTS,
    ROLE_PAPER,
    ROLE_PERSON,
    ROLE_NAMED,
    ROLE_TITLE, /* an office of who acts in another one */
    ROLE_OWNER,
    ROLE_TOLD,
    ROLE_GUEST,
    ROLE_PLACE,
    ROLE_CREDIT,
    ROLE_COUNT
};

void mentions_roles(const struct directory *d, const struct scan *s, struct mentions *all);
/* The place that the title begins with and tells a deed of: "Huyện Ba Tri đắp đập". Its level
 * is LEVEL_NONE where a district is named without. */
bool title_place(const struct directory *d, const struct scan *s, struct place *out);
/* Scores the candidates by the roles of their mentions. */
void mentions_score(const struct directory *d, const struct scan *s, const struct home *h,
                    struct mentions *m);
/* The indices of those that act, most important first; returns how many. */
size_t mentions_choose(const struct mentions *m, uint16_t out[AGENCIES_MAX]);

#endif
