/* The parts of reading a date from a text: the words around a date, and what a year is said of.
 * Internal to event.c, event_day.c and event_years.c.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_READ_EVENT_PARTS_H
#define TIMTIN_INDEX_READ_EVENT_PARTS_H

#include "index/read/dates.h"

struct text {
    const char *s;
    size_t n;
};

/* ---- the words around a date (event_day.c) --------------------------------------- */

/* Writes the folded words before `at`, within its sentence and at most some ten of them, to key.
 * Returns the length. */
size_t text_before(struct text t, size_t at, char *key, size_t room);

/* Where the sentence begins that `at` stands in. */
size_t text_sentence_start(struct text t, size_t at);

/* Where the sentence ends that goes on at `at`. */
size_t text_sentence_end(struct text t, size_t at);

/* Is this the day of what the article tells? */
bool date_is_event(struct text t, const struct date *d);

/* ---- what a year is said of (event_years.c) -------------------------------------- */

enum tense {
    TENSE_PLAIN,
    TENSE_NOW,    /* parts of the year that is under way */
    TENSE_ANNUAL, /* tasks of the next year, or of the one just begun */
    TENSE_AHEAD,  /* plans, however far */
    TENSE_REPORT,
    TENSE_EDITION, /* of what takes place each year: a contest, a festival */
    TENSE_LONG_AGO
};

struct years {
    unsigned now, plain, report; /* the latest of each tense */
    unsigned annual, ahead;      /* the earliest of each; `ahead` of either */
    unsigned first;              /* the earliest plain one */
    unsigned edition;            /* the latest of an edition; plain, too */
    unsigned latest;             /* of all but those planned for */
    unsigned only;               /* the one year that the text names at all; 0: several, or none */
    bool several;
};

/* The tense of a year: that of the last of the words before it that tell one; of a quarter that is
 * planned, the plan's. */
enum tense year_tense(struct text t, const struct date *d);

void years_note(struct years *y, enum tense tense, unsigned year);

/* The years named in [from, end) of the text. */
struct years years_between(struct text t, size_t from, size_t end);

/* The years named in the date's sentence: behind it, or if there are none before it. */
struct years years_of_sentence(struct text t, const struct date *d);

/* The year of a month whose sentence speaks of these years, or 0. */
unsigned years_of_month(const struct years *y, unsigned month);

/* The year in which one school year is reviewed and the next one planned, or 0. */
unsigned years_of_school(struct text t);

/* The year of the same day, where it stands elsewhere in the text, unless that is long before
 * `latest`, the latest year that the text speaks of: so births are, and anniversaries. 0: none. */
unsigned year_elsewhere(struct text t, const struct date *d, unsigned latest);

#endif
