/* Every bound of the server in one place. Beyond a bound stands a clear answer. */
#ifndef TIMTIN_SERVER_LIMITS_H
#define TIMTIN_SERVER_LIMITS_H

enum {
    TARGET_BYTES_MAX = 16 << 10,       /* path and query; beyond: 414 */
    HEADERS_MAX = 100,                 /* header lines; beyond: 431 */
    HEADER_BYTES_MAX = 8 << 10,        /* of all header lines; beyond: 431 */
    CONNECTION_MEMORY = 32 << 10,      /* what one connection's head may take in the library */
    REQUEST_BODY_BYTES_MAX = 64 << 10, /* read and ignored; beyond: 413 */
    REQUEST_ID_BYTES_MAX = 128,
    GZIP_BYTES_MIN = 1024, /* a smaller body is not worth compressing */
    POLLERS = 2,           /* threads that move bytes on the main port */
    OPS_CONNECTIONS = 64,
    SPARE_FILES = 64,                    /* descriptors beside the connections' */
    FILES_PER_WORKER = 16,               /* a searcher's own database handle */
    SENDING_BYTES_FREE = 64 << 10,       /* an answer up to this size is always sent */
    SENDING_BYTES_MAX = 256 << 20,       /* larger ones together; beyond: 503 */
    SENDING_BYTES_PER_SECOND = 16 << 10, /* a slower reader is cut off */
    ROUTES_MAX = 64,                     /* told apart in the metrics */
    PREFLIGHT_SECONDS = 86400,
    RELOADS_WAITING_MAX = 64
};

#endif
