/* Words that belong to a displayed date; whatever else stands beside it is a byline or a section,
 * or shows that the line is none. */
#include <string.h>

#include "index/read/shape.h"
#include "index/read/stamp_parts.h"

static const struct {
    const char *words; /* folded */
    enum label_of kind;
} labels[] = {
    /* days and times */
    {"thu hai", LABEL_WEEKDAY},
    {"thu ba", LABEL_WEEKDAY},
    {"thu tu", LABEL_WEEKDAY},
    {"thu nam", LABEL_WEEKDAY},
    {"thu sau", LABEL_WEEKDAY},
    {"thu bay", LABEL_WEEKDAY},
    {"thu 2", LABEL_WEEKDAY},
    {"thu 3", LABEL_WEEKDAY},
    {"thu 4", LABEL_WEEKDAY},
    {"thu 5", LABEL_WEEKDAY},
    {"thu 6", LABEL_WEEKDAY},
    {"thu 7", LABEL_WEEKDAY},
    {"chu nhat", LABEL_WEEKDAY},
    {"cn", LABEL_WEEKDAY},
    {"t2", LABEL_WEEKDAY},
    {"t3", LABEL_WEEKDAY},
    {"t4", LABEL_WEEKDAY},
    {"t5", LABEL_WEEKDAY},
    {"t6", LABEL_WEEKDAY},
    {"t7", LABEL_WEEKDAY},
    {"monday", LABEL_WEEKDAY},
    {"tuesday", LABEL_WEEKDAY},
    {"wednesday", LABEL_WEEKDAY},
    {"thursday", LABEL_WEEKDAY},
    {"friday", LABEL_WEEKDAY},
    {"saturday", LABEL_WEEKDAY},
    {"sunday", LABEL_WEEKDAY},
    {"mon", LABEL_WEEKDAY},
    {"tue", LABEL_WEEKDAY},
    {"wed", LABEL_WEEKDAY},
    {"thu", LABEL_WEEKDAY},
    {"fri", LABEL_WEEKDAY},
    {"sat", LABEL_WEEKDAY},
    {"sun", LABEL_WEEKDAY},
    {"hom nay", LABEL_TODAY},
    {"ngay", LABEL_PLAIN},
    {"luc", LABEL_PLAIN},
    {"vao luc", LABEL_PLAIN},
    {"vao", LABEL_PLAIN},
    {"hoi", LABEL_PLAIN},
    {"gio", LABEL_PLAIN},
    {"phut", LABEL_PLAIN},
    {"giay", LABEL_PLAIN},
    {"thang", LABEL_PLAIN},
    {"nam", LABEL_PLAIN},
    {"gmt", LABEL_PLAIN},
    {"utc", LABEL_PLAIN},
    {"ict", LABEL_PLAIN},
    {"am", LABEL_PLAIN},
    {"pm", LABEL_PLAIN},
    {"sa", LABEL_PLAIN},
    {"ch", LABEL_PLAIN},
    {"sang", LABEL_PLAIN},
    {"chieu", LABEL_PLAIN},
    {"h", LABEL_PLAIN},
    {"t", LABEL_PLAIN},
    {"z", LABEL_PLAIN},
    {"at", LABEL_PLAIN},
    {"on", LABEL_PLAIN},
    {"in", LABEL_SECTION},
    {"thoi gian", LABEL_PLAIN},
    {"date", LABEL_PLAIN},
    /* posted, changed */
    {"dang", LABEL_POSTED},
    {"da dang", LABEL_POSTED},
    {"duoc dang", LABEL_POSTED},
    {"duoc viet", LABEL_POSTED},
    {"dang tin", LABEL_POSTED},
    {"dang bai", LABEL_POSTED},
    {"bai dang", LABEL_POSTED},
    {"ngay dang", LABEL_POSTED},
    {"ngay dang tin", LABEL_POSTED},
    {"thoi gian dang", LABEL_POSTED},
    {"ngay gui", LABEL_POSTED},
    {"ngay viet", LABEL_POSTED},
    {"ngay tao", LABEL_POSTED},
    {"tao", LABEL_POSTED},
    {"gui luc", LABEL_POSTED},
    {"viet luc", LABEL_POSTED},
    {"viet ngay", LABEL_POSTED},
    {"bai viet", LABEL_PLAIN},
    {"ban tin", LABEL_PLAIN},
    {"dua tin", LABEL_POSTED},
    {"dua len", LABEL_POSTED},
    {"ngay xuat ban", LABEL_POSTED},
    {"xuat ban", LABEL_POSTED},
    {"phat hanh", LABEL_POSTED},
    {"ngay phat hanh", LABEL_POSTED},
    {"ban hanh", LABEL_POSTED},
    {"ngay ban hanh", LABEL_POSTED},
    {"posted", LABEL_POSTED},
    {"post", LABEL_POSTED},
    {"published", LABEL_POSTED},
    {"publish date", LABEL_POSTED},
    {"created", LABEL_POSTED},
    {"cap nhat", LABEL_UPDATED},
    {"cap nhat lan cuoi", LABEL_UPDATED},
    {"cap nhat moi nhat", LABEL_UPDATED},
    {"lan cap nhat cuoi", LABEL_UPDATED},
    {"ngay cap nhat", LABEL_UPDATED},
    {"da cap nhat", LABEL_UPDATED},
    {"sua", LABEL_UPDATED},
    {"sua doi", LABEL_UPDATED},
    {"chinh sua", LABEL_UPDATED},
    {"sua doi lan cuoi", LABEL_UPDATED},
    {"chinh sua lan cuoi", LABEL_UPDATED},
    {"lan sua cuoi", LABEL_UPDATED},
    {"lan cuoi", LABEL_PLAIN},
    {"lan", LABEL_PLAIN},
    {"updated", LABEL_UPDATED},
    {"last updated", LABEL_UPDATED},
    {"modified", LABEL_UPDATED},
    {"last modified", LABEL_UPDATED},
    /* who, and where from */
    {"tac gia", LABEL_PERSON},
    {"tac gia bai viet", LABEL_PERSON},
    {"dang boi", LABEL_PERSON},
    {"duoc dang boi", LABEL_PERSON},
    {"viet boi", LABEL_PERSON},
    {"duoc viet boi", LABEL_PERSON},
    {"gui boi", LABEL_PERSON},
    {"tao boi", LABEL_PERSON},
    {"boi", LABEL_PERSON},
    {"by", LABEL_PERSON},
    {"posted by", LABEL_PERSON},
    {"written by", LABEL_PERSON},
    {"author", LABEL_PERSON},
    {"nguoi dang", LABEL_PERSON},
    {"nguoi dang bai", LABEL_PERSON},
    {"nguoi dang tin", LABEL_PERSON},
    {"nguoi dang bai viet", LABEL_PERSON},
    {"nguoi viet", LABEL_PERSON},
    {"nguoi gui", LABEL_PERSON},
    {"nguoi dua tin", LABEL_PERSON},
    {"nguon", LABEL_FROM},
    {"nguon tin", LABEL_FROM},
    {"theo", LABEL_FROM},
    {"chuyen muc", LABEL_SECTION},
    {"danh muc", LABEL_SECTION},
    {"the loai", LABEL_SECTION},
    {"dang trong", LABEL_SECTION},
    {"trong muc", LABEL_SECTION},
    {"trong chuyen muc", LABEL_SECTION},
    {"posted in", LABEL_SECTION},
    /* nobody */
    {"admin", LABEL_PLAIN},
    {"administrator", LABEL_PLAIN},
    {"super user", LABEL_PLAIN},
    {"quan tri vien", LABEL_PLAIN},
    {"ban bien tap", LABEL_PLAIN},
    {"tong hop", LABEL_PLAIN},
    /* counters, tools */
    {"luot xem", LABEL_PLAIN},
    {"so luot xem", LABEL_PLAIN},
    {"luot doc", LABEL_PLAIN},
    {"so lan xem", LABEL_PLAIN},
    {"so lan doc", LABEL_PLAIN},
    {"luot truy cap", LABEL_PLAIN},
    {"luot", LABEL_PLAIN},
    {"da xem", LABEL_PLAIN},
    {"da doc", LABEL_PLAIN},
    {"lan xem", LABEL_PLAIN},
    {"lan doc", LABEL_PLAIN},
    {"xem", LABEL_PLAIN},
    {"doc", LABEL_PLAIN},
    {"phut doc", LABEL_PLAIN},
    {"nguoi xem", LABEL_PLAIN},
    {"views", LABEL_PLAIN},
    {"view", LABEL_PLAIN},
    {"hits", LABEL_PLAIN},
    {"binh luan", LABEL_PLAIN},
    {"phan hoi", LABEL_PLAIN},
    {"gop y", LABEL_PLAIN},
    {"comment", LABEL_PLAIN},
    {"comments", LABEL_PLAIN},
    {"no comments", LABEL_PLAIN},
    {"thich", LABEL_PLAIN},
    {"like", LABEL_PLAIN},
    {"chia se", LABEL_PLAIN},
    {"share", LABEL_PLAIN},
    {"in bai", LABEL_PLAIN},
    {"in bai viet", LABEL_PLAIN},
    {"in trang", LABEL_PLAIN},
    {"ban in", LABEL_PLAIN},
    {"print", LABEL_PLAIN},
    {"email", LABEL_PLAIN},
    {"gui email", LABEL_PLAIN},
    {"facebook", LABEL_PLAIN},
    {"zalo", LABEL_PLAIN},
    {"co chu", LABEL_PLAIN},
    {"nghe doc bai", LABEL_PLAIN},
};

/* Behind so many words of the text, or n. */
static size_t behind_words(const char *s, size_t n, size_t words) {
    size_t i = 0;
    while (words-- > 0) {
        while (i < n && strchr(" .-:", s[i]))
            i++;
        while (i < n && !strchr(" ,|()[]:;-./+", s[i]))
            i++;
    }
    return i;
}

size_t stamp_label(const char *s, size_t n, enum label_of *out) {
    enum { LABEL_BYTES = 40 };
    char key[LABEL_BYTES + 2];
    size_t room = n < LABEL_BYTES ? n : LABEL_BYTES, best = 0, words = 0;
    while (room > 0 && room < n && (s[room] & 0xC0) == 0x80)
        room--;
    unsigned char first = n ? (unsigned char)s[0] : 0;
    if (!((first | 32) >= 'a' && (first | 32) <= 'z') && (first < 0xC3 || first == 0xE2))
        return 0;
    shape_fold(s, room, key, sizeof key);
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        const char *w = labels[i].words;
        if (*w != *key)
            continue;
        size_t length = strlen(w);
        if (length <= best || strncmp(key, w, length) != 0 || (key[length] && key[length] != ' '))
            continue;
        best = length;
        *out = labels[i].kind;
        words = 1;
        for (; *w; w++)
            words += *w == ' ';
    }
    bool zone = !best && (strncmp(key, "gmt", 3) == 0 || strncmp(key, "utc", 3) == 0);
    if (zone)
        *out = LABEL_PLAIN;
    return best ? behind_words(s, n, words) : zone ? behind_words(s, n, 1) : 0;
}
