#include "api/http.h"

void http_response_init(struct http_response *r) {
    *r = (struct http_response){.status = 500, .route = "-"};
    buf_init(&r->body, HTTP_BODY_BYTES_MAX);
}

void http_response_done(struct http_response *r) {
    buf_done(&r->body);
}
