/* The least that libmicrohttpd can do, set up as the daemon sets it up (server/http.c).
 *
 *   hello [BYTES]     prints its port; answers every request with so many bytes (14); ends
 *                     with standard input */
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "requests.h"

enum { POLLERS = 2, CONNECTIONS = 1024, CONNECTION_MEMORY = 32 << 10, BYTES_MAX = 1 << 20 };

static enum MHD_Result answer(void *body, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **call) {
    (void)url, (void)method, (void)version, (void)upload, (void)upload_size;
    if (!*call) { /* the head: the answer comes with the second call */
        *call = body;
        return MHD_YES;
    }
    return MHD_queue_response(connection, MHD_HTTP_OK, body);
}

int main(int argc, char **argv) {
    static char text[BYTES_MAX + 1];
    size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 14;
    unsigned flags =
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    if (n > BYTES_MAX)
        bench_die("too many bytes", "");
    memset(text, 'x', n);
    struct MHD_Response *body = MHD_create_response_from_buffer(n, text, MHD_RESPMEM_PERSISTENT);
    struct MHD_Daemon *daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, answer, body, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)POLLERS,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_MEMORY, MHD_OPTION_END);
    const union MHD_DaemonInfo *info =
        daemon ? MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT) : NULL;
    if (!info)
        bench_die("cannot start libmicrohttpd", "");
    printf("%u\n", info->port);
    fflush(stdout);
    while (getchar() != EOF)
        continue;
    MHD_stop_daemon(daemon);
    MHD_destroy_response(body);
    return 0;
}
