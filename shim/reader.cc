#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

#include "shim/guard.h"
#include "shim/handle.h"

using shim::guarded;

namespace shim {

Xapian::Database open_database(const char *path) {
    struct stat st;
    if (stat(path, &st) != 0)
        refuse_errno(errno, "no index at", path);
    if (S_ISDIR(st.st_mode))
        return Xapian::Database(path, Xapian::DB_BACKEND_GLASS);
    if (!S_ISREG(st.st_mode))
        refuse(TT_BAD_INPUT, "%s is neither a file nor a folder", path);

    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        refuse_errno(errno, "cannot open", path);
    return Xapian::Database(fd); /* takes the descriptor over, also when it throws */
}

std::string term_of(const char *bytes, size_t len) {
    if (len < 1 || len > SHIM_TERM_MAX)
        refuse(TT_BAD_INPUT, "a term has %zu bytes, possible are 1 to %d", len, int(SHIM_TERM_MAX));
    return std::string(bytes, len);
}

} // namespace shim

bool shim_reader_open(const char *path, shim_reader **out, tt_error *e) {
    return guarded(e, [&] { *out = new shim_reader{shim::open_database(path)}; });
}

void shim_reader_close(shim_reader *r) {
    guarded(nullptr, [&] { delete r; });
}

bool shim_reader_count(shim_reader *r, uint32_t *documents, tt_error *e) {
    return guarded(e, [&] { *documents = r->db.get_doccount(); });
}

bool shim_reader_df(shim_reader *r, const char *term, size_t len, uint32_t *df, tt_error *e) {
    return guarded(e, [&] { *df = r->db.get_termfreq(shim::term_of(term, len)); });
}

bool shim_reader_postings(shim_reader *r, const char *term, size_t len, shim_postings_sink *sink,
                          void *state, tt_error *e) {
    return guarded(e, [&] {
        const std::string name = shim::term_of(term, len);
        uint32_t ids[1024], wdf[1024];
        size_t n = 0;
        for (auto i = r->db.postlist_begin(name); i != r->db.postlist_end(name); ++i) {
            ids[n] = *i;
            wdf[n++] = i.get_wdf();
            if (n < sizeof ids / sizeof *ids)
                continue;
            if (!sink(state, ids, wdf, n))
                return;
            n = 0;
        }
        if (n > 0)
            sink(state, ids, wdf, n);
    });
}

bool shim_reader_terms(shim_reader *r, const char *prefix, size_t len, shim_terms_sink *sink,
                       void *state, tt_error *e) {
    return guarded(e, [&] {
        if (len > SHIM_TERM_MAX)
            return; /* no term is that long */
        const std::string begin = shim::string_of(prefix, len);
        for (auto i = r->db.allterms_begin(begin); i != r->db.allterms_end(begin); ++i) {
            const std::string term = *i;
            if (!sink(state, term.data(), term.size(), i.get_termfreq()))
                return;
        }
    });
}

bool shim_reader_document(shim_reader *r, uint32_t docid, char **data, size_t *len, tt_error *e) {
    return guarded(e, [&] {
        if (docid == 0)
            shim::refuse(TT_NOT_FOUND, "there is no document 0");
        const std::string stored = r->db.get_document(docid).get_data();
        char *copy = static_cast<char *>(malloc(stored.size() + 1));
        if (copy == nullptr)
            throw std::bad_alloc();
        memcpy(copy, stored.c_str(), stored.size() + 1);
        *data = copy;
        *len = stored.size();
    });
}

const char *shim_engine_version(void) {
    return Xapian::version_string();
}
