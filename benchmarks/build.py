"""One build of 1,000 articles: time by part, and peak memory of the process.

python -m benchmarks.build [--articles 1000] [--engine inline|processes]
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.articles import texts

CONFIG = """
engine = "{engine}"
[newsletter]
name = "Benchmark"
[schedule]
time = "07:00"
[[source]]
name = "Articles"
path = "articles"
section = "News"
"""

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--engine", default="inline")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "articles").mkdir()
        (folder / "digest.toml").write_text(CONFIG.format(engine=options.engine))
        for n, (title, text, _) in enumerate(texts(options.articles)):
            front = f"---\ntitle: Article {n} {title}\ndate: 2026-05-31T06:{n % 60:02d}:00+00:00\n---\n"
            (folder / "articles" / f"{n:05d}.md").write_text(f"{front}{text}\n\nThe number of this article is {n}.\n")
        command = [sys.executable, "-m", "digest", "build", "--config", str(folder / "digest.toml")]
        begin = time.perf_counter()
        subprocess.run([*command, "--date", "2026-05-31"], check=True)
        seconds = time.perf_counter() - begin
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = usage.ru_utime + usage.ru_stime
        size = (folder / "digest.db").stat().st_size / 1e6
        print(
            f"{options.articles} articles, engine {options.engine}: {seconds:.1f} s, {cpu:.1f} CPU s,"
            f" peak memory {usage.ru_maxrss / 1024:.0f} MB, database {size:.0f} MB"
        )
