"""Which version of words and rules matches are made by."""

import hashlib
from collections.abc import Collection
from functools import cache
from pathlib import Path

from kiknet import matching, wording

FOLDERS = tuple(Path(package.__path__[0]) for package in (matching, wording))
READ = ("*.txt", "*.py", "said/*.txt", "said/*.py")


@cache
def current() -> str:
    """Another one after every update that may judge a pair otherwise; nobody has to remember to raise a number.

    A digest of these folders: vocabulary, rules, and what is read of an entry. Files are read once in a process.
    """
    return of(FOLDERS)


def of(folders: Collection[Path]) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(path for each in READ for path in folder.glob(each)):
            digest.update(path.relative_to(folder.parent).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
