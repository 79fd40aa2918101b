#!/usr/bin/env python3
"""Adds up meson's test logs: tally.py FAILED_BUILDS LOG...; the last line is the sum."""
import json
import sys

PASSED = {"OK", "EXPECTEDFAIL"}
SKIPPED = {"SKIP"}


def main():
    passed, failed, skipped = 0, int(sys.argv[1]), 0
    for log in sys.argv[2:]:
        with open(log, encoding="utf-8") as lines:
            for line in lines:
                test = json.loads(line)
                if test["result"] in PASSED:
                    passed += 1
                elif test["result"] in SKIPPED:
                    skipped += 1
                    print(f"skipped: {test['name']} ({log})")
                else:
                    failed += 1
                    print(f"FAILED: {test['name']} ({log})")
    if not passed:
        failed += 1
        print("FAILED: no test ran")
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 0


sys.exit(main())
