/* Errors as values, and the wall that turns exceptions into them. */
#include <cerrno>
#include <csetjmp>
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <stdexcept>
#include <string>

extern "C" {
#include <cmocka.h>
}
#include <xapian.h>

#include "shim/guard.h"

namespace {

struct foreign {};

template <class Error> void raise() {
    throw Error("Xapian's own words");
}

struct test_case {
    void (*body)();
    tt_code code;
};

const test_case cases[] = {
    {raise<Xapian::DatabaseNotFoundError>, TT_NOT_FOUND},
    {raise<Xapian::DocNotFoundError>, TT_NOT_FOUND},
    {raise<Xapian::DatabaseCorruptError>, TT_CORRUPT},
    {raise<Xapian::DatabaseModifiedError>, TT_CORRUPT},
    {raise<Xapian::RangeError>, TT_CORRUPT},
    {raise<Xapian::SerialisationError>, TT_CORRUPT},
    {raise<Xapian::DatabaseError>, TT_CORRUPT},
    {[] { throw Xapian::DatabaseError("read", EIO); }, TT_INTERNAL},
    {raise<Xapian::DatabaseVersionError>, TT_STALE},
    {raise<Xapian::DatabaseLockError>, TT_BUSY},
    {raise<Xapian::InvalidArgumentError>, TT_BAD_INPUT},
    {raise<Xapian::QueryParserError>, TT_BAD_INPUT},
    {raise<Xapian::WildcardError>, TT_BAD_INPUT},
    {raise<Xapian::FeatureUnavailableError>, TT_BAD_INPUT},
    {raise<Xapian::UnimplementedError>, TT_BAD_INPUT},
    {raise<Xapian::NetworkTimeoutError>, TT_TIMEOUT},
    {raise<Xapian::NetworkError>, TT_INTERNAL},
    {raise<Xapian::DatabaseOpeningError>, TT_INTERNAL},
    {raise<Xapian::DatabaseCreateError>, TT_INTERNAL},
    {raise<Xapian::DatabaseClosedError>, TT_INTERNAL},
    {raise<Xapian::AssertionError>, TT_INTERNAL},
    {raise<Xapian::InternalError>, TT_INTERNAL},
    {raise<Xapian::InvalidOperationError>, TT_INTERNAL},
    {[] { throw std::bad_alloc(); }, TT_NO_MEMORY},
    {[] { std::string().resize(SIZE_MAX); }, TT_INTERNAL},
    {[] { throw std::runtime_error("what"); }, TT_INTERNAL},
    {[] { throw std::exception(); }, TT_INTERNAL},
    {[] { throw 7; }, TT_INTERNAL},
    {[] { throw foreign(); }, TT_INTERNAL},
    {[] { throw Xapian::RangeError(std::string(5000, 'x')); }, TT_CORRUPT},
    {[] { shim::refuse(TT_TIMEOUT, "after %d s", 3); }, TT_TIMEOUT},
    {[] { shim::refuse(TT_BUSY, "%s", std::string(5000, 'x').c_str()); }, TT_BUSY},
    {[] { shim::refuse_errno(ENOENT, "cannot open", "x"); }, TT_NOT_FOUND},
    {[] { shim::refuse_errno(EEXIST, "cannot create", "x"); }, TT_BAD_INPUT},
    {[] { shim::refuse_errno(EIO, "cannot open", "x"); }, TT_INTERNAL},
    {[] { shim::refuse_errno(99999, "cannot open", "x"); }, TT_INTERNAL},
};

void every_exception_becomes_an_error(void **) {
    for (const test_case &c : cases) {
        tt_error e;
        memset(&e, 'x', sizeof e);
        assert_false(shim::guarded(&e, c.body));
        assert_string_equal(tt_code_name(e.code), tt_code_name(c.code));
        const size_t len = strnlen(e.text, sizeof e.text);
        assert_in_range(len, 1, sizeof e.text - 1);
        assert_int_not_equal(e.text[len - 1], '.');
        assert_false(shim::guarded(nullptr, c.body));
    }
}

void what_throws_nothing_succeeds(void **) {
    tt_error e = {TT_BUSY, "as it was"};
    int ran = 0;
    assert_true(shim::guarded(&e, [&] { ran++; }));
    assert_int_equal(ran, 1);
    assert_string_equal(e.text, "as it was");
}

void texts_read_as_ours(void **) {
    tt_error e;
    shim::guarded(&e, [] { throw Xapian::DatabaseCorruptError("bad block"); });
    assert_string_equal(e.text, "the index is damaged (bad block)");
    shim::guarded(&e, [] { throw Xapian::DatabaseError("cannot read", EIO); });
    assert_string_equal(e.text,
                        "the index cannot be read or written (cannot read: Input/output error)");
    shim::guarded(&e, [] { shim::refuse_errno(ENOENT, "no index at", "/x"); });
    assert_string_equal(e.text, "no index at /x: No such file or directory");
}

/* ---- error.c --------------------------------------------------------------------- */

void texts_are_printable_utf8(void **) {
    const struct {
        const char *given, *kept;
    } texts[] = {
        {"thông tin", "thông tin"},   {"€ 𝄞", "€ 𝄞"}, {"a\nb\tc\x7f", "a?b?c?"},
        {"\xff\x80", "??"},           {"\xc3", "?"},  {"\xe1\xba", "??"},
        {"\xc0\xaf", "??"},           /* overlong */
        {"\xed\xa0\x80", "???"},      /* a surrogate */
        {"\xf4\x90\x80\x80", "????"}, /* beyond U+10FFFF */
    };
    for (const auto &t : texts) {
        tt_error e;
        assert_false(tt_fail(&e, TT_BAD_INPUT, "%s", t.given));
        assert_string_equal(e.text, t.kept);
    }
}

void long_texts_are_cut_between_characters(void **) {
    const char *const characters[] = {"a", "ô", "ạ", "𝄞"};
    for (const char *character : characters) {
        for (size_t shift = 0; shift < 4; shift++) {
            std::string text(shift, '-');
            while (text.size() < 300)
                text += character;
            tt_error e;
            tt_fail(&e, TT_BAD_INPUT, "%s", text.c_str());
            const size_t len = strlen(e.text);
            assert_in_range(len, sizeof e.text - 4, sizeof e.text - 1);
            assert_int_equal((len - shift) % strlen(character), 0);
            assert_null(strchr(e.text, '?'));
        }
    }
}

void an_error_can_quote_itself(void **) {
    tt_error e;
    tt_fail(&e, TT_CORRUPT, "the manifest is damaged");
    tt_fail(&e, e.code, "generation 7: %s", e.text);
    assert_string_equal(e.text, "generation 7: the manifest is damaged");
    assert_false(tt_fail(nullptr, TT_CORRUPT, "nobody listens"));
}

void every_code_has_a_name(void **) {
    assert_string_equal(tt_code_name(TT_OK), "ok");
    assert_string_equal(tt_code_name(TT_BAD_INPUT), "bad_input");
    assert_string_equal(tt_code_name(TT_NO_MEMORY), "no_memory");
    assert_string_equal(tt_code_name(TT_INTERNAL), "internal");
}

} // namespace

int main() {
    const CMUnitTest tests[] = {
        cmocka_unit_test(every_exception_becomes_an_error),
        cmocka_unit_test(what_throws_nothing_succeeds),
        cmocka_unit_test(texts_read_as_ours),
        cmocka_unit_test(texts_are_printable_utf8),
        cmocka_unit_test(long_texts_are_cut_between_characters),
        cmocka_unit_test(an_error_can_quote_itself),
        cmocka_unit_test(every_code_has_a_name),
    };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
