#include "shim/guard.h"

#include <xapian.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <stdexcept>

namespace shim {
namespace {

/* What each class of Xapian's exceptions means to a caller. Looked up by the name of the
 * class that was thrown, so base classes do not shadow what derives from them. */
struct meaning {
    const char *type;
    tt_code code;
    const char *words;
};

const meaning meanings[] = {
    {"DatabaseNotFoundError", TT_NOT_FOUND, "there is no index"},
    {"DocNotFoundError", TT_NOT_FOUND, "there is no such document"},
    {"DatabaseCorruptError", TT_CORRUPT, "the index is damaged"},
    {"DatabaseModifiedError", TT_CORRUPT, "the index changed while it was read"},
    {"RangeError", TT_CORRUPT, "the index is damaged"},
    {"SerialisationError", TT_CORRUPT, "the index is damaged"},
    {"DatabaseVersionError", TT_STALE, "the index has another format"},
    {"DatabaseLockError", TT_BUSY, "the index is being written by somebody else"},
    {"InvalidArgumentError", TT_BAD_INPUT, "an argument is out of range"},
    {"QueryParserError", TT_BAD_INPUT, "the query is malformed"},
    {"WildcardError", TT_BAD_INPUT, "the query is too broad"},
    {"FeatureUnavailableError", TT_BAD_INPUT, "the engine cannot do this"},
    {"UnimplementedError", TT_BAD_INPUT, "the engine cannot do this"},
    {"NetworkTimeoutError", TT_TIMEOUT, "the search server did not answer in time"},
    {"NetworkError", TT_INTERNAL, "the search server cannot be reached"},
    {"DatabaseOpeningError", TT_INTERNAL, "the index cannot be opened"},
    {"DatabaseCreateError", TT_INTERNAL, "the index cannot be created"},
    {"DatabaseClosedError", TT_INTERNAL, "the index was closed already"},
    {"DatabaseError", TT_INTERNAL, "the index cannot be read or written"},
};

/* Thrown without an errno a plain DatabaseError says that bytes are missing ("EOF reading
 * block 2"), with one that the machine failed. */
const meaning missing_bytes = {"DatabaseError", TT_CORRUPT, "the index is damaged"};
const meaning unforeseen = {"", TT_INTERNAL, "the search engine failed"};

const meaning &meaning_of(const char *type, bool has_errno) {
    if (strcmp(type, missing_bytes.type) == 0 && !has_errno)
        return missing_bytes;
    for (const meaning &m : meanings)
        if (strcmp(m.type, type) == 0)
            return m;
    return unforeseen;
}

/* What the system said, NULL when it was not asked. */
const char *system_reason(const Xapian::Error &error) noexcept {
    try {
        return error.get_error_string(); /* made on demand, so memory may lack */
    } catch (...) {
        return "system error";
    }
}

bool translate(const Xapian::Error &error, tt_error *e) noexcept {
    const char *reason = system_reason(error);
    const meaning &m = meaning_of(error.get_type(), reason != nullptr);
    return tt_fail(e, m.code, "%s (%s%s%s)", m.words, error.get_msg().c_str(),
                   reason != nullptr ? ": " : "", reason != nullptr ? reason : "");
}

struct errno_meaning {
    int error;
    tt_code code;
};

const errno_meaning errno_meanings[] = {
    {ENOENT, TT_NOT_FOUND}, {ENOTDIR, TT_NOT_FOUND},      {EEXIST, TT_BAD_INPUT},
    {ENOMEM, TT_NO_MEMORY}, {ENAMETOOLONG, TT_BAD_INPUT},
};

} // namespace

void refuse(tt_code code, const char *format, ...) {
    failure f = {};
    char text[sizeof f.error.text] = "";
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    tt_fail(&f.error, code, "%s", text);
    throw f;
}

void refuse_errno(int error, const char *what, const char *path) {
    tt_code code = TT_INTERNAL;
    for (const errno_meaning &m : errno_meanings)
        if (m.error == error)
            code = m.code;
    const char *why = strerrordesc_np(error); /* unlike strerror, safe in any thread */
    refuse(code, "%s %s: %s", what, path, why != nullptr ? why : "unknown error");
}

bool translate_current(tt_error *e) noexcept {
    try {
        throw;
    } catch (const failure &f) {
        return tt_fail(e, f.error.code, "%s", f.error.text);
    } catch (const Xapian::Error &error) {
        return translate(error, e);
    } catch (const std::bad_alloc &) {
        return tt_fail(e, TT_NO_MEMORY, "out of memory");
    } catch (const std::length_error &) {
        return tt_fail(e, TT_INTERNAL, "a size is larger than memory can hold");
    } catch (const std::exception &error) {
        return tt_fail(e, TT_INTERNAL, "unexpected failure (%s)", error.what());
    } catch (...) {
        return tt_fail(e, TT_INTERNAL, "unexpected failure of an unknown kind");
    }
}

} // namespace shim
