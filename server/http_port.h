/* What the files behind http.h share. */
#ifndef TIMTIN_SERVER_HTTP_PORT_H
#define TIMTIN_SERVER_HTTP_PORT_H

#include <microhttpd.h>
#include <stdatomic.h>

#include "server/framing.h"
#include "server/http.h"
#include "server/limits.h"
#include "server/reaper.h"

struct http_port {
    struct http_setup setup;
    struct MHD_Daemon *daemon;
    struct reaper *reaper;
    int fd;     /* listening */
    bool quiet; /* not any more */
    atomic_bool draining;
    atomic_uint in_flight;
    atomic_size_t sending;
    atomic_ulong next_id;
    unsigned long id_seed;
};

/* Where a request stands; the library calls us several times for each. */
enum call_stage {
    CALL_HEAD,    /* its first line was seen */
    CALL_BODY,    /* head accepted, the body is being skipped */
    CALL_WAITING, /* suspended */
    CALL_SENT     /* an answer is queued */
};

struct call {
    struct exchange x; /* first: an exchange is its call */
    struct http_port *port;
    struct MHD_Connection *connection;
    struct reaped *reaped; /* NULL: no memory when it connected */
    enum call_stage stage;
    struct framing_fault fault; /* of the target */
    const char *version;
    size_t target_len; /* as it came */
    char *if_none_match;
    size_t skipped; /* bytes of the body */
    double began, answered;
    _Atomic(struct reply *) reply; /* set by exchange_answer */
    struct reply *sent;            /* what is being sent */
    bool charged;                  /* its bytes are counted in port->sending */
    bool head_only;
    int status;
    char id[REQUEST_ID_BYTES_MAX + 1];
    char target[]; /* what x.request.path and .query point into */
};

/* http_call.c: the library's three callbacks. */
void *call_begin(void *port, const char *target, struct MHD_Connection *connection);
enum MHD_Result call_continue(void *port, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **call);
void call_end(void *port, struct MHD_Connection *connection, void **call,
              enum MHD_RequestTerminationCode how);

/* http_reply.c: queues the answer (takes the reference) and writes its headers. */
enum MHD_Result call_send(struct call *c, struct reply *r);
/* The bytes of its answer are out, or never will be. */
void call_uncharge(struct call *c, struct reply *r);

#endif
