#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "shim/guard.h"
#include "shim/shim.h"
#include "shim/tree.h"

using shim::guarded;

/* What is written, in Xapian's words (see shim/tree.h for the table): the list of postings,
 * and in it the lengths of the documents as if they were frequencies of a term of their own.
 * A list is cut into chunks; the first one's key is the term, the others' is the term, a NUL and
 * the first document's number. Numbers are LEB128, and a chunk is
 *     in a first one: documents, sum of frequencies, first document - 1
 *     '1' for the last one or '0', last document - first
 *     frequency, then for each further document: distance - 1, frequency
 * There are no document data, lists of terms, positions or values. */
namespace {

enum { TABLES = 6, BLOCK_KIB_2 = shim::tree::BLOCK >> 11, NUMBER_MAX = 5, CUT_MIN = 512 };
/* What stands before a chunk's first frequency, at most. */
enum { CHUNK_HEAD_MAX = 4 * NUMBER_MAX + 1 };

/* Tables in the order of the head, and the length from which their tags may be compressed. */
const unsigned compress_from[TABLES] = {0, 18, 18, 0, 18, 18};

template <class Number> void put_number(std::string &to, Number v) {
    for (; v >= 0x80; v >>= 7)
        to += char(v | 0x80);
    to += char(v);
}

/* A document's number so that keys sort by it: the bits before the first 0 tell its bytes. */
void put_sorted(std::string &to, uint32_t v) {
    const unsigned more = v < 0x8000 ? 0 : v < 1u << 22 ? 1 : v < 1u << 29 ? 2 : 3;
    const unsigned marks[] = {0, 0x80, 0xc0, 0xe0};
    const unsigned bytes = more + 2;
    for (unsigned i = 0; i < bytes; i++) {
        const unsigned shift = 8 * (bytes - 1 - i);
        to += char((shift < 32 ? v >> shift & 0xff : 0) | (i == 0 ? marks[more] : 0));
    }
}

/* The term so that keys sort like terms: 255 behind each NUL. */
std::string key_of(const char *name, size_t len) {
    std::string key;
    for (size_t i = 0; i < len; i++) {
        key += name[i];
        if (name[i] == '\0')
            key += '\xff';
    }
    if (len < 1 || key.size() > SHIM_TERM_MAX)
        shim::refuse(TT_BAD_INPUT, "a term of %zu bytes: too short, too long or too many NULs",
                     len);
    return key;
}

/* The key under which Xapian looks for the lengths: none that a term can have. */
const std::string lengths_key("\0\xe0", 2);

struct totals {
    uint32_t documents, frequency; /* as the first chunk tells them */
};

} // namespace

struct shim_writer {
    shim_writer(const char *file, int descriptor)
        : path(file), fd(descriptor), table(fd, path.c_str()) {}
    ~shim_writer() {
        close(fd);
        if (!complete)
            unlink(path.c_str());
    }
    shim_writer(const shim_writer &) = delete;
    shim_writer &operator=(const shim_writer &) = delete;

    void put_list(const std::string &key, const std::string &later_key, const shim_posting *list,
                  size_t n, totals t);
    size_t put_chunk(const std::string &key, const shim_posting *list, size_t n,
                     const std::string &first_head);
    std::string head() const;

    const std::string path;
    const int fd;
    shim::tree table;
    uint32_t documents = 0, shortest = 0, longest = 0, frequency_max = 0;
    uint64_t length = 0, counted = 0; /* of all documents; what their terms come to so far */
    std::string body, tag;
    bool complete = false;
};

/* Writes as many of the postings as the chunk takes: how many. */
size_t shim_writer::put_chunk(const std::string &key, const shim_posting *list, size_t n,
                              const std::string &first_head) {
    const size_t room = table.room(), head = key.size() + CHUNK_HEAD_MAX + 2 * NUMBER_MAX;
    const size_t most = room < CUT_MIN + head ? size_t(shim::tree::ENTRY_MAX) : room;
    size_t i = 1;
    body.clear();
    put_number(body, list[0].wdf);
    for (; i < n && body.size() + head <= most; i++) {
        put_number(body, list[i].docid - list[i - 1].docid - 1);
        put_number(body, list[i].wdf);
    }
    tag = first_head;
    tag += i == n ? '1' : '0';
    put_number(tag, list[i - 1].docid - list[0].docid);
    tag += body;
    table.add(key, tag);
    return i;
}

void shim_writer::put_list(const std::string &key, const std::string &later_key,
                           const shim_posting *list, size_t n, totals t) {
    std::string head, later;
    put_number(head, t.documents);
    put_number(head, t.frequency);
    put_number(head, list[0].docid - 1);
    size_t done = put_chunk(key, list, n, head);
    while (done < n) {
        later = later_key;
        put_sorted(later, list[done].docid);
        done += put_chunk(later, list + done, n - done, std::string());
    }
}

/* Block 0: magic word, an identity (of the content: equal files are equal byte for byte),
 * revision, the six tables, of which only the first has anything, and counts. */
std::string shim_writer::head() const {
    std::string s("\x0f\x0dXapian Glass\x04\x6e", 16), free_blocks;
    const uint64_t identity[] = {length * UINT64_C(0x9e3779b97f4a7c15) + documents,
                                 table.entries() * UINT64_C(0xbf58476d1ce4e5b9) + table.end()};
    s.append(reinterpret_cast<const char *>(identity), sizeof identity);
    put_number(s, 1u);
    put_number(free_blocks, 1u);
    put_number(free_blocks, table.end());
    free_blocks.append(4, '\0');
    const bool empty = table.entries() == 0;
    for (unsigned i = 0; i < TABLES; i++) {
        const bool filled = i == 0 && !empty;
        put_number(s, filled ? table.root() : 0);
        put_number(s, filled ? table.height() << 2 : 3); /* 3: there is no root */
        put_number(s, filled ? table.entries() : 0);
        put_number(s, unsigned(BLOCK_KIB_2));
        put_number(s, compress_from[i]);
        put_number(s, filled ? free_blocks.size() : 0);
        s += filled ? free_blocks : std::string();
    }
    put_number(s, documents);
    put_number(s, 0u);
    put_number(s, shortest);
    put_number(s, frequency_max);
    put_number(s, longest - frequency_max);
    put_number(s, 0u);
    put_number(s, length);
    put_number(s, 0u);
    s.resize(shim::tree::BLOCK);
    return s;
}

namespace {

std::unique_ptr<shim_writer> create(const char *path) {
    const int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0)
        shim::refuse_errno(errno, "cannot create", path);
    return std::make_unique<shim_writer>(path, fd);
}

void put_lengths(shim_writer &w, const uint32_t *lengths, uint32_t n) {
    std::vector<shim_posting> list(n);
    for (uint32_t i = 0; i < n; i++) {
        list[i] = {i + 1, lengths[i]};
        w.length += lengths[i];
        w.longest = std::max(w.longest, lengths[i]);
        if (lengths[i] && (!w.shortest || lengths[i] < w.shortest))
            w.shortest = lengths[i];
    }
    w.documents = n;
    if (n)
        w.put_list(lengths_key, lengths_key, list.data(), n, {0, 0});
}

/* The sum of the frequencies; Xapian counts it in 32 bits. */
uint32_t checked_sum(const shim_writer &w, const shim_posting *list, size_t n) {
    uint64_t sum = 0;
    uint32_t last = 0;
    for (size_t i = 0; i < n; i++) {
        if (list[i].docid <= last || list[i].docid > w.documents)
            shim::refuse(TT_BAD_INPUT, "document %u comes behind %u of %u", list[i].docid, last,
                         w.documents);
        last = list[i].docid;
        sum += list[i].wdf;
    }
    if (n == 0 || sum > std::numeric_limits<uint32_t>::max())
        shim::refuse(TT_BAD_INPUT, "a term is in no document, or more often than can be counted");
    return uint32_t(sum);
}

} // namespace

bool shim_writer_open(const char *path, const uint32_t *lengths, uint32_t documents,
                      shim_writer **out, tt_error *e) {
    return guarded(e, [&] {
        auto w = create(path);
        shim::write_all(w->fd, path, std::string(shim::tree::BLOCK, '\0'));
        put_lengths(*w, lengths, documents);
        *out = w.release();
    });
}

bool shim_writer_add(shim_writer *w, const char *term, size_t len, const shim_posting *list,
                     size_t n, tt_error *e) {
    return guarded(e, [&] {
        const std::string key = key_of(term, len);
        const uint32_t sum = checked_sum(*w, list, n);
        w->put_list(key, key + '\0', list, n, {uint32_t(n), sum});
        for (size_t i = 0; i < n; i++)
            w->frequency_max = std::max(w->frequency_max, list[i].wdf);
        w->counted += sum;
    });
}

bool shim_writer_end(shim_writer *w, tt_error *e) {
    return guarded(e, [&] {
        if (w->counted != w->length)
            shim::refuse(TT_INTERNAL, "terms come to other lengths than the documents have");
        if (w->table.entries())
            w->table.finish();
        const std::string head = w->head();
        if (lseek(w->fd, 0, SEEK_SET) != 0)
            shim::refuse_errno(errno, "cannot write", w->path.c_str());
        shim::write_all(w->fd, w->path.c_str(), head);
        w->complete = true;
    });
}

void shim_writer_close(shim_writer *w) {
    guarded(nullptr, [&] { delete w; });
}
