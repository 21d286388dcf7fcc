"""How long one typed turn takes, beside importing its bare libraries in the same run.

    python benchmarks/say.py [--runs 15]

Limit: the median of `small-wins say` is at most 1.5 times that of the imports.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

LIMIT = 1.5
IMPORTS = [sys.executable, "-c", "import sqlalchemy.orm, typer, hassil"]
SAY = [sys.executable, "-m", "small_wins_cli", "say", "i drank a glass of water"]


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Wall time of one run of the command."""
    begun = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - begun


def main() -> int:
    """Print both medians and their ratio; 1 when the ratio is over the limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SMALL_WINS_DATA_DIR": folder, "SMALL_WINS_CACHE_DIR": folder}
        for command in (SAY, SAY, IMPORTS):  # makes the journal, the cache and the byte code
            seconds(command, environment)
        pairs = [(seconds(SAY, environment), seconds(IMPORTS, environment)) for _ in range(runs)]
    said, imported = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"say      {said * 1000:6.0f} ms  (median of {runs})")
    print(f"imports  {imported * 1000:6.0f} ms")
    print(f"ratio    {ratio:6.2f}     (limit {LIMIT})")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
