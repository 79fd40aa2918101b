#include "server/http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/http_port.h"

/* The path is kept as it came: the api decodes it, and a %00 cuts nothing. */
static size_t keep_escaped(void *port, struct MHD_Connection *connection, char *text) {
    (void)port;
    (void)connection;
    return strlen(text);
}

static int descriptor_of(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *i =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return i ? i->connect_fd : -1;
}

static void on_connection(void *port, struct MHD_Connection *connection, void **context,
                          enum MHD_ConnectionNotificationCode what) {
    struct http_port *p = port;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        *context = reaper_add(p->reaper, descriptor_of(connection));
    } else {
        reaper_remove(p->reaper, *context);
        *context = NULL;
    }
}

__attribute__((format(printf, 2, 0))) static void on_message(void *port, const char *format,
                                                             va_list arguments) {
    struct http_port *p = port;
    char text[300];
    vsnprintf(text, sizeof text, format, arguments);
    text[strcspn(text, "\n")] = '\0';
    log_line(p->setup.log, LOG_ACCESS, "http: %s", text);
}

/* ---- starting -------------------------------------------------------------------- */

static struct MHD_Daemon *start_daemon(struct http_port *p) {
    const struct http_setup *s = &p->setup;
    unsigned flags =
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    struct MHD_OptionItem pool[] = {
        {MHD_OPTION_THREAD_POOL_SIZE, (intptr_t)s->pollers, NULL},
        {MHD_OPTION_END, 0, NULL},
    };
    if (s->pollers < 2)
        pool[0].option = MHD_OPTION_END;
    /* The logger comes first, so that it also hears what is wrong with the others. */
    /* clang-format off */
    return MHD_start_daemon(
        flags, 0, NULL, NULL, call_continue, p,
        MHD_OPTION_EXTERNAL_LOGGER, on_message, p,
        MHD_OPTION_LISTEN_SOCKET, (MHD_socket)p->fd,
        MHD_OPTION_CONNECTION_LIMIT, s->connections,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, s->connections_per_ip,
        MHD_OPTION_CONNECTION_TIMEOUT, s->idle_timeout,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_STRICT_FOR_CLIENT, 0,
        MHD_OPTION_URI_LOG_CALLBACK, call_begin, p,
        MHD_OPTION_UNESCAPE_CALLBACK, keep_escaped, p,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, p,
        MHD_OPTION_NOTIFY_COMPLETED, call_end, p,
        MHD_OPTION_ARRAY, pool,
        MHD_OPTION_END);
    /* clang-format on */
}

bool http_start(const struct http_setup *setup, struct http_port **out, struct tt_error *e) {
    struct http_port *p = calloc(1, sizeof *p);
    if (!p) {
        close(setup->fd);
        return tt_fail(e, TT_NO_MEMORY, "no memory for a port");
    }
    p->setup = *setup;
    p->fd = setup->fd;
    if (getrandom(&p->id_seed, sizeof p->id_seed, 0) < 0)
        p->id_seed = (unsigned long)getpid();
    struct reaper_limits limits = {setup->head_timeout, setup->idle_timeout,
                                   SENDING_BYTES_PER_SECOND};
    if (!reaper_start(&limits, &p->reaper, e)) {
        http_stop(p);
        return false;
    }
    *out = p; /* before the first request can ask for it */
    p->daemon = start_daemon(p);
    if (p->daemon)
        return true;
    *out = NULL;
    http_stop(p);
    return tt_fail(e, TT_INTERNAL, "cannot start the HTTP library on the socket");
}

/* ---- ending ---------------------------------------------------------------------- */

void http_drain(struct http_port *p) {
    atomic_store(&p->draining, true);
}

void http_close(struct http_port *p) {
    MHD_quiesce_daemon(p->daemon);
    p->quiet = true;
    /* Not closed yet: a poller may be about to accept, and the number could be reused. */
    shutdown(p->fd, SHUT_RDWR);
    reaper_drain(p->reaper);
}

void http_stop(struct http_port *p) {
    if (!p)
        return;
    /* A quiesced daemon leaves the socket to us. */
    if (p->daemon && !p->quiet)
        MHD_quiesce_daemon(p->daemon);
    if (p->daemon)
        MHD_stop_daemon(p->daemon);
    close(p->fd);
    reaper_stop(p->reaper);
    free(p);
}

struct http_load http_load(struct http_port *p) {
    return (struct http_load){
        .in_flight = atomic_load(&p->in_flight),
        .connections = (unsigned)reaper_connections(p->reaper),
        .cut = reaper_cut(p->reaper),
        .sending = atomic_load(&p->sending),
    };
}
