#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/program/commands.h"

static const struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *usage, *help;
} commands[] = {
    {"build", command_build,
     "--index DIR [--report FILE] [--exclude FILE] [--keep N] [--keep-duplicates]\n"
     "                     [--threads N] [--memory MIB] [--dry-run] PATH...",
     "pages and records -> a new generation, published atomically"},
    {"extract", command_extract, "[--threads N] PATH...",
     "the same inputs -> one line of article JSON each: what the indexer understood"},
    {"check", command_check, "--index DIR", "verify the generation that is served, every byte"},
    {"stats", command_stats, "--index DIR", "counts, sizes, years, agencies, duplicates, as JSON"},
    {"activate", command_activate, "--index DIR GENERATION",
     "roll back (or forward) to a kept generation"},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static void print_help(void) {
    printf("timtin-index %s: makes the index that timtind serves\n\nusage:\n", TIMTIN_VERSION);
    for (size_t i = 0; i < COMMANDS; i++)
        printf("  timtin-index %s %s\n      %s\n", commands[i].name, commands[i].usage,
               commands[i].help);
    puts("\nPATH is a file or a folder, read recursively: .txt is one page of scraped text,\n"
         ".html (.htm) a page with its markup, .jsonl and .ndjson one record a line, .json one\n"
         "record or an array of them; - is JSON lines on standard input. A record gives body\n"
         "(kept as it is) or text (a page, to be cleaned) and may give id, url, title, published,\n"
         "source, author, agencies, lang.\n\n"
         "  --index DIR        folder of the index; build makes it\n"
         "  --report FILE      what was not indexed and why, JSON lines\n"
         "  --exclude FILE     ids or URLs taken down, one a line: not indexed, answered 410\n"
         "  --keep N           generations that remain, the new one included (2)\n"
         "  --keep-duplicates  index every input\n"
         "  --threads N        that read and index (one a processor); the result is the same\n"
         "  --memory MIB       for articles being indexed (256); the result is the same\n"
         "  --dry-run          read and look for duplicates, report and count, write nothing\n\n"
         "Results go to stdout, messages to stderr. Exit status: 0 success, 2 wrong usage,\n"
         "1 otherwise.");
}

static bool asks(int argc, char **argv, const char *flag) {
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], flag) == 0)
            return true;
    return false;
}

int main(int argc, char **argv) {
    if (asks(argc, argv, "--help") || asks(argc, argv, "-h")) {
        print_help();
        return EXIT_DONE;
    }
    if (asks(argc, argv, "--version")) {
        printf("timtin-index %s\n", TIMTIN_VERSION);
        return EXIT_DONE;
    }
    if (argc < 2)
        return fail_usage("a command is missing");
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 2, argv + 2);
    fprintf(stderr, "timtin-index: no command %s\n", argv[1]);
    return fail_usage("the commands are build, extract, check, stats and activate");
}
