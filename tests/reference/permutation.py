"""Expected p-values of tests/Ttca.Fairness.Tests, by scipy and statsmodels: python3 permutation.py > permutation.json

Debian 12: apt-get install python3-scipy python3-statsmodels. The tests read the recorded file and need no Python.
Exact p-values are over all arrangements. The tests draw theirs, with 1 / (1 + permutations) added, and allow for the error of drawing.
"""
import json
import sys

import numpy
import scipy
import statsmodels
from numpy.random import default_rng
from scipy.stats import hypergeom, permutation_test
from statsmodels.stats.multitest import multipletests

TOLERANCE = 1e-12


def rows(labels, groups, predictions):
    return {"labels": labels.tolist(), "groups": groups.tolist(), "predictions": {k: v.tolist() for k, v in predictions.items()}}


def answers(rng, labels, correct):
    """Right where `correct`, else class 0 or 1 at random: sometimes right all the same, as the labels may be 0 or 1."""
    return numpy.where(correct, labels, rng.integers(0, 2, len(labels)))


def spread(*accuracies):
    return max(accuracies) - min(accuracies)


def one_class(rng):
    """All images of one class: scipy's independent permutation test of max - min of the groups' means, exact where there are few images."""
    cases = []
    for name, sizes, accuracy, resamples in [("two groups", (8, 9), (0.9, 0.4), numpy.inf), ("three groups", (5, 4, 4), (0.9, 0.5, 0.6), numpy.inf),
                                             ("no gap", (60, 50, 40), (0.7, 0.7, 0.7), 200_000)]:
        correct = [(rng.random(n) < a).astype(int) for n, a in zip(sizes, accuracy)]
        result = permutation_test(correct, lambda *c, axis: spread_of(c, axis), vectorized=True, alternative="greater", n_resamples=resamples,
                                  batch=2_000, random_state=default_rng(5))
        groups = numpy.repeat(numpy.arange(len(sizes)), sizes)
        labels = numpy.ones(len(groups), int)
        cases.append(rows(labels, groups, {"none": numpy.concatenate(correct)}) | {"name": name, "statistic": float(result.statistic), "p": float(result.pvalue)})
    return cases


def spread_of(columns, axis):
    means = numpy.stack([c.mean(axis) for c in columns])
    return means.max(0) - means.min(0)


def classes(rng):
    """Three classes of unequal difficulty and group sizes: the subgroup's right answers are a sum of hypergeometric numbers, one for each class. Exact."""
    labels = numpy.repeat([0, 1, 2], [60, 40, 30])
    groups = (rng.random(130) < numpy.array([0.3, 0.5, 0.7])[labels]).astype(int)
    predictions = answers(rng, labels, rng.random(130) < numpy.array([0.95, 0.7, 0.45])[labels] - 0.12 * groups)
    correct = predictions == labels
    total = numpy.ones(1)
    for k in range(3):
        n, right, drawn = (labels == k).sum(), correct[labels == k].sum(), ((labels == k) & (groups == 1)).sum()
        total = numpy.convolve(total, hypergeom(n, right, drawn).pmf(numpy.arange(drawn + 1)))
    subgroup = numpy.arange(len(total))
    gaps = abs((correct.sum() - subgroup) / (groups == 0).sum() - subgroup / (groups == 1).sum())
    observed = spread(correct[groups == 0].mean(), correct[groups == 1].mean())
    return rows(labels, groups, {"none": predictions}) | {"statistic": float(observed), "p": float(total[gaps >= observed - TOLERANCE].sum())}


def seeds(rng, permutations=200_000):
    """Three seeds with the same images, of which some are hard for all: one assignment for all seeds, and one for each. The gap is the mean of the seeds' gaps. numpy."""
    labels = rng.integers(0, 3, 90)
    groups = rng.integers(0, 2, 90)
    hard = rng.random(90) < 0.3
    columns = [answers(rng, labels, rng.random(90) < 0.95 - 0.6 * hard - 0.14 * groups) for _ in range(3)]
    correct = numpy.stack([c == labels for c in columns]).astype(float)      # [S,N]
    observed = numpy.mean([spread(c[groups == 0].mean(), c[groups == 1].mean()) for c in correct])

    def p(together):
        extreme = 0
        for _ in range(permutations // 1_000):
            gaps = []
            for s in range(3):
                if s == 0 or not together:
                    assigned = numpy.tile(groups, (1_000, 1))
                    for k in range(3):
                        of_class = numpy.flatnonzero(labels == k)
                        assigned[:, of_class] = rng.permuted(assigned[:, of_class], axis=1)
                rates = [(correct[s] * (assigned == g)).sum(1) / (groups == g).sum() for g in (0, 1)]      # [1000] each
                gaps.append(abs(rates[0] - rates[1]))
            extreme += (numpy.mean(gaps, 0) >= observed - TOLERANCE).sum()
        return float((1 + extreme) / (1 + permutations))

    return {"seeds": [rows(labels, groups, {"none": c}) for c in columns], "statistic": float(observed), "p-together": p(True), "p-apart": p(False)}


def paired(rng):
    """scipy's test of pairs (permutation_type="samples") swaps both values of an image: accuracy, accuracy over seeds, and a statistic that isn't a mean."""
    labels, groups = rng.integers(0, 3, 40), rng.integers(0, 2, 40)
    before = answers(rng, labels, rng.random(40) < 0.5)
    after = numpy.where(rng.random(40) < 0.7, before, labels)                # few images differ: exact
    differ = numpy.flatnonzero((before == labels) != (after == labels))
    few = permutation_test([(after == labels)[differ].astype(int), (before == labels)[differ].astype(int)],
                           lambda a, b, axis: a.sum(axis) - b.sum(axis), vectorized=True, permutation_type="samples", n_resamples=numpy.inf)

    many, of = rng.integers(0, 3, 200), rng.integers(0, 2, 200)
    columns = [(answers(rng, many, rng.random(200) < 0.75), answers(rng, many, rng.random(200) < 0.68)) for _ in range(3)]
    sums = [sum((c[i] == many).astype(int) for c in columns) for i in (0, 1)]
    over_seeds = permutation_test(sums, lambda a, b, axis: (a.sum(axis) - b.sum(axis)) / 600, vectorized=True, permutation_type="samples",
                                  n_resamples=200_000, batch=2_000, random_state=default_rng(6))

    def opportunity(a):
        gaps = [spread(*((a[(many == k) & (of == g)] == k).mean() for g in (0, 1))) for k in range(3)]
        return max(gaps)

    gap = permutation_test(columns[0], lambda a, b: opportunity(a) - opportunity(b), vectorized=False, permutation_type="samples",
                           n_resamples=20_000, random_state=default_rng(7))
    return {
        "few": rows(labels, groups, {"after": after, "before": before}) | {"statistic": float(few.statistic) / 40, "p": float(few.pvalue)},
        "seeds": [rows(many, of, {"after": a, "before": b}) for a, b in columns],
        "over-seeds": {"statistic": float(over_seeds.statistic), "p": float(over_seeds.pvalue)},
        "equal-opportunity": {"statistic": float(gap.statistic), "p": float(gap.pvalue)},
    }


def holm(rng):
    cases = [[0.01, 0.04, 0.03, 0.005], [0.2], [0.5, 0.5, 0.9], [0.0, 1.0, 0.02, 0.02, 0.02], rng.random(20).tolist(), (rng.random(30) ** 4).tolist()]
    return [{"p": p, "adjusted": multipletests(p, method="holm")[1].tolist()} for p in cases]


json.dump({
    "versions": {"python": sys.version.split()[0], "numpy": numpy.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__},
    "one-class": one_class(default_rng(1)),
    "classes": classes(default_rng(2)),
    "seeds": seeds(default_rng(3)),
    "paired": paired(default_rng(4)),
    "holm": holm(default_rng(8)),
}, sys.stdout)
