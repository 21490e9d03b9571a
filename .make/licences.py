"""Every third-party crate must be usable under licences we accept: MIT OR Apache-2.0 is what we give on.

A licence expression (SPDX) is evaluated: OR needs one side, AND needs both. The offender is named, with what it asks.
"""

import json
import re
import subprocess
import sys

ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",  # per file, and we change none of theirs
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
    "bzip2-1.0.6",
}

# Crates that name no expression but carry a licence text, with what a person read in it.
READ_BY_HAND = {
    "apalis-postgres": "MIT",
}


def accepts(expression):
    """Evaluates an SPDX expression; the old spelling `MIT/Apache-2.0` means OR. Anything unreadable is refused."""
    tokens = re.findall(r"\(|\)|[^\s()]+", expression.replace("/", " OR "))
    readable = True

    def either():
        result = both()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            result = both() or result
        return result

    def both():
        result = one()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            result = one() and result
        return result

    def one():
        nonlocal readable
        if not tokens or tokens[0] in ("OR", "AND", "WITH", ")"):
            readable = False
            return False
        token = tokens.pop(0)
        if token == "(":
            result = either()
            readable = readable and bool(tokens) and tokens.pop(0) == ")"
            return result
        if tokens and tokens[0] == "WITH":
            tokens.pop(0)
            # An exception only ever permits more than the licence it belongs to.
            exception = tokens.pop(0) if tokens else ""
            return f"{token} WITH {exception}" in ALLOWED or (bool(exception) and token in ALLOWED)
        return token in ALLOWED

    result = either()
    return result and readable and not tokens


def main():
    metadata = json.loads(
        subprocess.run(
            ["cargo", "metadata", "--locked", "--format-version", "1"], check=True, stdout=subprocess.PIPE
        ).stdout
    )
    third_party = [package for package in metadata["packages"] if package["source"]]
    refused = []
    for package in third_party:
        licence = package["license"] or READ_BY_HAND.get(package["name"], "")
        if not accepts(licence):
            refused.append(f"{package['name']} {package['version']}: {licence or 'names no licence'}")
    for line in sorted(refused):
        print(f"  ✗ {line}", file=sys.stderr)
    if refused:
        sys.exit("Replace the crates above, or add their licence to .make/licences.py if it asks nothing of our users.")
    print(f"  {len(third_party)} crates, all under licences we accept")


main()
