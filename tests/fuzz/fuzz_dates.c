/* Dates, stamps, bylines and URLs in any bytes keep their bounds. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "index/read/byline.h"
#include "index/read/dates.h"
#include "index/read/published.h"
#include "index/read/reading.h"
#include "index/read/title.h"
#include "index/read/url.h"

static void require(bool holds) {
    if (!holds)
        abort();
}

static void check_dates(const char *s, size_t n) {
    struct date d;
    for (size_t i = 0; date_next(s, n, i, &d); i = d.end) {
        require(d.start >= i && d.end > d.start && d.end <= n);
        require(d.kind != DATE_FULL || date_day(&d) != DAY_UNKNOWN);
        require(d.month <= 12 && d.day <= 31);
    }
    struct stamp stamp;
    if (date_stamp(s, n, &stamp)) {
        require(stamp.day != DAY_UNKNOWN && stamp.minute < 1440);
        require(stamp.rest_start <= stamp.rest_end && stamp.rest_end <= n);
    }
    date_trails(s, n, &stamp);
    if (date_part(s, n, &stamp))
        require(stamp.day == DAY_UNKNOWN && stamp.minute < 1440);
    day_t day;
    if (day_parse_record(s, n, &day))
        require(day != DAY_UNKNOWN && day_fits(day));
    require(day_fits(day_in_vietnam(20201231, s, n)));
}

static void check_byline(const char *s, size_t n) {
    struct byline b;
    if (byline_read(s, n, &b)) {
        require(b.author || b.source);
        require(!b.author || (b.author >= s && b.author + b.author_len <= s + n));
        require(!b.source || b.source_len > 0); /* may be a constant */
    }
    byline_alone(s, n);
    size_t start, end;
    if (byline_dateline(s, n, &start, &end)) {
        require(start < end && end < n);
        const char *name = s + start;
        size_t length = end - start;
        byline_newsroom(&name, &length);
        require(length > 0);
    }
}

static void check_url(const char *s) {
    char id[17], slug[64];
    article_id_of_url(s, id);
    require(strlen(id) == 16);
    require(url_slug(s, slug, sizeof slug) == strlen(slug));
    struct buf once;
    buf_init(&once, 1 << 16);
    url_normalise(s, &once);
    url_host(s, &once);
    buf_done(&once);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    char *s = malloc(size + 1);
    require(s != NULL);
    memcpy(s, bytes, size);
    s[size] = '\0';
    size_t n = strlen(s);
    check_dates(s, n);
    check_byline(s, n);
    check_url(s);
    struct event event;
    event_find(s, s, DAY_UNKNOWN, &event);
    const char *title = s;
    size_t length = n;
    title_trim(&title, &length);
    require(title >= s && title + length <= s + n);
    title_part(&title, &length, s, "");
    require(title >= s && title + length <= s + n);
    require(title_of_text(s, n) <= n);
    free(s);
    return 0;
}
