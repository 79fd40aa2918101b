#include "shim/tree.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "shim/guard.h"

namespace shim {

namespace {

enum { REVISION = 1, PENDING_MAX = 128 * tree::BLOCK };
/* "Both the first and the last component of its tag." */
enum { WHOLE = 0x6000 };

void put_u16(std::string &to, size_t v) {
    to += char(v >> 8 & 0xff);
    to += char(v & 0xff);
}

void set_u16(std::string &in, size_t at, size_t v) {
    in[at] = char(v >> 8 & 0xff);
    in[at + 1] = char(v & 0xff);
}

void put_u32(std::string &to, uint32_t v) {
    put_u16(to, v >> 16);
    put_u16(to, v & 0xffff);
}

/* The shortest beginning of `key` that differs from `before`. */
std::string apart(const std::string &before, const std::string &key) {
    const size_t n = std::min(before.size(), key.size());
    const size_t same = size_t(
        std::mismatch(key.begin(), key.begin() + ptrdiff_t(n), before.begin()).first - key.begin());
    return key.substr(0, same + 1);
}

} // namespace

void write_all(int fd, const char *path, const std::string &bytes) {
    for (size_t at = 0; at < bytes.size();) {
        const ssize_t n = ::write(fd, bytes.data() + at, bytes.size() - at);
        if (n < 0 && errno != EINTR)
            refuse_errno(errno, "cannot write", path);
        at += n < 0 ? 0 : size_t(n);
    }
}

tree::tree(int fd, const char *path) : fd_(fd), path_(path), levels_(1) {
    item_.clear();
    put_u16(item_, WHOLE);
    item_ += '\0';
    put(levels_[0], item_); /* the empty item that every table has */
}

void tree::put(block &b, const std::string &item) {
    b.low -= item.size();
    b.bytes.replace(b.low, item.size(), item);
    set_u16(b.bytes, b.directory, b.low);
    b.directory += SLOT;
}

void tree::begin(block &b, const std::string &first_key) {
    b.bytes.assign(BLOCK, '\0');
    b.directory = HEAD;
    b.low = BLOCK;
    b.first_key = first_key;
}

size_t tree::room() const {
    const block &leaf = levels_[0];
    const size_t free = leaf.low - leaf.directory;
    return free < SLOT + 3 ? 0 : std::min(size_t(ENTRY_MAX), free - SLOT - 3);
}

void tree::add(const std::string &key, const std::string &tag) {
    if (key.empty() || key.size() > UINT8_MAX || key.size() + tag.size() > ENTRY_MAX)
        refuse(TT_INTERNAL, "an entry of %zu and %zu bytes", key.size(), tag.size());
    if (key <= last_key_)
        refuse(TT_BAD_INPUT, "terms and their documents have to come in order");
    if (key.size() + tag.size() > room()) {
        add_branch(1, levels_[0].first_key, write(0));
        begin(levels_[0], apart(last_key_, key));
    }
    item_.clear();
    put_u16(item_, WHOLE | (key.size() + tag.size()));
    item_ += char(key.size());
    item_ += key;
    item_ += tag;
    put(levels_[0], item_);
    last_key_ = key;
    entries_++;
}

/* The key by value: it may be that of a level, and levels move when one is added. */
void tree::add_branch(size_t level, std::string key, uint32_t child) {
    if (level == levels_.size())
        levels_.emplace_back();
    const size_t needed = 4 + 1 + key.size() + 2 + SLOT;
    if (levels_[level].low - levels_[level].directory < needed) {
        const uint32_t full = write(level);
        add_branch(level + 1, levels_[level].first_key, full);
        begin(levels_[level], key);
    }
    const bool first = levels_[level].directory == HEAD;
    std::string item;
    put_u32(item, child);
    item += char(first ? 0 : key.size());
    item += first ? std::string() : key;
    put_u16(item, first ? 0 : 1);
    put(levels_[level], item);
}

uint32_t tree::write(size_t level) {
    block &b = levels_[level];
    const size_t free = b.low - b.directory;
    std::string head;
    put_u32(head, REVISION);
    head += char(level);
    put_u16(head, free);
    put_u16(head, free);
    put_u16(head, b.directory);
    b.bytes.replace(0, head.size(), head);
    pending_ += b.bytes;
    if (pending_.size() >= PENDING_MAX)
        flush();
    if (next_ == UINT32_MAX)
        refuse(TT_BAD_INPUT, "the terms need more blocks than can be numbered");
    return next_++;
}

void tree::flush() {
    write_all(fd_, path_, pending_);
    pending_.clear();
}

void tree::finish() {
    for (size_t level = 0; level < levels_.size(); level++) {
        root_ = write(level);
        height_ = unsigned(level);
        if (level + 1 < levels_.size())
            add_branch(level + 1, levels_[level].first_key, root_);
    }
    flush();
}

} // namespace shim
