"""Write generated texts to files.

python -m tests.quality.generator --count 700 --seed 1 --form passages --half train OUT.txt
python -m tests.quality.generator --count 40 --seed 1 --form documents --nouns invented FOLDER
"""

import argparse
from pathlib import Path

import numpy as np

from tests.quality.generator.collection import collection
from tests.quality.generator.export import write_collection
from tests.quality.generator.passages import passages


def main() -> None:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, help="a file for passages, a folder for documents")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form", choices=("passages", "documents"), default="passages")
    parser.add_argument(
        "--half", choices=("train", "test"), default="test", help="which half of the templates"
    )
    parser.add_argument(
        "--nouns", choices=("catalogue", "invented"), default="catalogue", help="for documents"
    )
    given = parser.parse_args()
    rng = np.random.default_rng(given.seed)
    if given.form == "passages":
        given.out.write_text("\n".join(passages(rng, given.count, half=given.half)), encoding="utf-8")
    else:
        write_collection(collection(rng, given.count, half=given.half, nouns=given.nouns), given.out)


if __name__ == "__main__":
    main()
