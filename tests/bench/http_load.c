/* Sends requests over kept-open connections, each of which asks again as soon as it is answered.
 *
 *   http_load PORT REQUESTS PID [PAUSE]     commands on standard input: requests.h
 *
 * CPU is that of the process PID. PAUSE: so many microseconds before each request. What stands
 * in ACCEPT_ENCODING is sent as that header. An answer of another status than 200 is an error.
 * Loopback only; one thread, so that it takes little from what it measures. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "requests.h"

enum { CONNECTIONS_MAX = 64, ANSWER_MAX = 4 << 20, HEAD_BYTES = 17 << 10 };

struct connection {
    int fd;
    char *answer;
    size_t have, want; /* bytes; want 0: not known yet */
    size_t request;    /* which one it asks */
    double began;
};

struct load {
    const char *port, *encoding;
    clockid_t clock;
    unsigned pause;
    struct connection connections[CONNECTIONS_MAX];
};

static void connect_to(struct connection *c, const char *port) {
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)atoi(port)),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int on = 1;
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    c->answer = c->answer ? c->answer : malloc(ANSWER_MAX);
    if (!c->answer || c->fd < 0 || connect(c->fd, (struct sockaddr *)&to, sizeof to) != 0)
        bench_die("cannot connect to port", port);
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

static void send_request(const struct load *l, struct connection *c, const char *path) {
    char head[HEAD_BYTES];
    int n = snprintf(head, sizeof head, "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n", path,
                     l->encoding);
    if (l->pause)
        usleep(l->pause);
    c->have = c->want = 0;
    c->began = seconds_of(CLOCK_MONOTONIC);
    if (n >= (int)sizeof head || write(c->fd, head, (size_t)n) != n)
        bench_die("cannot send", path);
}

static void read_head(struct connection *c) {
    c->answer[c->have] = '\0';
    char *end = strstr(c->answer, "\r\n\r\n");
    char *length = end ? strcasestr(c->answer, "\r\nContent-Length:") : NULL;
    if (!end)
        return;
    if (!length || length > end)
        bench_die("an answer has no Content-Length", "");
    c->want = (size_t)(end + 4 - c->answer) + strtoul(length + 17, NULL, 10);
    if (c->want >= ANSWER_MAX)
        bench_die("an answer is too large", "");
}

/* True when the answer is whole. */
static bool read_some(struct connection *c) {
    ssize_t n = read(c->fd, c->answer + c->have, ANSWER_MAX - 1 - c->have);
    if (n <= 0)
        bench_die("the connection ended:", n ? strerror(errno) : "closed");
    c->have += (size_t)n;
    if (!c->want)
        read_head(c);
    return c->want && c->have >= c->want;
}

static uint64_t total_of(const struct connection *c) {
    static const char key[] = "\r\n\r\n{\"total\":";
    const char *total = strstr(c->answer, key);
    return total ? strtoull(total + sizeof key - 1, NULL, 10) : 0;
}

static void take_answer(struct connection *c, struct figures *out) {
    out->took[c->request] = (seconds_of(CLOCK_MONOTONIC) - c->began) * 1e6;
    c->answer[c->have] = '\0';
    out->errors += strncmp(c->answer, "HTTP/1.1 200", 12) != 0;
    out->hits += total_of(c);
}

/* One class over some connections. */
struct walk {
    const struct load *load;
    const struct request *list;
    size_t n, first, asked, answered;
};

static void ask_next(struct walk *w, struct connection *c) {
    c->request = w->asked++;
    send_request(w->load, c, w->list[(w->first + c->request) % w->n].path);
}

static void walk(struct walk *w, struct connection *list, unsigned n, struct figures *out) {
    struct pollfd polls[CONNECTIONS_MAX];
    for (unsigned i = 0; i < n; i++) {
        polls[i] = (struct pollfd){list[i].fd, POLLIN, 0};
        ask_next(w, &list[i]);
    }
    while (w->answered < out->n) {
        if (poll(polls, n, -1) < 0)
            bench_die("poll:", strerror(errno));
        for (unsigned i = 0; i < n; i++) {
            if (!polls[i].revents || !read_some(&list[i]))
                continue;
            take_answer(&list[i], out);
            w->answered++;
            if (w->asked < out->n)
                ask_next(w, &list[i]);
            else
                polls[i].fd = -1; /* nothing more comes */
        }
    }
}

static void run(void *state, const struct request *list, size_t n, size_t first,
                unsigned connections, struct figures *out) {
    struct load *l = state;
    struct walk w = {.load = l, .list = list, .n = n, .first = first};
    if (connections < 1 || connections > CONNECTIONS_MAX)
        bench_die("too many connections", "");
    if (connections > out->n)
        connections = (unsigned)out->n;
    for (unsigned i = 0; i < connections; i++)
        connect_to(&l->connections[i], l->port);
    double cpu = seconds_of(l->clock), began = seconds_of(CLOCK_MONOTONIC);
    walk(&w, l->connections, connections, out);
    out->seconds = seconds_of(CLOCK_MONOTONIC) - began;
    out->cpu = seconds_of(l->clock) - cpu;
    for (unsigned i = 0; i < connections; i++)
        close(l->connections[i].fd);
}

int main(int argc, char **argv) {
    static struct load load;
    struct requests all;
    if (argc < 4 || argc > 5)
        bench_die("usage:", "http_load PORT REQUESTS PID [PAUSE]");
    const char *encoding = getenv("ACCEPT_ENCODING");
    char line[128] = "";
    if (encoding)
        snprintf(line, sizeof line, "Accept-Encoding: %s\r\n", encoding);
    load.port = argv[1];
    load.encoding = line;
    load.pause = argc == 5 ? (unsigned)atoi(argv[4]) : 0;
    if (clock_getcpuclockid(atoi(argv[3]), &load.clock) != 0)
        bench_die("no process", argv[3]);
    requests_read(argv[2], &all);
    int status = requests_serve_by(&all, run, &load);
    for (unsigned i = 0; i < CONNECTIONS_MAX; i++)
        free(load.connections[i].answer);
    requests_done(&all);
    return status;
}
