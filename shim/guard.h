/* The one place where exceptions become errors. Internal to the shim.
 *
 * Every entry of shim.h is one call of guarded(); its body may throw whatever it likes:
 * Xapian's exceptions, the standard library's, or a `failure` of our own by refuse(). */
#ifndef TIMTIN_SHIM_GUARD_H
#define TIMTIN_SHIM_GUARD_H

#include "shim/error.h"

namespace shim {

/* Thrown by refuse(): an error that is already said in the caller's terms. */
struct failure {
    tt_error error;
};

[[noreturn]] __attribute__((format(printf, 2, 3))) void refuse(tt_code code, const char *format,
                                                               ...);

/* Refuses because a system call on `path` failed with `error` (an errno). */
[[noreturn]] void refuse_errno(int error, const char *what, const char *path);

/* Fills *e from the exception being handled and returns false. Only inside a handler. */
bool translate_current(tt_error *e) noexcept;

/* Runs body(); true when it came to its end, false with *e filled when it threw. */
template <class Body> bool guarded(tt_error *e, Body &&body) noexcept {
    try {
        body();
        return true;
    } catch (...) {
        return translate_current(e);
    }
}

} // namespace shim

#endif
