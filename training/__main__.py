"""Makes the compact speech model, from the text to its figures (see README.md).

python -m training --work FOLDER             all steps; about 50 minutes on two cores
python -m training --work FOLDER --small     all steps with little audio and a short training: eight minutes
python -m training --work FOLDER graph       single steps: text audio features train export graph evaluate
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from training.build_graph import build_graph
from training.casting import AudioSizes
from training.evaluate import evaluate
from training.export import export
from training.folders import Folders
from training.make_audio import make_audio
from training.make_features import make_features
from training.make_text import TextSizes, make_text
from training.train import Schedule, train

SMALL_AUDIO = AudioSizes(train_sentences=500, test_sentences=60, morphed_utterances=150)
SMALL_SCHEDULE = Schedule(flat_epochs=5, mmi_epochs=5, frames_of_a_batch=3000)


def steps(*, small: bool) -> dict[str, Callable[[Folders], object]]:
    """The steps in their order; the text is the same in a small run, so that the graph is the shipped one."""
    return {
        "text": lambda folders: make_text(folders, TextSizes()),
        "audio": lambda folders: make_audio(folders, SMALL_AUDIO if small else None),
        "features": make_features,
        "train": lambda folders: train(folders, SMALL_SCHEDULE if small else None),
        "export": export,
        "graph": build_graph,
        "evaluate": _write_evaluation,
    }


def _write_evaluation(folders: Folders) -> None:
    figures = json.dumps(evaluate(folders), indent=2)
    (folders.work / "evaluation.json").write_text(figures + "\n", encoding="utf-8")
    sys.stdout.write(figures + "\n")


def main() -> int:
    """The command; its exit code."""
    description, _, examples = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        prog="python -m training",
        description=description,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--work", type=Path, required=True, metavar="FOLDER", help="where everything is written")
    parser.add_argument("--small", action="store_true", help="little audio and a short training, to see that it runs")
    parser.add_argument("step", nargs="*", metavar="STEP", help="only these steps")
    options = parser.parse_args()
    if unknown := set(options.step) - set(steps(small=False)):
        parser.error(f"no such step: {', '.join(sorted(unknown))}")
    folders = Folders(options.work / "data", options.work / "model")
    for name, run in steps(small=options.small).items():
        if not options.step or name in options.step:
            began = time.monotonic()
            run(folders)
            sys.stderr.write(f"{name}: {time.monotonic() - began:.0f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
