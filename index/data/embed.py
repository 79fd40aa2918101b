#!/usr/bin/env python3
"""Turns a file into a C source: embed.py INPUT OUTPUT NAME.

OUTPUT defines `const unsigned char NAME[]` (with a NUL behind) and `const size_t NAME_len`.
"""
import sys


def main():
    source, target, name = sys.argv[1:]
    with open(source, "rb") as file:
        data = file.read()
    rows = [data[i:i + 20] for i in range(0, len(data), 20)]
    with open(target, "w", encoding="ascii") as out:
        out.write("#include <stddef.h>\n\n")
        out.write(f"extern const unsigned char {name}[];\nextern const size_t {name}_len;\n\n")
        out.write(f"const unsigned char {name}[] = {{\n")
        for row in rows:
            out.write("    " + "".join(f"{byte}, " for byte in row).rstrip() + "\n")
        out.write(f"    0}};\nconst size_t {name}_len = {len(data)};\n")


main()
