/* Lists of documents that take part in a match without being terms, and the deadline that
 * ends a match through them. Internal to the shim.
 *
 * Xapian's own time limit does not end a match, and its MatchDecider sees only documents
 * that matched: an AND of terms that never meet runs on unseen. What every step of a match
 * does do is move a leaf of the tree. So the deadline sits in leaves: once it has passed, they
 * say that they are at their end, the match runs dry by itself, and its result is dropped.
 * (Throwing out of a leaf would be shorter, but Xapian 1.4 leaks parts of the tree then.) */
#ifndef TIMTIN_SHIM_SOURCE_H
#define TIMTIN_SHIM_SOURCE_H

#include <xapian.h>

#include "shim/shim.h"

namespace shim {

class deadline {
  public:
    /* 0 seconds = never. */
    explicit deadline(double seconds);

    bool bounded() const { return bounded_; }

    /* Whether some look found that it has passed. */
    bool passed() const { return passed_; }

    /* One step of a match: looks now and then, as a look costs more than a step. */
    bool step() { return passed_ || (bounded_ && ++steps_ % STEPS_A_LOOK == 0 && look()); }

    /* Looks at the clock. */
    bool look();

  private:
    static constexpr unsigned STEPS_A_LOOK = 64;

    bool bounded_, passed_ = false;
    unsigned steps_ = 0;
    double end_;
};

/* An ascending list of document numbers, at its end also when the deadline has passed.
 * There is no clone(): only a search of several databases at once needs one, and without it
 * Xapian works on this very object, whose owner is whoever made it. */
class source : public Xapian::PostingSource {
  public:
    source(deadline &limit, Xapian::docid last) : limit_(limit), last_(last) {}

    void init(const Xapian::Database &db) override;
    void next(double min_weight) override;
    void skip_to(Xapian::docid at_least, double min_weight) override;
    bool at_end() const override { return at_ > last_; }
    Xapian::docid get_docid() const override { return Xapian::docid(at_); }

  protected:
    /* The first member >= at_least; 0 or a number beyond the last when there is none. */
    virtual Xapian::docid seek(Xapian::docid at_least) = 0;
    virtual void rewind() {}

    Xapian::docid last() const { return last_; }

  private:
    deadline &limit_;
    Xapian::docid last_;
    uint64_t at_ = 0; /* one more than any number at the end, so wider than one */
};

/* The members of a set of the caller's, scored alike. A set that stands in a tree several times has
 * one cursor only: `walker`, shared by its sources, says whose walk it is on. */
class set_source : public source {
  public:
    set_source(deadline &limit, Xapian::docid last, const shim_set &set, double weight,
               const set_source *&walker)
        : source(limit, last), set_(set), weight_(weight), walker_(walker) {}

    void init(const Xapian::Database &db) override {
        source::init(db);
        set_maxweight(weight_);
    }
    double get_weight() const override { return weight_; }

    Xapian::doccount get_termfreq_min() const override { return size(); }
    Xapian::doccount get_termfreq_est() const override { return size(); }
    Xapian::doccount get_termfreq_max() const override { return size(); }

  protected:
    Xapian::docid seek(Xapian::docid at_least) override;
    void rewind() override { walker_ = nullptr; }

  private:
    Xapian::doccount size() const { return set_.size < last() ? set_.size : last(); }

    shim_set set_;
    double weight_; /* of each member */
    const set_source *&walker_;
};

/* Every document, until the deadline: joined to a leaf by FILTER it ends that leaf. */
class watch_source : public source {
  public:
    using source::source;

    Xapian::doccount get_termfreq_min() const override { return 0; }
    Xapian::doccount get_termfreq_est() const override { return last(); }
    Xapian::doccount get_termfreq_max() const override { return last(); }

  protected:
    Xapian::docid seek(Xapian::docid at_least) override { return at_least; }
};

} // namespace shim

#endif
