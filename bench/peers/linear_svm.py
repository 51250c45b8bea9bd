"""Peer of `peakdesk bench understanding`: a linear support vector machine over TF-IDF of words and characters.

Reads one JSON object from standard input: {"train": [[text, label], ...], "test": [...], "characters": "char_wb" | "char"}.
Writes one to standard output: {"labels": [...], "fitSeconds": ..., "perSecond": ..., "version": ...}.
"""

import json
import sys
import time

import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC


def main() -> None:
    task = json.load(sys.stdin)
    # Single characters are words in Chinese; within-word n-grams begin with two.
    sizes = (1, 5) if task["characters"] == "char" else (2, 5)
    model = make_pipeline(
        make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
            TfidfVectorizer(analyzer=task["characters"], ngram_range=sizes, sublinear_tf=True),
        ),
        LinearSVC(),
    )
    started = time.process_time()
    model.fit([text for text, _ in task["train"]], [label for _, label in task["train"]])
    fitted = time.process_time()
    found = model.predict([text for text, _ in task["test"]])
    ended = time.process_time()
    json.dump(
        {
            "labels": [str(label) for label in found],
            "fitSeconds": fitted - started,
            "perSecond": len(task["test"]) / max(ended - fitted, 1e-9),
            "version": f"scikit-learn {sklearn.__version__}",
        },
        sys.stdout,
        ensure_ascii=False,
    )


main()
