/* Tokens of any bytes keep their bounds, and the exact form of a token is a token with the
 * same two forms. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "index/text/token.h"

static void require(bool holds) {
    if (!holds)
        abort();
}

static void check_form(const char *form, size_t len) {
    require(len > 0 && len <= TOKEN_BYTES_MAX);
    require(strlen(form) == len);
}

static void check_again(const struct token *token) {
    struct tokenizer t;
    struct token again;
    tokenizer_init(&t, token->exact, token->exact_len);
    require(tokenizer_next(&t, &again));
    require(strcmp(again.exact, token->exact) == 0);
    require(strcmp(again.folded, token->folded) == 0);
    require(again.marked == token->marked);
    require(!tokenizer_next(&t, &again));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    struct tokenizer t;
    struct token token;
    size_t end = 0;
    tokenizer_init(&t, (const char *)bytes, size);
    while (tokenizer_next(&t, &token)) {
        require(token.start >= end && token.end > token.start && token.end <= size);
        end = token.end;
        check_form(token.exact, token.exact_len);
        check_form(token.folded, token.folded_len);
        require(token.marked == (strcmp(token.exact, token.folded) != 0));
        require(!(token.joined && token.breaks));
        check_again(&token);
    }
    return 0;
}
