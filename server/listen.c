#include "server/listen.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

/* ---- reading the text ------------------------------------------------------------ */

static bool port_fits(const char *port) {
    size_t n = strspn(port, "0123456789");
    unsigned value = 0;
    if (n == 0 || n > 5 || port[n])
        return false;
    for (size_t i = 0; i < n; i++)
        value = value * 10 + (unsigned)(port[i] - '0');
    return value <= 65535;
}

/* Cuts "host" or "[host]" out of text[0..n). */
static bool take_host(const char *text, size_t n, char *host) {
    bool brackets = n >= 2 && text[0] == '[' && text[n - 1] == ']';
    if (brackets) {
        text++;
        n -= 2;
    }
    if (n == 0 || n >= HOST_BYTES_MAX || memchr(text, '[', n) || memchr(text, ']', n) ||
        (!brackets && memchr(text, ':', n)))
        return false;
    memcpy(host, text, n);
    host[n] = '\0';
    return true;
}

bool listen_parse(const char *text, struct listen_address *out, struct tt_error *e) {
    struct listen_address a = {.host = ""};
    const char *colon = strrchr(text, ':');
    if (!colon || !port_fits(colon + 1) || !take_host(text, (size_t)(colon - text), a.host))
        return tt_fail(e, TT_BAD_INPUT,
                       "'%.80s' is not HOST:PORT (as 127.0.0.1:8080 or [::1]:8080)", text);
    memcpy(a.port, colon + 1, strlen(colon + 1) + 1);
    *out = a;
    return true;
}

/* ---- binding --------------------------------------------------------------------- */

static int open_one(const struct addrinfo *a) {
    int on = 1;
    int fd = socket(a->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (a->ai_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    if (bind(fd, a->ai_addr, a->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    int why = errno;
    close(fd);
    errno = why;
    return -1;
}

static bool bound_url(int fd, char url[LISTEN_URL_BYTES]) {
    struct sockaddr_storage bound = {0};
    socklen_t size = sizeof bound;
    char host[HOST_BYTES_MAX], port[8];
    if (getsockname(fd, (struct sockaddr *)&bound, &size) != 0 ||
        getnameinfo((struct sockaddr *)&bound, size, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return false;
    bool six = bound.ss_family == AF_INET6;
    snprintf(url, LISTEN_URL_BYTES, "http://%s%s%s:%s", six ? "[" : "", host, six ? "]" : "", port);
    return true;
}

bool listen_open(const char *text, int *fd, char url[LISTEN_URL_BYTES], struct tt_error *e) {
    struct listen_address where;
    if (!listen_parse(text, &where, e))
        return false;
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE}, *list = NULL;
    int code = getaddrinfo(where.host, where.port, &hints, &list);
    if (code != 0)
        return tt_fail(e, TT_BAD_INPUT, "no address for '%.80s': %s", where.host,
                       gai_strerror(code));
    int opened = -1;
    for (const struct addrinfo *a = list; a && opened < 0; a = a->ai_next)
        opened = open_one(a);
    int why = errno;
    freeaddrinfo(list);
    if (opened < 0)
        return tt_fail(e, TT_INTERNAL, "cannot listen on %.100s: %s", text, strerror(why));
    if (!bound_url(opened, url)) {
        close(opened);
        return tt_fail(e, TT_INTERNAL, "cannot tell what %.100s became", text);
    }
    *fd = opened;
    return true;
}
