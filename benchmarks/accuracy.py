"""How well Sayso reads marked text: `python benchmarks/accuracy.py FORM PATH`; `--help` names the forms.

The work is done in `benchmarks/scores`, one file per form; `python -m benchmarks.scores` is the same command.
"""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    # `benchmarks` and `training`, which knows the corpora, stand beside each other in the repository.
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    runpy.run_module("benchmarks.scores", run_name="__main__")
