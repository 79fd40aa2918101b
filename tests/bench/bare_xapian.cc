// Xapian alone: what a good user of it would pay.
//
//   bare_xapian INDEX REQUESTS top|spy [POSITIONS]    commands on standard input: requests.h
//   bare_xapian INDEX --words     every word as written, TAB, how many articles have it
//
// Asked is the index's own term database, or POSITIONS, one with the same document numbers that
// positions.cc made. The first has words with and without marks, but no phrases; the other has
// phrases, of words as they are written.
//
// top: the ten best by BM25 and nothing else. spy: with them the exact total and the counts of
// years and agencies, by the cheapest spy there is: arrays counted up from mapped columns. No
// snippets, no text, no answer written. A year is a range of document numbers, an agency a
// boolean term, newest first is the order of document numbers, a prefix is a wildcard.
#include <xapian.h>

#include <fcntl.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <exception>
#include <memory>
#include <string>
#include <vector>

#include "plain.h"

namespace {

constexpr Xapian::doccount shown = 10;

/* Documents first..end-1. */
class range_source : public Xapian::PostingSource {
  public:
    range_source(Xapian::docid first, Xapian::docid end) : first_(first), end_(end) {}

    Xapian::doccount get_termfreq_min() const override { return end_ - first_; }
    Xapian::doccount get_termfreq_est() const override { return end_ - first_; }
    Xapian::doccount get_termfreq_max() const override { return end_ - first_; }
    void init(const Xapian::Database &) override { at_ = first_ - 1; }
    void next(double) override { at_++; }
    /* May come before any next(). */
    void skip_to(Xapian::docid to, double) override { at_ = std::max({at_, first_, to}); }
    bool at_end() const override { return at_ >= end_; }
    Xapian::docid get_docid() const override { return at_; }

  private:
    Xapian::docid first_, end_, at_ = 0;
};

class column_spy : public Xapian::MatchSpy {
  public:
    explicit column_spy(const plain_columns &c)
        : columns_(c), years_(PLAIN_YEARS), agencies_(c.agencies + 1) {}

    void clear() {
        years_.assign(years_.size(), 0);
        agencies_.assign(agencies_.size(), 0);
    }
    void operator()(const Xapian::Document &document, double) override {
        const Xapian::docid row = document.get_docid() - 1;
        years_[columns_.year[row]]++;
        for (uint32_t i = columns_.agency_start[row]; i < columns_.agency_start[row + 1]; i++)
            agencies_[columns_.agency[i]]++;
    }

  private:
    plain_columns columns_;
    std::vector<uint32_t> years_, agencies_;
};

Xapian::Database open_terms(const plain_index *index, const char *positions) {
    if (positions)
        return Xapian::Database(positions);
    const int fd = open(plain_terms_path(index), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        bench_die("cannot open", plain_terms_path(index));
    return Xapian::Database(fd);
}

struct bench {
    bench(const char *path, const char *positions)
        : index(plain_open(path)), db(open_terms(index, positions)), spy(plain_columns_of(index)),
          accents(positions ? PLAIN_EXACT : PLAIN_AUTO) {
        if (db.get_doccount() != plain_columns_of(index).documents)
            bench_die("not of the same articles:", positions ? positions : path);
    }
    ~bench() { plain_close(index); }
    bench(const bench &) = delete;
    bench &operator=(const bench &) = delete;

    plain_index *index;
    Xapian::Database db;
    column_spy spy;
    plain_accents accents;
    bool counts = false;
    plain_query query{};
};

std::string name_of(const plain_term &t) {
    return std::string(t.name, t.len);
}

Xapian::Query words_of(const plain_query &p, request_op op) {
    using Xapian::Query;
    std::vector<Query> kids;
    for (size_t i = 0; i < p.n; i++)
        kids.emplace_back(name_of(p.terms[i]));
    if (p.has_prefix)
        kids.emplace_back(Query::OP_WILDCARD, name_of(p.prefix));
    const Query::op joined = op == OP_OR       ? Query::OP_OR
                             : op == OP_PHRASE ? Query::OP_PHRASE
                                               : Query::OP_AND;
    return Query(joined, kids.begin(), kids.end());
}

bool search(bench &b, const request *r, uint64_t *hits) {
    using Xapian::Query;
    if (r->op == OP_PHRASE && b.accents != PLAIN_EXACT)
        bench_die("a phrase wants a database with positions:", r->words);
    plain_query_of(b.index, r, b.accents, &b.query);
    range_source year(b.query.first, b.query.end);
    Query query = words_of(b.query, r->op);
    if (b.query.has_agency)
        query = Query(Query::OP_FILTER, query, Query(name_of(b.query.agency)));
    if (r->year)
        query = Query(Query::OP_FILTER, query, Query(&year));

    Xapian::Enquire enquire(b.db);
    enquire.set_query(query);
    if (r->op == OP_NEWEST)
        enquire.set_weighting_scheme(Xapian::BoolWeight());
    if (b.counts) {
        b.spy.clear();
        enquire.add_matchspy(&b.spy);
    }
    const Xapian::MSet found =
        enquire.get_mset(r->offset, shown, b.counts ? b.db.get_doccount() : 0);
    *hits += b.counts ? found.get_matches_estimated() : found.size();
    return true;
}

bool ask(void *state, const request *r, uint64_t *hits) {
    try {
        return search(*static_cast<bench *>(state), r, hits);
    } catch (const Xapian::Error &e) {
        bench_die("Xapian:", e.get_description().c_str());
    }
}

/* Terms of other kinds begin with a capital letter. */
int print_words(const bench &b) {
    for (auto i = b.db.allterms_begin(); i != b.db.allterms_end(); ++i) {
        const std::string word = *i;
        if (word[0] < 'A' || word[0] > 'Z')
            printf("%s\t%u\n", word.c_str(), i.get_termfreq());
    }
    return 0;
}

int run(int argc, char **argv) {
    if (argc < 3)
        bench_die("usage:", "bare_xapian INDEX REQUESTS top|spy [POSITIONS]");
    bench b(argv[1], argc > 4 ? argv[4] : nullptr);
    requests all;
    if (strcmp(argv[2], "--words") == 0)
        return print_words(b);
    b.counts = argc > 3 && strcmp(argv[3], "spy") == 0;
    requests_read(argv[2], &all);
    const int status = requests_serve(&all, ask, &b);
    requests_done(&all);
    return status;
}

} // namespace

int main(int argc, char **argv) {
    try {
        return run(argc, argv);
    } catch (const Xapian::Error &e) {
        bench_die("Xapian:", e.get_description().c_str());
    } catch (const std::exception &e) {
        bench_die("", e.what());
    }
}
