#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <memory>

#include "shim/guard.h"
#include "shim/handle.h"

using shim::guarded;

/* Always inside a transaction from one commit to the next: Xapian would otherwise commit by
 * itself every 10,000 documents and when the handle is destroyed. (It still moves what it
 * has buffered to disk every 10,000 documents, so memory stays bounded.) */
struct shim_writer {
    Xapian::WritableDatabase db;
};

namespace {

/* An index is built aside and synced by the caller once it is complete, so syncing at every
 * commit is wasted, and nobody reads a document's terms back. DB_DANGEROUS (blocks changed
 * in place) would forbid dropping what is not committed, and within transactions it saves
 * nothing: measured, the same size and time. */
const int WRITER_FLAGS =
    Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC | Xapian::DB_NO_TERMLIST;

/* A NUL takes two bytes of a key, and Xapian notices a key that is too long only when it
 * writes, documents later. */
std::string storable_term(const shim_term &t) {
    std::string name = shim::term_of(t.name, t.len);
    if (name.size() + size_t(std::count(name.begin(), name.end(), '\0')) > SHIM_TERM_MAX)
        shim::refuse(TT_BAD_INPUT, "a term of %zu bytes has too many NULs", t.len);
    return name;
}

Xapian::Document document_of(const shim_term *terms, size_t n) {
    Xapian::Document document;
    uint64_t length = 0;
    for (size_t i = 0; i < n; i++) {
        length += terms[i].wdf;
        if (length > std::numeric_limits<uint32_t>::max())
            shim::refuse(TT_BAD_INPUT, "a document is longer than frequencies can count");
        document.add_term(storable_term(terms[i]), terms[i].wdf);
    }
    return document;
}

/* Removes the file again unless keep() was called. */
class new_file {
  public:
    explicit new_file(const char *path) : path_(path) {
        fd_ = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd_ < 0)
            shim::refuse_errno(errno, "cannot create", path);
    }
    ~new_file() {
        if (path_ != nullptr)
            unlink(path_);
    }
    new_file(const new_file &) = delete;
    new_file &operator=(const new_file &) = delete;

    int fd() const { return fd_; }
    void keep() { path_ = nullptr; }

  private:
    const char *path_;
    int fd_;
};

} // namespace

bool shim_writer_open(const char *path, shim_writer **out, tt_error *e) {
    return guarded(e, [&] {
        if (mkdir(path, 0777) != 0)
            shim::refuse_errno(errno, "cannot create", path);
        auto w = std::make_unique<shim_writer>();
        w->db = Xapian::WritableDatabase(path, WRITER_FLAGS);
        w->db.begin_transaction();
        *out = w.release();
    });
}

bool shim_writer_add(shim_writer *w, const shim_term *terms, size_t n, const char *data,
                     size_t data_len, uint32_t *docid, tt_error *e) {
    return guarded(e, [&] {
        Xapian::Document document = document_of(terms, n);
        document.set_data(shim::string_of(data, data_len));
        *docid = w->db.add_document(document);
    });
}

bool shim_writer_commit(shim_writer *w, tt_error *e) {
    return guarded(e, [&] {
        w->db.commit_transaction();
        w->db.begin_transaction();
    });
}

void shim_writer_close(shim_writer *w) {
    if (w == nullptr)
        return;
    guarded(nullptr, [&] { w->db.cancel_transaction(); });
    guarded(nullptr, [&] { delete w; });
}

bool shim_compact(const char *const *from, size_t n, const char *to, tt_error *e) {
    return guarded(e, [&] {
        if (n == 0)
            shim::refuse(TT_BAD_INPUT, "there is nothing to join into %s", to);
        Xapian::Database all;
        for (size_t i = 0; i < n; i++)
            all.add_database(shim::open_database(from[i]));
        new_file file(to);
        all.compact(file.fd(), Xapian::DBCOMPACT_SINGLE_FILE | Xapian::Compactor::FULL);
        file.keep(); /* compact() has closed the descriptor, which was handed over */
    });
}
