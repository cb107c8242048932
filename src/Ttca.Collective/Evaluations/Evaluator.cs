using Ttca.Datasets;

namespace Ttca.Collective;

/// <summary>Asks the platform about the test images, under every condition that is compared.</summary>
public static class Evaluator
{
    /// <summary>
    /// How many images are read and asked about at a time: there may be more than fit into memory. Two of the batches that networks
    /// compute.
    /// </summary>
    public const int ImagesAtOnce = 500;

    /// <summary>
    /// Queries that <see cref="Evaluate"/> spends: under each condition each image with its own class's perturbation, and the subgroup's
    /// with a wrong one's too, but where nothing is added: that is the same image again.
    /// </summary>
    public static long QueriesNeeded(ImageSet test, IReadOnlyCollection<Perturbation> conditions)
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(conditions);
        return ((long)test.Count * conditions.Count) + ((long)Claiming(test).Length * conditions.Count(AddsSomething));
    }

    /// <param name="platform">Asked for labels; what else it answers is not used.</param>
    /// <param name="test">Test images of both groups.</param>
    /// <param name="conditions">The perturbation of each condition, by name.</param>
    /// <param name="seed">Seed of the classes that are claimed wrongly.</param>
    /// <exception cref="ArgumentException">A perturbation doesn't fit the images or the platform's classes.</exception>
    /// <exception cref="QueryBudgetExceededException">The cap is below <see cref="QueriesNeeded"/>; nothing was asked.</exception>
    public static Evaluation Evaluate(IPlatform platform, ImageSet test, IReadOnlyDictionary<string, Perturbation> conditions, long seed)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(conditions);
        Check(platform, test, conditions);
        var claimed = ClaimedClasses(test.Labels, platform.Classes, seed);
        var before = platform.Queries;
        Condition[] answered =
        [
            .. conditions
                .OrderBy(condition => condition.Key, StringComparer.Ordinal)
                .Select(condition => Ask(platform, test, condition.Key, condition.Value, claimed)),
        ];
        return new Evaluation(test.Labels, test.Groups, answered, claimed, platform.Queries - before) { Sources = test.Sources };
    }

    /// <summary>A class other than its own for each image, uniform among them; depends on the seed and the image's index alone.</summary>
    public static int[] ClaimedClasses(IReadOnlyList<int> labels, int classes, long seed)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        var claimed = new int[labels.Count];
        for (var i = 0; i < claimed.Length; i++)
        {
            claimed[i] = (labels[i] + 1 + SplitMix64.Of(seed, i).NextInt(classes - 1)) % classes;
        }

        return claimed;
    }

    private static Condition Ask(IPlatform platform, ImageSet test, string name, Perturbation perturbation, int[] claimed)
    {
        var claiming = Claiming(test);
        var predictions = Predictions(platform, test, perturbation, test.Labels);
        int[] ofClaims = AddsSomething(perturbation)
            ? Predictions(platform, test.Select(claiming), perturbation, [.. claiming.Select(i => claimed[i])])
            : [.. claiming.Select(i => predictions[i])];
        int[] claimPredictions = [.. Enumerable.Repeat(Condition.NotAsked, test.Count)];
        for (var i = 0; i < claiming.Length; i++)
        {
            claimPredictions[claiming[i]] = ofClaims[i];
        }

        return new Condition(name, predictions, claimPredictions);
    }

    /// <summary>The rows of those who may claim a wrong class: no metric is about claims of others.</summary>
    private static int[] Claiming(ImageSet test) => [.. Enumerable.Range(0, test.Count).Where(i => test.Groups[i] == Group.Subgroup)];

    private static bool AddsSomething(Perturbation perturbation) => perturbation.Epsilon.Pixels > 0;

    private static int[] Predictions(IPlatform platform, ImageSet test, Perturbation perturbation, int[] classOfEach) =>
    [
        .. perturbation.Apply(test, classOfEach).Parts(ImagesAtOnce).SelectMany(part => platform.Ask(part.ReadAll(), part.Count).Labels),
    ];

    private static void Check(IPlatform platform, ImageSet test, IReadOnlyDictionary<string, Perturbation> conditions)
    {
        foreach (var (name, perturbation) in conditions)
        {
            if (perturbation.Classes != platform.Classes || perturbation.Height != test.Height || perturbation.Width != test.Width)
            {
                throw new ArgumentException(
                    $"perturbation '{name}' is for {perturbation.Classes} classes of 3x{perturbation.Height}x{perturbation.Width}; "
                    + $"the platform has {platform.Classes}, the test images are 3x{test.Height}x{test.Width}",
                    nameof(conditions));
            }
        }

        var needed = QueriesNeeded(test, [.. conditions.Values]);
        if (needed > platform.QueryCap - platform.Queries)
        {
            throw new QueryBudgetExceededException(needed, platform.Queries, platform.QueryCap);
        }
    }
}
