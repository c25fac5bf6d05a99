#!/usr/bin/env python3
"""Checks the record of a review by yourself, without Sightline: `python verify_record.py RECORD.jsonl HEAD [HEAD ...]`.

RECORD.jsonl is the record as you downloaded it: one line an entry. HEAD is the fingerprint printed in a report that you
hold, on paper or as a file. Python 3.9 or newer is all that is needed; nothing is installed and nothing is sent.

How it works. Each entry carries the SHA-256 fingerprint of what it says and of the fingerprint before it. So whoever
changes, removes, adds or moves one entry must write all later fingerprints anew, and then the one printed in your
report is no longer among them. What stands after the last report that you hold is bound only to itself: it could be
left off or written anew unseen, which is why this program says up to which entry your reports bear witness.
"""

import hashlib
import json
import sys

FIRST = "0" * 64
SAID = ("at", "kind", "payload", "previous", "review", "sequence", "who")
WITHHELD = ("hash", "previous", "sequence", "withheld")


class Broken(Exception):
    """The record is not as it was written; the message says where and how."""


def fingerprint(entry):
    """The SHA-256 of all that an entry says, and of the fingerprint before it."""
    said = json.dumps({name: entry[name] for name in SAID}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8")).hexdigest()


def once(pairs):
    """An object in which no name stands twice, so that nothing can be said in two ways."""
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def entry_of(line, place):
    """One line as an entry; Broken where it is none."""
    try:
        entry = json.loads(line, object_pairs_hook=once)
        named = sorted(entry)
    except (ValueError, TypeError, RecursionError):
        raise Broken(f"line {place} is no entry: it cannot be read.") from None
    if named != sorted((*SAID, "hash")) and named != sorted(WITHHELD):
        raise Broken(f"line {place} is no entry: something is missing from it or was added to it.")
    return entry


def check(lines, heads):
    """What a record says of itself, as a dict; Broken where it was changed or lacks a fingerprint given."""
    previous, count, withheld, seen, review = FIRST, 0, [], {}, None
    for count, line in enumerate(lines, start=1):
        entry = entry_of(line, count)
        if type(entry["sequence"]) is not int or entry["sequence"] != count:
            raise Broken(f"entry {count} is missing, or stands in another place.")
        if entry["previous"] != previous:
            raise Broken(f"entry {count} does not follow from the one before it.")
        if entry.get("withheld") is True:
            withheld.append(count)
        elif "withheld" in entry or fingerprint(entry) != entry["hash"]:
            raise Broken(f"entry {count} was changed after it was written.")
        elif review not in (None, entry["review"]):
            raise Broken(f"entry {count} belongs to another review.")
        else:
            review = entry["review"]
        previous = entry["hash"]
        seen[previous] = count
    for head in heads:
        if head not in seen:
            raise Broken(f"the fingerprint {head} is not in it: entries were removed or written anew.")
    return {"entries": count, "withheld": withheld, "bound": max((seen[head] for head in heads), default=0)}


def lines_of(path):
    """The lines of a record that say anything."""
    with open(path, encoding="utf-8", newline="\n") as file:
        return [line for line in file.read().split("\n") if line]


def main(arguments):
    """Prints the verdict; 0 where the record is whole, 1 where it is not, 2 where it could not be asked."""
    heads = [head.strip().lower() for head in arguments[1:]]
    if not heads or any(len(head) != 64 or set(head) - set("0123456789abcdef") for head in heads):
        print(__doc__)
        print("Give the record and at least one fingerprint of 64 characters from a report.")
        return 2
    try:
        found = check(lines_of(arguments[0]), heads)
    except OSError:
        print("That file cannot be opened.")
        return 2
    except (Broken, UnicodeDecodeError) as fault:
        said = fault if isinstance(fault, Broken) else "it holds bytes that are no text."
        print(f"THE RECORD IS NOT AS IT WAS WRITTEN: {said}")
        return 1
    print(f"The record is whole: all {found['entries']} entries are as they were written and in order.")
    print(f"Your reports bear witness to entries 1 to {found['bound']}.")
    if found["bound"] < found["entries"]:
        print(
            f"Entries {found['bound'] + 1} to {found['entries']} came later: a newer report would bear witness to them."
        )
    if found["withheld"]:
        shown = ", ".join(str(place) for place in found["withheld"])
        print(f"The words of these entries are not shown to you; only that they stand in their place: {shown}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
