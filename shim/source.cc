#include "shim/source.h"

#include <chrono>

namespace shim {

static double now() {
    using std::chrono::duration;
    return duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

deadline::deadline(double seconds) : bounded_(seconds != 0), end_(now() + seconds) {}

bool deadline::look() {
    if (bounded_ && now() >= end_)
        passed_ = true;
    return passed_;
}

void source::init(const Xapian::Database &) {
    at_ = 0;
    rewind();
}

void source::next(double) {
    skip_to(static_cast<Xapian::docid>(at_ + 1), 0);
}

void source::skip_to(Xapian::docid at_least, double) {
    const uint64_t end = uint64_t(last_) + 1;
    if (at_least <= at_ && at_ != 0)
        return;
    if (limit_.step() || at_least > last_) {
        at_ = end;
        return;
    }
    const Xapian::docid found = seek(at_least);
    at_ = found == 0 || found > last_ ? end : found;
}

Xapian::docid set_source::seek(Xapian::docid at_least) {
    if (walker_ != this) {
        set_.rewind(set_.state);
        walker_ = this;
    }
    return set_.seek(set_.state, at_least);
}

} // namespace shim
