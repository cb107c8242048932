"""Expected values of tests/Ttca.Fairness.Tests, by numpy, scipy and scikit-learn: python3 fairness.py > fairness.json

Debian 12: apt-get install python3-scipy python3-sklearn. The tests read the recorded file and need no Python.
Fairlearn 0.12 defines difference as max - min and ratio as min / max over groups of a scikit-learn metric; that is what `spread` does here.
"""
import json
import sys

import numpy
import scipy
import sklearn
from numpy.random import default_rng
from scipy.stats import bootstrap
from sklearn.metrics import accuracy_score, confusion_matrix, recall_score

TAILS = [2.5, 97.5]


def outcomes(rng, images, classes, accuracy):
    """accuracy[condition][group]; answers of one image under several conditions are correlated, as they are in reality."""
    labels, groups = rng.integers(0, classes, images), rng.integers(0, 2, images)
    luck, wrong = rng.random(images), rng.integers(0, classes, images)
    predictions = {
        name: numpy.where(0.7 * luck + 0.3 * rng.random(images) < numpy.asarray(by_group)[groups], labels, wrong)
        for name, by_group in accuracy.items()
    }
    return labels, groups, predictions


def rows(labels, groups, predictions):
    return {"labels": labels.tolist(), "groups": groups.tolist(), "predictions": {k: v.tolist() for k, v in predictions.items()}}


def group_metrics(rng):
    classes = 4
    labels, groups, predictions = outcomes(rng, 400, classes, {"none": (0.8, 0.4), "collective": (0.75, 0.7)})
    served = numpy.where(groups == 1, predictions["collective"], predictions["none"])  # the members act, the majority doesn't

    def by_group(metric, answers):
        return [float(metric(labels[groups == g], answers[groups == g])) for g in (0, 1)]

    def false_positive_rate(truth, answers, k):
        return confusion_matrix(truth == k, answers == k, normalize="true").ravel()[1]

    tpr = [by_group(lambda t, p: recall_score(t == k, p == k), served) for k in range(classes)]
    fpr = [by_group(lambda t, p: false_positive_rate(t, p, k), served) for k in range(classes)]
    selected = by_group(lambda t, p: numpy.mean(p == 2), served)
    accuracy, before = by_group(accuracy_score, served), by_group(accuracy_score, predictions["none"])
    spread = lambda rates: max(rates) - min(rates)
    return rows(labels, groups, predictions) | {
        "classes": classes,
        "expected": {
            "accuracy-majority": by_group(accuracy_score, predictions["collective"])[0],
            "accuracy-subgroup": accuracy[1],
            "subgroup-gap": accuracy[0] - accuracy[1],
            "accuracy-gap": spread(accuracy),
            "closure": (accuracy[1] - before[1]) / (before[0] - before[1]),
            "worst-group-accuracy": min(accuracy),
            "equal-opportunity-gap-max": max(map(spread, tpr)),
            "equal-opportunity-gap-mean": float(numpy.mean([spread(rates) for rates in tpr])),
            "equalized-odds-difference-max": max(max(spread(t), spread(f)) for t, f in zip(tpr, fpr)),
            "equalized-odds-difference-mean": float(numpy.mean([max(spread(t), spread(f)) for t, f in zip(tpr, fpr)])),
            "disparate-impact-accuracy": min(accuracy) / max(accuracy),
            "disparate-impact-class-2": min(selected) / max(selected),
        },
    }


def bca(rng):
    """scipy.stats.bootstrap of a mean and of a paired difference of means: the ends, and the percentile method's beside them."""
    samples = {
        "log-normal": (rng.lognormal(0, 1, 30), None),
        "answered correctly": ((rng.random(200) < 0.93).astype(float), None),
        "paired, skewed": (rng.exponential(2, 25), rng.exponential(1, 25)),
        "paired, answered correctly": ((rng.random(300) < 0.9).astype(float), (rng.random(300) < 0.7).astype(float)),
    }
    cases = []
    for name, (after, before) in samples.items():
        data = (after,) if before is None else (after, before)
        statistic = (lambda a, axis: a.mean(axis)) if before is None else (lambda a, b, axis: a.mean(axis) - b.mean(axis))
        case = {"name": name, "after": after.tolist(), "before": None if before is None else before.tolist()}
        for method in ("BCa", "percentile"):
            result = bootstrap(data, statistic, paired=True, vectorized=True, n_resamples=200_000, batch=2_000, method=method, random_state=default_rng(7))
            case[method.lower()] = list(map(float, result.confidence_interval))
        case["standard-error"] = float(result.standard_error)
        cases.append(case)
    return cases


def percentile(rng):
    """One seed: scipy's percentile bootstrap of two independent samples (the groups' images), with all columns of an image drawn together."""
    labels, groups, predictions = outcomes(rng, 600, 3, {"none": (0.85, 0.55), "collective": (0.8, 0.75)})
    before, after = predictions["none"] == labels, predictions["collective"] == labels
    majority, subgroup = before[groups == 0], before[groups == 1]
    acted = after[groups == 1]

    def statistics(m, s, axis):
        gap = majority[m].mean(axis) - subgroup[s].mean(axis)
        return numpy.stack([gap, (acted[s].mean(axis) - subgroup[s].mean(axis)) / gap, acted[s].mean(axis) - subgroup[s].mean(axis)])

    result = bootstrap((numpy.arange(len(majority)), numpy.arange(len(subgroup))), statistics, vectorized=True,
                       n_resamples=200_000, batch=5_000, method="percentile", random_state=default_rng(8))
    low, high = result.confidence_interval
    names = ["subgroup-gap none", "closure collective", "accuracy-subgroup collective - none"]
    return rows(labels, groups, predictions) | {"classes": 3, "expected": {n: [float(l), float(h), float(e)] for n, l, h, e in zip(names, low, high, result.standard_error)}}


def hierarchical(rng, resamples=40_000):
    """Five seeds that differ from each other, resampled as science.md says: seeds, then images within each group, all columns together."""
    seeds = [outcomes(rng, 300, 3, {"none": (0.8 + d, 0.5 + 2 * d), "collective": (0.8, 0.7 + d)}) for d in rng.normal(0, 0.05, 5)]
    correct = [[(numpy.stack([p["none"] == l, p["collective"] == l], 1))[g == group] for group in (0, 1)] for l, g, p in seeds]
    values = {"accuracy-subgroup none": [], "closure collective": [], "worst-group-accuracy collective - none": []}
    for _ in range(resamples):
        drawn = [[c[rng.integers(0, len(c), len(c))] for c in correct[s]] for s in rng.integers(0, 5, 5)]
        majority, subgroup = (numpy.concatenate([d[g] for d in drawn]).mean(0) for g in (0, 1))
        values["accuracy-subgroup none"].append(subgroup[0])
        values["closure collective"].append((subgroup[1] - subgroup[0]) / (majority[0] - subgroup[0]))
        values["worst-group-accuracy collective - none"].append(min(majority[0], subgroup[1]) - min(majority[0], subgroup[0]))
    return {"classes": 3, "seeds": [rows(*s) for s in seeds],
            "expected": {n: [*map(float, numpy.percentile(v, TAILS)), float(numpy.std(v))] for n, v in values.items()}}


json.dump({
    "versions": {"python": sys.version.split()[0], "numpy": numpy.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__},
    "group-metrics": group_metrics(default_rng(1)),
    "bca": bca(default_rng(2)),
    "percentile": percentile(default_rng(3)),
    "hierarchical": hierarchical(default_rng(4)),
}, sys.stdout)
