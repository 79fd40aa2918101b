/* What the shim's files share: the handles and how bytes of the caller become Xapian's.
 * Internal to the shim. */
#ifndef TIMTIN_SHIM_HANDLE_H
#define TIMTIN_SHIM_HANDLE_H

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "shim/shim.h"

struct shim_reader {
    Xapian::Database db;
};

namespace shim {

static_assert(sizeof(Xapian::docid) == sizeof(uint32_t), "document numbers have 32 bits");
static_assert(sizeof(Xapian::termcount) == sizeof(uint32_t), "frequencies have 32 bits");

/* Opens the single file or the folder at `path`, and nothing else: left to itself, Xapian
 * takes any other file for a list of databases to open, programs to run included. */
Xapian::Database open_database(const char *path);

/* A term of the caller's, refused with TT_BAD_INPUT when its length is out of bounds. */
std::string term_of(const char *bytes, size_t len);

/* `bytes` may be NULL when len is 0. */
inline std::string string_of(const char *bytes, size_t len) {
    return len == 0 ? std::string() : std::string(bytes, len);
}

} // namespace shim

#endif
