#include <cmath>
#include <memory>
#include <unordered_map>
#include <vector>

#include "shim/guard.h"
#include "shim/handle.h"
#include "shim/source.h"

using shim::guarded;
using shim::refuse;
using Xapian::Query;

namespace {

/* Postings a second that a match surely manages: 5 to 30 ns each were measured. */
const double SURE_PACE = 5e6;

const struct {
    shim_op op;
    Query::op join;
} joins[] = {
    {SHIM_AND, Query::OP_AND},       {SHIM_OR, Query::OP_OR},
    {SHIM_MAX, Query::OP_MAX},       {SHIM_AND_NOT, Query::OP_AND_NOT},
    {SHIM_FILTER, Query::OP_FILTER}, {SHIM_MAYBE, Query::OP_AND_MAYBE},
};

Query::op join_of(shim_op op) {
    for (const auto &row : joins)
        if (row.op == op)
            return row.join;
    refuse(TT_BAD_INPUT, "a query has the unknown operator %d", int(op));
}

/* Scores must not depend on the order of adding: Xapian adds a document's parts in an order
 * that changes with the number of hits wanted, and a last bit that differs would let an article
 * stand on two pages, and another on none. So each part is a multiple of 2^-32 (beside
 * 1.5 * 2^20 a double has room for 32 binary places): sums of such, up to 2^20, are exact. */
double steady(double part) {
    const double room = 1.5 * (1 << 20);
    return (part + room) - room;
}

/* A caller's tree as Xapian's. Must outlive the match: it owns what the leaves refer to. */
class translation {
  public:
    translation(const Xapian::Database &db, const shim_query *root, double seconds)
        : db_(db), documents_(db.get_doccount()), last_(db.get_lastdocid()), limit_(seconds) {
        const size_t leaves = check(root, 1);
        unwatched_ = seconds * SURE_PACE / double(leaves);
        query_ = query_of(*root);
    }

    const Query &query() const { return query_; }
    shim::deadline &limit() { return limit_; }

    translation(const translation &) = delete;
    translation &operator=(const translation &) = delete;

  private:
    size_t check(const shim_query *q, int depth);
    size_t check_kids(const shim_query &q, int depth);
    Query query_of(const shim_query &q);
    Query term(const shim_query &q);
    Query set(const shim_set &set, double weight);
    Query kids(const shim_query &q);
    Query own(std::unique_ptr<shim::source> source);
    Query leaf(const Query &query, double weight, Xapian::doccount df);

    const Xapian::Database &db_;
    Xapian::doccount documents_;
    Xapian::docid last_;
    shim::deadline limit_;
    double unwatched_; /* leaves up to this length can do without a watch */
    std::unordered_map<void *, const shim::set_source *> walkers_; /* by a set's state */
    std::vector<std::unique_ptr<shim::source>> sources_;
    Query query_;
};

/* Refuses what is not a tree of ours; otherwise how many leaves it has. */
size_t translation::check(const shim_query *q, int depth) {
    if (q == nullptr)
        refuse(TT_BAD_INPUT, "a query has a kid that is NULL");
    if (depth > SHIM_DEPTH_MAX)
        refuse(TT_BAD_INPUT, "a query is deeper than %d levels", int(SHIM_DEPTH_MAX));
    switch (q->op) {
    case SHIM_TERM:
        if (!(q->weight > 0) || !std::isfinite(q->weight))
            refuse(TT_BAD_INPUT, "a term's weight is %g", q->weight);
        return 1;
    case SHIM_EVERY:
        return 1;
    case SHIM_SET:
        if (q->set == nullptr)
            refuse(TT_BAD_INPUT, "a query has a set that is NULL");
        if (!(q->weight >= 0) || !std::isfinite(q->weight))
            refuse(TT_BAD_INPUT, "a set's weight is %g", q->weight);
        return 1;
    default:
        join_of(q->op);
        return check_kids(*q, depth + 1);
    }
}

size_t translation::check_kids(const shim_query &q, int depth) {
    if (q.n == 0)
        refuse(TT_BAD_INPUT, "a query has an operator without kids");
    size_t leaves = 0;
    for (size_t i = 0; i < q.n; i++)
        leaves += check(q.kids[i], depth);
    return leaves;
}

Query translation::query_of(const shim_query &q) {
    switch (q.op) {
    case SHIM_TERM:
        return term(q);
    case SHIM_EVERY:
        return leaf(Query::MatchAll, 1, documents_);
    case SHIM_SET:
        return set(*q.set, q.weight);
    default:
        return kids(q);
    }
}

Query translation::term(const shim_query &q) {
    const std::string name = shim::term_of(q.term, q.len);
    const Xapian::doccount df = db_.get_termfreq(name);
    if (df == 0)
        return Query::MatchNothing; /* Xapian drops it, and with it what cannot match */
    return leaf(Query(name), q.weight, df);
}

Query translation::set(const shim_set &set, double weight) {
    const shim::set_source *&walker = walkers_[set.state];
    return own(std::make_unique<shim::set_source>(limit_, last_, set, steady(weight), walker));
}

Query translation::own(std::unique_ptr<shim::source> source) {
    sources_.push_back(std::move(source));
    return Query(sources_.back().get());
}

Query translation::kids(const shim_query &q) {
    std::vector<Query> queries;
    queries.reserve(q.n);
    /* Xapian takes an OR below a MAX for kids of the MAX, but does not look through factors. */
    for (size_t i = 0; i < q.n; i++)
        queries.push_back(q.op == SHIM_MAX && q.kids[i]->n ? query_of(*q.kids[i]) * 1.0
                                                           : query_of(*q.kids[i]));
    return Query(join_of(q.op), queries.begin(), queries.end());
}

/* A watch costs a leaf about half of its time again, so only leaves get one that are long
 * enough to matter: all others together can be walked within the time allowed.
 *
 * Left to itself, Xapian would make one AND of a watched leaf and the ANDs around it, sort
 * its parts by length and ask the watch, the longest, only when all others agree. It does
 * not look through factors, so halving and doubling (which is exact) keeps the two together. */
Query translation::leaf(const Query &query, double weight, Xapian::doccount df) {
    if (!limit_.bounded() || df <= unwatched_)
        return weight == 1 ? query : query * weight;
    const Query watch = own(std::make_unique<shim::watch_source>(limit_, last_));
    return Query(Query::OP_FILTER, query * (weight / 2), watch) * 2;
}

/* BM25 with steady scores. */
class steady_weight : public Xapian::BM25Weight {
  public:
    steady_weight(double k1, double b) : BM25Weight(k1, 0, 0, b, 0.5), k1_(k1), b_(b) {}

    double get_sumpart(Xapian::termcount wdf, Xapian::termcount length,
                       Xapian::termcount unique) const override {
        return steady(BM25Weight::get_sumpart(wdf, length, unique));
    }
    double get_maxpart() const override { return steady(BM25Weight::get_maxpart()); }

  private:
    steady_weight *clone() const override { return new steady_weight(k1_, b_); }

    double k1_, b_;
};

void refuse_late(bool late, double seconds) {
    if (late)
        refuse(TT_TIMEOUT, "the search took longer than %g s", seconds);
}

void check_options(const shim_options &o) {
    if (!(o.k1 >= 0) || !std::isfinite(o.k1) || !(o.b >= 0 && o.b <= 1))
        refuse(TT_BAD_INPUT, "BM25 has no parameters k1=%g, b=%g", o.k1, o.b);
    if (std::isnan(o.seconds))
        refuse(TT_BAD_INPUT, "the time allowed is not a number");
    refuse_late(o.seconds < 0, 0); /* the caller's own deadline is over */
}

} // namespace

bool shim_reader_search(shim_reader *r, const shim_query *q, const shim_options *o, shim_hit *hits,
                        uint32_t *n, tt_error *e) {
    return guarded(e, [&] {
        check_options(*o);
        translation tree(r->db, q, o->seconds);
        refuse_late(tree.limit().look(), o->seconds);

        Xapian::Enquire enquire(r->db);
        enquire.set_query(tree.query());
        /* k2 = 0, k3 = 0 and, with b = 0, no use of any document's length. */
        enquire.set_weighting_scheme(steady_weight(o->k1, o->b));
        enquire.set_docid_order(Xapian::Enquire::ASCENDING);
        const Xapian::MSet found = enquire.get_mset(0, o->limit, o->thorough);
        refuse_late(tree.limit().passed(), o->seconds);

        uint32_t count = 0;
        for (auto i = found.begin(); i != found.end(); ++i)
            hits[count++] = {*i, i.get_weight()};
        *n = count;
    });
}
