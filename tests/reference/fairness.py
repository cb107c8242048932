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
from scipy.optimize import brentq
from scipy.stats import bootstrap, t
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


def over_seeds(accuracies):
    """accuracies[seed, group, condition] (none, collective): means of the seeds' values; of closure, of the gains and of the gaps."""
    (majority, subgroup), (_, acted) = accuracies[:, :, 0].T, accuracies[:, :, 1].T
    return {
        "accuracy-subgroup none": subgroup.mean(),
        "closure collective": (acted - subgroup).mean() / (majority - subgroup).mean(),
        "worst-group-accuracy collective - none": (numpy.minimum(majority, acted) - numpy.minimum(majority, subgroup)).mean(),
    }


def hierarchical(rng, resamples=40_000):
    """Five seeds that differ from each other and have other images: seeds, then images within each group, all columns together."""
    seeds = [outcomes(rng, 300, 3, {"none": (0.8 + d, 0.5 + 2 * d), "collective": (0.8, 0.7 + d)}) for d in rng.normal(0, 0.05, 5)]
    correct = [correct_of(*seed) for seed in seeds]
    values = []
    for _ in range(resamples):
        drawn = [[c[rng.integers(0, len(c), len(c))] for c in correct[s]] for s in rng.integers(0, 5, 5)]
        values.append(over_seeds(numpy.array([[c.mean(0) for c in groups] for groups in drawn])))
    return {"classes": 3, "seeds": [rows(*s) for s in seeds], "expected": percentiles(values), "student": student(correct, shared=False)}


def crossed(rng, resamples=40_000):
    """Five seeds with the same images, of which some are hard for all: seeds, and one draw of images within each group for all of them."""
    labels, groups = rng.integers(0, 3, 300), rng.integers(0, 2, 300)
    hardness, wrong = rng.random(300), rng.integers(0, 3, 300)

    def answers(accuracy):
        luck = numpy.where(rng.random(300) < 0.7, hardness, rng.random(300))
        return numpy.where(luck < numpy.asarray(accuracy)[groups], labels, wrong)

    seeds = [(labels, groups, {"none": answers((0.8 + d, 0.5 + 2 * d)), "collective": answers((0.8, 0.7 + d))}) for d in rng.normal(0, 0.03, 5)]
    correct = [correct_of(*seed) for seed in seeds]
    values = []
    for _ in range(resamples):
        images = [rng.integers(0, len(c), len(c)) for c in correct[0]]
        values.append(over_seeds(numpy.array([[c[i].mean(0) for c, i in zip(correct[s], images)] for s in rng.integers(0, 5, 5)])))
    return {"classes": 3, "seeds": [rows(*s) for s in seeds], "expected": percentiles(values), "student": student(correct, shared=True)}


def correct_of(labels, groups, predictions):
    """[group][images, condition]"""
    return [(numpy.stack([predictions["none"] == labels, predictions["collective"] == labels], 1))[groups == group].astype(float) for group in (0, 1)]


def percentiles(values):
    columns = {name: [value[name] for value in values] for name in values[0]}
    return {n: [*map(float, numpy.percentile(v, TAILS)), float(numpy.std(v))] for n, v in columns.items()}


def student(correct, shared):
    """Student's interval of an accuracy, and Fieller's of closure by bisection. What shared images add: covariances of images' values between seeds / images, in closed form."""
    means = numpy.array([[c.mean(0) for c in groups] for groups in correct])                                    # [S,2,2]
    n = len(correct)

    def between(one, other):
        """Mean over pairs of seeds of the covariance of two sums over groups of images' values, [S][group][images] each."""
        if not shared:
            return 0.0
        pairs = [(i, j) for i in range(n) for j in range(n) if i != j]
        return numpy.mean([sum(numpy.mean((a - a.mean()) * (b - b.mean())) / len(a) for a, b in zip(one[i], other[j])) for i, j in pairs])

    subgroup = [[numpy.zeros(1), c[1][:, 0]] for c in correct]
    gain = [[numpy.zeros(1), c[1][:, 1] - c[1][:, 0]] for c in correct]
    gap = [[c[0][:, 0], -c[1][:, 0]] for c in correct]

    def quantile_and_error(deviations, extra):
        seeds = deviations.var(ddof=1) / n
        freedom = (seeds + extra) ** 2 / (seeds ** 2 / (n - 1))
        return t.ppf(0.975, freedom), (seeds + extra) ** 0.5

    quantile, error = quantile_and_error(means[:, 1, 0], between(subgroup, subgroup))
    accuracy = means[:, 1, 0].mean()
    gains, gaps = means[:, 1, 1] - means[:, 1, 0], means[:, 0, 0] - means[:, 1, 0]
    closure = gains.mean() / gaps.mean()

    def extra(c):
        return between(gain, gain) - 2 * c * between(gain, gap) + c * c * between(gap, gap)

    def insignificance(c):
        level, deviation = quantile_and_error(gains - c * gaps, extra(c))
        return abs(gains.mean() - c * gaps.mean()) - level * deviation

    return {
        "accuracy-subgroup none": [float(accuracy - quantile * error), float(accuracy + quantile * error)],
        "closure collective": [float(brentq(insignificance, closure - 5, closure)), float(brentq(insignificance, closure, closure + 5))],
    }


json.dump({
    "versions": {"python": sys.version.split()[0], "numpy": numpy.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__},
    "group-metrics": group_metrics(default_rng(1)),
    "percentile": percentile(default_rng(3)),
    "hierarchical": hierarchical(default_rng(4)),
    "crossed": crossed(default_rng(5)),
}, sys.stdout)
