/* What the shim writes against what Xapian itself writes of the same random documents: Xapian's
 * own check of the file finds no fault, and every list is the same. */
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <csetjmp>
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

extern "C" {
#include <cmocka.h>
}
#include <xapian.h>

#include "shim/shim.h"

namespace {

using documents = std::vector<std::map<std::string, uint32_t>>;

struct shape {
    uint32_t documents;
    unsigned terms_max; /* of a document */
    unsigned words;     /* in all, the first ones the most frequent */
    unsigned name_max;  /* bytes */
    uint32_t wdf_max;
};

/* One row a way to be large: nothing, little, long names (with NULs), lists of many chunks, more
 * documents than two and three bytes of a key number, frequencies of five bytes. */
const shape shapes[] = {
    {0, 0, 1, 1, 1},          {1, 1, 1, 1, 1},           {300, 40, 500, 10, 3},
    {500, 60, 900, 240, 2},   {5000, 20, 40, 6, 300},    {40000, 6, 3000, 12, 4},
    {200, 9, 30, 5, 9000000}, {20000, 30, 20000, 30, 9},
};

std::string word_of(const shape &s, unsigned n) {
    std::mt19937 random(n);
    std::string word = std::to_string(n);
    if (word.size() < s.name_max)
        word.resize(word.size() + random() % (s.name_max - word.size()), char('a' + n % 26));
    if (n % 7 == 0 && word.size() < 200)
        word += std::string("\0\0x", 1 + n % 3);
    return word;
}

documents made(const shape &s) {
    std::mt19937 random(s.documents);
    documents all(s.documents);
    for (auto &document : all)
        for (unsigned n = unsigned(random() % (s.terms_max + 1)); n > 0; n--) {
            const unsigned low = unsigned(random() % s.words), two = unsigned(random() % s.words);
            document[word_of(s, low * two / s.words)] = uint32_t(random() % (s.wdf_max + 1));
        }
    return all;
}

void write_with_xapian(const documents &all, Xapian::WritableDatabase &db) {
    for (const auto &terms : all) {
        Xapian::Document document;
        for (const auto &[name, wdf] : terms)
            document.add_term(name, wdf);
        db.add_document(document);
    }
    db.commit();
}

void require(bool ok, const tt_error &e) {
    if (!ok)
        fail_msg("%s", e.text);
}

void write_with_shim(const documents &all, const std::string &path) {
    std::map<std::string, std::vector<shim_posting>> lists;
    std::vector<uint32_t> lengths(all.size() + 1);
    for (size_t i = 0; i < all.size(); i++)
        for (const auto &[name, wdf] : all[i]) {
            lists[name].push_back({uint32_t(i + 1), wdf});
            lengths[i] += wdf;
        }
    shim_writer *w = nullptr;
    tt_error e;
    require(shim_writer_open(path.c_str(), lengths.data(), uint32_t(all.size()), &w, &e), e);
    for (const auto &[name, list] : lists)
        require(shim_writer_add(w, name.data(), name.size(), list.data(), list.size(), &e), e);
    require(shim_writer_end(w, &e), e);
    shim_writer_close(w);
}

void compare_lists(const Xapian::Database &a, const Xapian::Database &b, const std::string &term) {
    auto x = a.postlist_begin(term), y = b.postlist_begin(term);
    for (; x != a.postlist_end(term) && y != b.postlist_end(term); ++x, ++y) {
        assert_int_equal(*x, *y);
        assert_int_equal(x.get_wdf(), y.get_wdf());
        assert_int_equal(x.get_doclength(), y.get_doclength());
    }
    assert_true(x == a.postlist_end(term) && y == b.postlist_end(term));
    assert_int_equal(a.get_termfreq(term), b.get_termfreq(term));
    assert_int_equal(a.get_collection_freq(term), b.get_collection_freq(term));
}

/* Jumps into the middle of a list, as a match does. */
void compare_jumps(const Xapian::Database &a, const Xapian::Database &b, const std::string &term) {
    const Xapian::docid last = a.get_lastdocid();
    for (Xapian::docid to = 1; to <= last; to += 1 + last / 9) {
        auto x = a.postlist_begin(term), y = b.postlist_begin(term);
        x.skip_to(to);
        y.skip_to(to);
        const bool x_ended = x == a.postlist_end(term), y_ended = y == b.postlist_end(term);
        assert_int_equal(x_ended, y_ended);
        if (!x_ended)
            assert_int_equal(*x, *y);
    }
}

/* The shortest and the longest document that has any length: what bounds are made of. */
void compare_bounds(const Xapian::Database &a, const Xapian::Database &b) {
    Xapian::termcount shortest = 0, longest = 0;
    for (auto x = b.postlist_begin(""); x != b.postlist_end(""); ++x) {
        const Xapian::termcount length = x.get_doclength();
        longest = std::max(longest, length);
        if (length && (!shortest || length < shortest))
            shortest = length;
    }
    assert_int_equal(a.get_doclength_lower_bound(), shortest);
    assert_true(a.get_doclength_upper_bound() >= longest);
}

void compare(const Xapian::Database &a, const Xapian::Database &b) {
    auto x = a.allterms_begin(), y = b.allterms_begin();
    for (; x != a.allterms_end() && y != b.allterms_end(); ++x, ++y) {
        assert_true(*x == *y);
        compare_lists(a, b, *x);
        compare_jumps(a, b, *x);
    }
    assert_true(x == a.allterms_end() && y == b.allterms_end());
    compare_lists(a, b, ""); /* all documents */
    assert_int_equal(a.get_doccount(), b.get_doccount());
    assert_int_equal(a.get_lastdocid(), b.get_lastdocid());
    assert_true(a.get_total_length() == b.get_total_length());
    compare_bounds(a, b);
}

void xapian_reads_what_it_would_have_written(void **) {
    for (const shape &s : shapes) {
        const documents all = made(s);
        Xapian::WritableDatabase expected("", Xapian::DB_BACKEND_INMEMORY);
        char dir[] = "/tmp/timtin-writer-XXXXXX";
        assert_non_null(mkdtemp(dir));
        const std::string path = std::string(dir) + "/terms";
        write_with_xapian(all, expected);
        write_with_shim(all, path);
        assert_int_equal(Xapian::Database::check(open(path.c_str(), O_RDONLY), 0, nullptr), 0);
        compare(Xapian::Database(open(path.c_str(), O_RDONLY)), expected);
        unlink(path.c_str());
        rmdir(dir);
    }
}

} // namespace

int main() {
    const CMUnitTest tests[] = {cmocka_unit_test(xapian_reads_what_it_would_have_written)};
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
