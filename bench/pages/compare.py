#!/usr/bin/env python3
"""How well, and how fast, is the text of an HTML page found?  Musnad beside trafilatura, on the page templates.

    python3 bench/pages/compare.py --check                     # do the expectations stand in their pages?
    VENV/bin/python bench/pages/compare.py --musnad PROGRAM    # the comparison; see crates/ingest/tests/pages/README.md

An extractor that is not there is left out, and said so. The scoring is defined in the README beside the pages."""
import argparse
import collections
import html.parser
import json
import pathlib
import re
import statistics
import subprocess
import sys
import time
import unicodedata

PAGES = pathlib.Path(__file__).resolve().parents[2] / "crates" / "ingest" / "tests" / "pages"
# Written but not read: harakat and Koranic signs, tatweel, zero-width and bidi marks, soft hyphen.
SILENT = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u00ad\u061c"
                    "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def words(text):
    """The multiset of words: maximal runs of letters and digits, once the silent signs are gone."""
    text = SILENT.sub("", unicodedata.normalize("NFC", text))
    return collections.Counter(re.findall(r"[^\W_]+", text))


def joined(text):
    """The text with every run of white space as one space: what titles are compared by."""
    return " ".join(text.split())


def flat(text):
    """The same without silent signs: what furniture is looked for in."""
    return joined(SILENT.sub("", text))


def f1(found, expected):
    found, expected = words(found), words(expected)
    common = sum((found & expected).values())
    return 2 * common / max(1, sum(found.values()) + sum(expected.values()))


def without_title(text, title):
    """The text without a first line that only repeats the headline: extractors differ in that habit."""
    first, _, rest = text.lstrip().partition("\n")
    return rest if joined(first) == joined(title) else text


class Visible(html.parser.HTMLParser):
    """All text of a page that is no script, style or title."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("script", "style", "title")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style", "title") and self.hidden > 0

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


def decoded(data):
    """The page as characters: by its byte order mark, else by the encoding that it names, else UTF-8."""
    if data.startswith(b"\xff\xfe"):
        return data[2:].decode("utf-16-le")
    named = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:8192], re.I)
    return data.decode(named.group(1).decode("ascii") if named else "utf-8-sig")


def check(name, data, expected):
    """Complaints about one expectation: parts that do not stand in the page, or not in order."""
    visible = Visible()
    visible.feed(decoded(data))
    squeezed = lambda text: re.sub(r"\s+", "", SILENT.sub("", text))
    page, at, faults = squeezed("".join(visible.parts)), 0, []
    for paragraph in expected["body"].split("\n"):
        found = page.find(squeezed(paragraph), at)
        if found < 0:
            faults.append(f"{name}: not in the page from {at} on: {paragraph}")
        else:
            at = found + len(squeezed(paragraph))
    for sentence in expected["furniture"]:
        if squeezed(sentence) not in page:
            faults.append(f"{name}: furniture not in the page: {sentence}")
        if squeezed(sentence) in squeezed(expected["body"] + expected["title"]):
            faults.append(f"{name}: furniture stands in the text: {sentence}")
    if squeezed(expected["title"]) not in page:
        faults.append(f"{name}: headline not in the page")
    return faults


def by_trafilatura(pages):
    """A function that reads every page once: title, day, text, and milliseconds of processor time."""
    try:
        from trafilatura import bare_extraction
    except ImportError as why:
        print(f"trafilatura left out: {why}", file=sys.stderr)
        return None
    contents = {name: path.read_bytes() for name, path in pages.items()}

    def once():
        results = {}
        for name, data in contents.items():
            start = time.process_time()
            got = bare_extraction(data, with_metadata=True)
            took = (time.process_time() - start) * 1000
            got = got.as_dict() if got is not None else {}
            results[name] = {"title": got.get("title") or "", "published": got.get("date"),
                             "text": got.get("text") or "", "ms": took}
        return results

    once()  # its first reading loads its tables
    return once


def by_musnad(program, pages):
    """The same by the example `pages` of musnad-bench: medians of a few readings in one process, since the first of
    them loads its tables."""
    def once():
        run = subprocess.run([program, "--repeat", "7", *map(str, pages.values())],
                             capture_output=True, text=True, check=True)
        results = {}
        for found in map(json.loads, filter(None, run.stdout.split("\n"))):
            title = found["title"] or ""
            results[pathlib.Path(found["path"]).stem] = {
                "title": title, "published": found["published"],
                "text": without_title(found["text"] or "", title), "ms": found["ms"]}
        return results

    return once


def in_turns(extractors, rounds):
    """The passes of each extractor. They take turns, so that a busy machine slows all of them alike."""
    passes = [[] for _ in extractors]
    for _ in range(rounds):
        for extract, own in zip(extractors, passes):
            own.append(extract())
    return passes


def medians(passes):
    """What the last pass found, with the median time of each page over all passes."""
    return {name: found | {"ms": statistics.median(one[name]["ms"] for one in passes)}
            for name, found in passes[-1].items()}


def compared(theirs, ours):
    """How many times as long the first extractor takes, from the passes of both."""
    milliseconds = lambda results: [result["ms"] for result in results.values()]
    rounds = [sum(milliseconds(one)) / sum(milliseconds(other)) for one, other in zip(theirs, ours)]
    theirs, ours = milliseconds(medians(theirs)), milliseconds(medians(ours))
    return (f"trafilatura takes {statistics.median(theirs) / statistics.median(ours):.1f} times as long at the median "
            f"page, {sum(theirs) / sum(ours):.1f} times for all ({min(rounds):.1f} to {max(rounds):.1f} by rounds)")


def score(result, expected):
    """F1 of the body's words, whether headline and day are right, and the furniture that is left."""
    if result is None:
        return {"f1": 0.0, "title": False, "date": False, "left": [], "ms": None}
    text = without_title(result["text"], expected["title"])
    kept = flat(text)
    return {"f1": f1(text, expected["body"]),
            "title": joined(result["title"]) == joined(expected["title"]),
            "date": (result["published"] or "")[:10] == expected["published"],
            "left": [s for s in expected["furniture"] if flat(s) in kept], "ms": result["ms"]}


def report(label, results, expectations, show_left):
    """One line a page, then the sum."""
    print(f"\n{label}\n{'page':28} {'F1':>6} title date furniture left      ms")
    scores = {name: score(results.get(name), e) for name, e in expectations.items()}
    for name, s in scores.items():
        ms = f"{s['ms']:7.2f}" if s["ms"] is not None else "      -"
        yes = lambda right: "yes" if right else "NO"
        print(f"{name:28} {s['f1']:6.3f} {yes(s['title']):>5} {yes(s['date']):>4} {len(s['left']):14} {ms}")
        if show_left:
            for sentence in s["left"]:
                print(f"    left: {sentence}")
    n, total = len(scores), sum(len(e["furniture"]) for e in expectations.values())
    low = min(scores, key=lambda name: scores[name]["f1"])
    print(f"all {n}: mean F1 {statistics.mean(s['f1'] for s in scores.values()):.4f}, "
          f"lowest {scores[low]['f1']:.3f} ({low}); title right {sum(s['title'] for s in scores.values())}, "
          f"date right {sum(s['date'] for s in scores.values())}, "
          f"furniture left {sum(len(s['left']) for s in scores.values())} of {total}")
    timed = [s["ms"] for s in scores.values() if s["ms"] is not None]
    if timed:
        print(f"median {statistics.median(timed):.2f} ms a page, sum {sum(timed):.1f} ms")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true", help="check the expectations against the pages and stop")
    options.add_argument("--musnad", metavar="PROGRAM", help="a release build of musnad-bench's example `pages`")
    options.add_argument("--repeat", type=int, default=9, help="rounds, in which the extractors take turns (default 9)")
    options.add_argument("--left", action="store_true", help="print every furniture sentence that is left")
    options.add_argument("--pages", type=pathlib.Path, default=PAGES, metavar="FOLDER",
                         help="another set of pages with expectations, such as `unseen` beside the templates")
    chosen = options.parse_args()
    pages = {path.stem: path for path in sorted(chosen.pages.glob("*.html"))}
    expectations = {name: json.loads(path.with_suffix(".json").read_text("utf-8")) for name, path in pages.items()}
    if chosen.check:
        faults = [f for name, path in pages.items() for f in check(name, path.read_bytes(), expectations[name])]
        print("\n".join(faults) or f"{len(pages)} pages: every expectation stands in its page, in order")
        return 1 if faults else 0
    extractors = {"trafilatura": by_trafilatura(pages)}
    if chosen.musnad:
        extractors["musnad"] = by_musnad(chosen.musnad, pages)
    extractors = {label: extract for label, extract in extractors.items() if extract is not None}
    passes = in_turns(extractors.values(), chosen.repeat)
    for label, own in zip(extractors, passes):
        report(label, medians(own), expectations, chosen.left)
    if len(passes) == 2:
        print(f"\n{compared(*passes)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
