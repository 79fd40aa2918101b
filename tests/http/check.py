"""Expectations of a case: one line each, checked against an answer.

    status 200                      status >= 400
    header NAME == VALUE            header NAME absent | present
    header NAME contains TEXT       header NAME lacks TEXT    header NAME matches REGEX
    body empty                      body contains | lacks | matches TEXT
    .path.to[0].value == JSON       also != < <= > >=
    .path contains TEXT             also lacks, matches
    .path is string                 number, boolean, list, object, null
    .path absent | present | empty
    .path length == N               of a list, an object's keys or a text
    .path keys == ["id", "title"]   in any order

A path begins with a dot: `.hits[0].id`, `.hits[*].year` (each of them; there must be one),
`.facets.agency[value=bo-ngoai-giao].count` (the member whose value is so).
Of all that a `[*]` finds together:
    .hits[*].id unique              .hits[*].published falling | rising (or equal)
    .hits[*].id set == JSON         in any order
    .hits[*].id has JSON            one of them      .hits[*].id has no JSON
    .facets.year[*].count sum == N
"""

import json
import operator
import re

COMPARE = {"==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
           ">": operator.gt, ">=": operator.ge}
KINDS = {"string": str, "number": (int, float), "boolean": bool, "list": list, "object": dict,
         "null": type(None)}
PATH = re.compile(r"(\.(?:[A-Za-z_][\w-]*|\[[^\]]*\]|\.)*)(?: (.*))?")
STEP = re.compile(r"\.?([A-Za-z_][\w-]*)|\[([^\]]*)\]")


def check(line, answer):
    """None when the answer is as the line says; otherwise what was seen."""
    subject, _, rest = line.partition(" ")
    if subject == "status":
        verb, _, number = rest.rpartition(" ")
        ok = COMPARE[verb or "=="](answer.status, int(number))
        return _differs(ok, answer.status, answer.text)
    if subject == "header":
        name, _, rest = rest.partition(" ")
        return _check_text(rest, answer.header(name))
    if subject == "body":
        return _check_text(rest, answer.text)
    found = PATH.fullmatch(line)
    if not found:
        raise ValueError(f"not an expectation: {line}")
    return _check_json(found[1], found[2] or "present", answer)


def _differs(ok, *seen):
    return None if ok else ", ".join(_short(s) for s in seen)


def _short(value, most=300):
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= most else text[:most] + "…"


# ---- texts: headers and the body --------------------------------------------------------


def _check_text(rest, seen):
    verb, _, wanted = rest.partition(" ")
    if verb == "absent":
        return _differs(seen is None, seen)
    if verb == "empty":
        return _differs(seen == "", seen)
    if seen is None:
        return "it is absent"
    if verb == "present":
        return None
    return _differs(_text_is(verb, seen, wanted), seen)


def _text_is(verb, seen, wanted):
    if verb in COMPARE:
        return COMPARE[verb](seen, wanted)
    if verb == "contains":
        return wanted in seen
    if verb == "lacks":
        return wanted not in seen
    if verb == "matches":
        return re.search(wanted, seen) is not None
    raise ValueError(f"unknown verb: {verb}")


# ---- JSON --------------------------------------------------------------------------------


def find(path, value):
    """All values at a path; [] when nothing is there."""
    found = [value]
    for name, bracket in STEP.findall(path):
        found = [v for one in found for v in _step(one, name, bracket)]
    return found


def _step(value, name, bracket):
    if name:
        return [value[name]] if isinstance(value, dict) and name in value else []
    if not isinstance(value, list):
        return []
    if bracket == "*":
        return value
    if "=" in bracket:
        key, wanted = bracket.split("=", 1)
        return [v for v in value if isinstance(v, dict) and str(v.get(key)) == wanted]
    return value[int(bracket):][:1]


def _check_json(path, rest, answer):
    try:
        values = find(path, answer.json)
    except ValueError:
        return "the body is not JSON: " + _short(answer.text)
    verb, _, wanted = rest.partition(" ")
    if verb == "absent":
        return _differs(not values, values)
    if verb in TOGETHER:
        return _differs(TOGETHER[verb](values, wanted), values)
    if not values:
        return f"nothing is at {path} in " + _short(answer.text)
    wrong = [v for v in values if not _value_is(verb, v, wanted)]
    return _differs(not wrong, *wrong)


def _value_is(verb, value, wanted):
    if verb in COMPARE:
        return _compare(verb, value, json.loads(wanted))
    if verb == "is":
        kind = KINDS[wanted]
        return isinstance(value, kind) and (wanted == "boolean" or not isinstance(value, bool))
    if verb == "present":
        return True
    if verb == "empty":
        return value in ("", [], {})
    if verb == "length":
        return _counted(wanted, len(value))
    if verb == "keys":
        return isinstance(value, dict) and sorted(value) == sorted(json.loads(wanted[3:]))
    return isinstance(value, str) and _text_is(verb, value, wanted)


def _compare(verb, value, wanted):
    if verb not in ("==", "!=") and type(value) is not type(wanted):
        return isinstance(value, (int, float)) and isinstance(wanted, (int, float)) \
            and COMPARE[verb](value, wanted)
    return COMPARE[verb](value, wanted)


def _counted(wanted, n):
    verb, _, number = wanted.partition(" ")
    return COMPARE[verb](n, int(number))


# ---- what a [*] found, together ------------------------------------------------------------


def _sorted(values, pick):
    return all(pick(a, b) for a, b in zip(values, values[1:])) and len(values) > 1


def _set(values, wanted):
    return sorted(values) == sorted(json.loads(wanted.removeprefix("== ")))


def _has(values, wanted):
    if wanted.startswith("no "):
        return json.loads(wanted[3:]) not in values
    return json.loads(wanted) in values


TOGETHER = {
    "unique": lambda values, _: len(values) == len(set(values)) > 0,
    "falling": lambda values, _: _sorted(values, operator.ge),
    "rising": lambda values, _: _sorted(values, operator.le),
    "sum": lambda values, wanted: _counted(wanted, sum(values)),
    "set": _set,
    "has": _has,
}
