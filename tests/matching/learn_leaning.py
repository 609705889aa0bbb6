"""Learns what each word says about whether a text looks for something, and writes it into the program (decision 0041).

`python -m tests.matching.learn_leaning` reads `directions/` and the labelled sets that matching has seen, takes some
seconds, and gives the same file every time: logistic regression over the words of a text, weights drawn to zero.
"""

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kiknet.matching.said import leaning
from kiknet.wording import courtesies
from kiknet.wording.short_forms import spelled_out
from tests.matching import boards

HERE = Path(__file__).parent
DIRECTIONS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
KINDS, ENTRIES = 2, 2
"""A sign has points if it stands in entries of so many kinds, and in so many of them: what is not only a subject."""
OURS = 3.0
"""Entries that were filed wrongly are few and say most: each counts like three of the boards."""
ALWAYS = ""
ROUNDS, STEP, DRAWN = 150, 0.5, 1.0


class Text(NamedTuple):
    kind: str
    heard: dict[str, float]
    seeks: bool
    weight: float


def main() -> None:
    texts = [*_filed(), *_listed()]
    points, always = learned(texts)
    lines = defaultdict(list)
    for sign, value in points.items():
        if round(10 * value):
            lines[round(10 * value)].append(sign)
    written = (f"{tenths} {' '.join(sorted(signs))}\n" for tenths, signs in sorted(lines.items()))
    leaning.FILE.write_text("".join(written), encoding="utf-8")
    count = sum(map(len, lines.values()))
    sys.stdout.write(f"{len(texts)} texts, {count} signs with points; as likely one as the other at {-always:.1f}\n")


def entries(name: str) -> list[dict[str, str]]:
    """Entries of one set: `filed` as offer or need, and what they do in `truth`, "seeks" or "gives"."""
    path = HERE / "directions" / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _filed() -> Iterator[Text]:
    for name in DIRECTIONS:
        for raw in entries(name):
            yield Text(raw["kind"], _heard(raw), raw["truth"] == "seeks", OURS)


def _listed() -> Iterator[Text]:
    """Needs look for something and offers give it; what a judgement calls the same direction does the other."""
    for name in (*boards.EARLIEST, *boards.HARD, *boards.LATEST, *boards.SEEN):
        path = boards.LABELLED / f"{name}.jsonl"
        wrong = _misfiled(path.with_suffix(".tsv"))
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.strip():
                continue
            raw = json.loads(line)
            is_misfiled = raw["id"] in wrong and raw["kind"] != "language_partner"
            yield Text(
                raw["kind"], _heard(raw), raw["direction"] == "need" or is_misfiled, OURS if is_misfiled else 1.0
            )


def _heard(raw: dict[str, str]) -> dict[str, float]:
    title, text = (spelled_out(raw.get(name) or "", raw.get("text_lang")) for name in ("title", "text"))
    return leaning.heard(title, courtesies.without(text), raw["kind"])


def _misfiled(judgements: Path) -> set[str]:
    rows = [line.split("\t") for line in judgements.read_text(encoding="utf-8").splitlines()]
    same = [row for row in rows if len(row) > 3 and row[2] == "0" and ("direction" in row[3] or "Richtung" in row[3])]
    return {name for row in same for name in row[:2]}


def learned(texts: list[Text]) -> tuple[dict[str, float], float]:
    """Points by sign, and of every text: logistic regression by gradients with a step for each sign (AdaGrad)."""
    kinds, counts = defaultdict(set), defaultdict(int)
    for text in texts:
        for sign in text.heard:
            kinds[sign].add(text.kind)
            counts[sign] += 1
    known = {sign for sign in counts if len(kinds[sign]) >= KINDS and counts[sign] >= ENTRIES}
    rows = [
        (sorted((sign, by) for sign, by in text.heard.items() if sign in known), text.seeks, text.weight)
        for text in texts
    ]
    points = dict.fromkeys((ALWAYS, *sorted(known)), 0.0)
    squares = dict.fromkeys(points, 1e-8)
    for _ in range(ROUNDS):
        slope = {sign: DRAWN * value for sign, value in points.items()}
        slope[ALWAYS] = 0.0
        for heard, seeks, weight in rows:
            total = points[ALWAYS] + sum(points[sign] * by for sign, by in heard)
            error = weight * (1 / (1 + math.exp(-total)) - seeks)
            slope[ALWAYS] += error
            for sign, by in heard:
                slope[sign] += error * by
        for sign, by in slope.items():
            squares[sign] += by * by
            points[sign] -= STEP * by / math.sqrt(squares[sign])
    always = points.pop(ALWAYS)
    return points, always


if __name__ == "__main__":
    main()
