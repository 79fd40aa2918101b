/* A page as lines with features: what cleaning, title, date and byline look at.
 *
 * Ownership: page_split fills a page that page_done ends; lines point into it.
 * Threads: one page, one thread. */
#ifndef TIMTIN_INDEX_READ_LINES_H
#define TIMTIN_INDEX_READ_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/error.h"
#include "index/read/dates.h"

enum line_flag {
    LINE_GAP = 1 << 0,      /* a blank line, or an image, stands before it */
    LINE_BULLET = 1 << 1,   /* began with a list mark */
    LINE_HEADING = 1 << 2,  /* "# .." */
    LINE_H1 = 1 << 3,       /* the first level of them */
    LINE_BOX = 1 << 4,      /* "| .. |": a table with one cell, as crawlers box captions */
    LINE_IMAGE = 1 << 5,    /* an image stands right before it, or in it */
    LINE_LINKS = 1 << 6,    /* most of its words are links, or it begins with an image's alternative
                             * text (then LINE_PLAIN, too) */
    LINE_STOP = 1 << 7,     /* ends like a sentence: . ! ? … */
    LINE_COLON = 1 << 8,    /* ends like a part of one: : ; , */
    LINE_TRAIL = 1 << 9,    /* ends in dots, as cut teasers do */
    LINE_UPPER = 1 << 10,   /* all letters are capitals */
    LINE_PLAIN = 1 << 11,   /* no marks at all although the page has them */
    LINE_DATED = 1 << 12,   /* ends in a bracketed date: a related title, or one with its own */
    LINE_STAMP = 1 << 13,   /* a displayed date, alone or with a byline (`stamp`) */
    LINE_NAV = 1 << 14,     /* navigation words */
    LINE_END = 1 << 15,     /* heads what stands behind an article */
    LINE_LAST = 1 << 16,    /* the same, and the article never goes on behind it */
    LINE_FOOT = 1 << 17,    /* licence, address, masthead */
    LINE_JUNK = 1 << 18,    /* no words: numbers, paths, file names */
    LINE_TWICE = 1 << 19,   /* the same text stood before on this page */
    LINE_SHARED = 1 << 20,  /* many pages of this source have it (templates) */
    LINE_PROSE = 1 << 21,   /* running text */
    LINE_TITLE = 1 << 22,   /* has the shape of a title: some words, no full stop */
    LINE_NAME = 1 << 23,    /* nothing but names of people, or a tail byline */
    LINE_CAPTION = 1 << 24, /* credits a picture: "Ảnh: .." */
    LINE_ASKS = 1 << 26,    /* ends in ? or ! */
    LINE_ALT = 1 << 25,     /* LINE_PLAIN, in small letters: an image's alternative text */
    LINE_PARTS = 1 << 27,   /* short parts in a row, or the source's with other numbers: not of
                             * the article at its head or tail */
    LINE_VERSE = 1 << 28,   /* one of four or more lines of one metre */
    LINE_TALK = 1 << 29,    /* LINE_LAST that heads what readers say, or tags */
    LINE_AGAIN = 1 << 30    /* the same text stands below on this page */
};

struct line {
    const char *s; /* without markup, trimmed, NUL-terminated; never empty */
    size_t len;
    uint64_t hash; /* of the text */
    unsigned words, flags;
    struct stamp stamp; /* meaningful with LINE_STAMP and LINE_DATED */
};

struct page {
    struct line *lines;
    size_t n;
    char *text;
    unsigned markup; /* lines that were nothing but markup */
};

enum { PAGE_LINES_MAX = 100000 };

/* TT_BAD_INPUT: more lines than the maximum. TT_NO_MEMORY. */
bool page_split(const char *text, struct page *out, struct tt_error *e);
void page_done(struct page *p);

/* Among the lines [from, to): is the text of `line` there? */
bool page_has(const struct page *p, size_t from, size_t to, const struct line *line);

/* "Ảnh: TTXVN", "(Ảnh minh họa)", "- Ảnh: VTV", "Nguồn ảnh" at the end of a text. */
bool line_credits_picture(const char *s, size_t n);

#endif
