// A database as a user of Xapian makes one: the articles of an index, by Xapian's own writer, with
// the positions of their words, for its phrases.
//
//   positions INDEX FOLDER [MOST]
//
// FOLDER is the database, made unless it is there and fits. Terms are words in their exact forms, a
// title's three times as the index has it, and agencies as boolean terms; documents have the
// numbers that they have in the index. No term lists and no texts: nobody asks for them. Compacted.
// One line of JSON on standard output says what it is and what it cost to make. With more than MOST
// articles nothing is made; exit status 77 says that there is none that fits.
#include <xapian.h>

#include <cinttypes>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <exception>
#include <filesystem>
#include <string>

#include "plain.h"

namespace {

namespace fs = std::filesystem;

enum { VERSION = 1, TITLE_TIMES = 3, SKIPPED = 77 };
constexpr const char *key_fits = "fits", *key_seconds = "seconds", *key_cpu = "cpu";

std::string name_of(const plain_term &t) {
    return std::string(t.name, t.len);
}

void take_word(void *state, uint32_t place, const plain_term *word, bool title) {
    static_cast<Xapian::Document *>(state)->add_posting(name_of(*word), place,
                                                        title ? TITLE_TIMES : 1);
}

Xapian::Document document_of(const plain_index *index, const plain_columns &c, uint32_t article) {
    Xapian::Document document;
    plain_words(index, article, take_word, &document);
    for (uint32_t i = c.agency_start[article - 1]; i < c.agency_start[article]; i++) {
        plain_term agency;
        plain_agency(index, c.agency[i], &agency);
        document.add_boolean_term(name_of(agency));
    }
    return document;
}

std::string fingerprint_of(const plain_index *index) {
    char text[64];
    snprintf(text, sizeof text, "%d %016" PRIx64, VERSION, plain_fingerprint(index));
    return text;
}

bool fits(const fs::path &folder, const std::string &fingerprint) {
    if (!fs::exists(folder))
        return false;
    try {
        return Xapian::Database(folder).get_metadata(key_fits) == fingerprint;
    } catch (const Xapian::DatabaseError &) {
        return false;
    }
}

/* Written aside first: what stands at `folder` is complete. */
void make(const plain_index *index, const std::string &fingerprint, const fs::path &folder) {
    const fs::path loose = folder.string() + ".loose", dense = folder.string() + ".new";
    const plain_columns c = plain_columns_of(index);
    const double began = seconds_of(CLOCK_MONOTONIC), cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    for (const auto &leftover : {loose, dense})
        fs::remove_all(leftover);
    fs::create_directories(fs::absolute(folder).parent_path());
    Xapian::WritableDatabase out(loose, Xapian::DB_CREATE | Xapian::DB_NO_TERMLIST);
    for (uint32_t article = 1; article <= c.documents; article++)
        out.add_document(document_of(index, c, article));
    out.commit();
    out.compact(dense);
    out.close();
    const double seconds = seconds_of(CLOCK_MONOTONIC) - began;
    Xapian::WritableDatabase told(dense, Xapian::DB_OPEN | Xapian::DB_NO_TERMLIST);
    told.set_metadata(key_seconds, std::to_string(seconds));
    told.set_metadata(key_cpu, std::to_string(seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu));
    told.set_metadata(key_fits, fingerprint);
    told.close();
    fs::remove_all(loose);
    fs::remove_all(folder);
    fs::rename(dense, folder);
}

uint64_t bytes_of(const fs::path &folder) {
    uint64_t bytes = 0;
    for (const auto &file : fs::directory_iterator(folder))
        bytes += file.file_size();
    return bytes;
}

void tell(const fs::path &folder, bool made) {
    const Xapian::Database db(folder);
    printf("{\"made\": %s, \"articles\": %u, \"seconds\": %s, \"cpu\": %s, \"bytes\": %" PRIu64
           ", \"of positions\": %" PRIu64 "}\n",
           made ? "true" : "false", db.get_doccount(), db.get_metadata(key_seconds).c_str(),
           db.get_metadata(key_cpu).c_str(), bytes_of(folder),
           static_cast<uint64_t>(fs::file_size(folder / "position.glass")));
}

/* False: it does not fit, and shall not be made. */
bool make_or_keep(const plain_index *index, const fs::path &folder, bool may_make) {
    const std::string fingerprint = fingerprint_of(index);
    const bool there = fits(folder, fingerprint);
    if (!there && !may_make)
        return false;
    if (!there)
        make(index, fingerprint, folder);
    tell(folder, !there);
    return true;
}

int run(int argc, char **argv) {
    if (argc < 3 || argc > 4)
        bench_die("usage:", "positions INDEX FOLDER [MOST]");
    const fs::path folder = argv[2];
    plain_index *index = plain_open(argv[1]);
    const bool few = argc < 4 || plain_columns_of(index).documents <= strtoul(argv[3], nullptr, 10);
    const bool told = (few || fs::exists(folder)) && make_or_keep(index, folder, few);
    plain_close(index);
    return told ? 0 : SKIPPED;
}

} // namespace

int main(int argc, char **argv) {
    try {
        return run(argc, argv);
    } catch (const Xapian::Error &e) {
        bench_die("Xapian:", e.get_description().c_str());
    } catch (const std::exception &e) {
        bench_die("", e.what());
    }
}
