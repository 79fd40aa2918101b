/* Sends requests one after the other over one kept-open connection and tells how long the
 * answers took.
 *
 *   http_load PORT PATHS ROUNDS [PID]
 *
 * PATHS holds one path and query a line; all are sent ROUNDS times in order (only the last
 * round counts). Prints count, p50, p99 and mean in milliseconds, and of the daemon with
 * that PID its CPU a request and its resident memory, all of it and the part not backed by
 * files. Every status but 200 is an error. Loopback only. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PATHS_MAX = 100000, LINE_MAX_BYTES = 4096, ANSWER_MAX = 1 << 22 };

static char *paths[PATHS_MAX], answer[ANSWER_MAX];
static double took[PATHS_MAX];
static size_t n_paths;

static void die(const char *what) {
    fprintf(stderr, "http_load: %s\n", what);
    exit(1);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void read_paths(const char *file) {
    char line[LINE_MAX_BYTES];
    FILE *f = fopen(file, "r");
    if (!f)
        die("cannot read the paths");
    while (n_paths < PATHS_MAX && fgets(line, sizeof line, f)) {
        line[strcspn(line, "\r\n")] = '\0';
        if (*line)
            paths[n_paths++] = strdup(line);
    }
    fclose(f);
    if (!n_paths)
        die("no paths");
}

static int open_connection(const char *port) {
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)atoi(port)),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) != 0)
        die("cannot connect");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

/* Reads one answer whole; true when its status is 200. */
static int read_answer(int fd) {
    size_t have = 0, want = 0;
    while (!want || have < want) {
        ssize_t n = read(fd, answer + have, ANSWER_MAX - 1 - have);
        if (n <= 0)
            die("the connection ended");
        have += (size_t)n;
        answer[have] = '\0';
        char *end = want ? NULL : strstr(answer, "\r\n\r\n");
        if (!end)
            continue;
        char *length = strcasestr(answer, "\r\nContent-Length:");
        if (!length || length > end)
            die("no Content-Length");
        want = (size_t)(end + 4 - answer) + strtoul(length + 17, NULL, 10);
        if (want >= ANSWER_MAX)
            die("an answer is too large");
    }
    return strncmp(answer, "HTTP/1.1 200", 12) == 0;
}

static double cpu_of(const char *pid) {
    char path[64], line[1024];
    unsigned long user = 0, sys = 0;
    snprintf(path, sizeof path, "/proc/%s/stat", pid);
    FILE *f = fopen(path, "r");
    if (!f || !fgets(line, sizeof line, f))
        die("cannot read the daemon's CPU time");
    fclose(f);
    sscanf(strrchr(line, ')') + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user,
           &sys);
    return (double)(user + sys) / (double)sysconf(_SC_CLK_TCK);
}

static void print_memory(const char *pid) {
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%s/status", pid);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, "VmRSS", 5) == 0 || strncmp(line, "RssAnon", 7) == 0)
            fputs(line, stdout);
    if (f)
        fclose(f);
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    if (argc < 4 || argc > 5) {
        fputs("usage: http_load PORT PATHS ROUNDS [PID]\n", stderr);
        return 2;
    }
    read_paths(argv[2]);
    int fd = open_connection(argv[1]), rounds = atoi(argv[3]), errors = 0;
    double cpu = 0, sum = 0;
    for (int round = 0; round < rounds; round++) {
        if (argc == 5)
            cpu = cpu_of(argv[4]);
        for (size_t i = 0; i < n_paths; i++) {
            char head[LINE_MAX_BYTES + 64];
            int n =
                snprintf(head, sizeof head, "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n", paths[i]);
            double began = now();
            if (write(fd, head, (size_t)n) != n)
                die("cannot send");
            errors += !read_answer(fd);
            took[i] = (now() - began) * 1e3;
        }
    }
    if (argc == 5)
        cpu = cpu_of(argv[4]) - cpu;
    for (size_t i = 0; i < n_paths; i++)
        sum += took[i];
    qsort(took, n_paths, sizeof *took, ascending);
    printf("%zu requests, %d errors: p50 %.3f ms, p99 %.3f ms, mean %.3f ms\n", n_paths, errors,
           took[n_paths / 2], took[n_paths * 99 / 100], sum / (double)n_paths);
    if (argc == 5) {
        printf("daemon: %.3f ms CPU a request\n", cpu * 1e3 / (double)n_paths);
        print_memory(argv[4]);
    }
    close(fd);
    return errors != 0;
}
