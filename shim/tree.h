/* A table of Xapian's Glass format, written from its first key to its last. Internal to the shim.
 *
 * Why not by Xapian itself: its writer is made for changing an index, document by document, in
 * search trees of postings: 1.8 ms an article of 650 terms, 9 of 10 seconds of a build. Who has
 * all postings of a term at hand, terms in byte order, needs none of it: blocks are filled and
 * written one after the other. Xapian reads the file like one that its own compaction made,
 * and refuses it should a later version have another format.
 *
 * The format ("Glass" of 14 March 2016, all of Xapian 1.4; numbers of two and four bytes are
 * big-endian): blocks of 8 KiB. Each begins with
 *     u32 revision, u8 level (0: leaf), u16 largest free run, u16 bytes free, u16 end of directory
 * and a directory of the items' offsets (u16) in the order of their keys; the items fill the
 * block from its end. An item is
 *     in a leaf:    u16 size - 3 and flags, u8 length of the key, key, tag
 *     in a branch:  u32 block, u8 length of the key, key, u16 component
 * A tag that does not fit goes into several items ("components"); here none does not. The first
 * item of all is empty, and so is the first key of a branch. A branch's key is the shortest
 * beginning of the child's first key that differs from the key before it. */
#ifndef TIMTIN_SHIM_TREE_H
#define TIMTIN_SHIM_TREE_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace shim {

class tree {
  public:
    enum { BLOCK = 8192, HEAD = 11, SLOT = 2 };
    /* The largest key and tag together: four items fit a block. */
    enum { ENTRY_MAX = (BLOCK - HEAD) / 4 - SLOT - 3 };

    /* Appends its blocks to the file, from block 1: block 0 is the caller's. */
    tree(int fd, const char *path);

    /* Key and tag, together no longer than ENTRY_MAX; keys in ascending byte order. */
    void add(const std::string &key, const std::string &tag);
    /* What key and tag together may have to go into the block at hand. */
    size_t room() const;
    /* Writes what is left; then root(), height() and end() are known. */
    void finish();

    uint64_t entries() const { return entries_; }
    uint32_t root() const { return root_; }
    unsigned height() const { return height_; } /* level of the root */
    uint32_t end() const { return next_; }      /* the first block not used */

  private:
    struct block {
        std::string bytes = std::string(BLOCK, '\0'), first_key;
        size_t directory = HEAD, low = BLOCK; /* items lie from `low` to the end */
    };

    static void put(block &b, const std::string &item);
    static void begin(block &b, const std::string &first_key);
    void add_branch(size_t level, std::string key, uint32_t child);
    uint32_t write(size_t level);
    void flush();

    int fd_;
    const char *path_;
    std::vector<block> levels_;
    std::string last_key_, item_, pending_; /* blocks not yet written */
    uint64_t entries_ = 0;
    uint32_t next_ = 1, root_ = 0;
    unsigned height_ = 0;
};

/* Writes all of it or refuses. */
void write_all(int fd, const char *path, const std::string &bytes);

} // namespace shim

#endif
