using Ttca.Collective;
using Ttca.Learning.Data;
using Ttca.Learning.Networks;
using Ttca.Pipeline;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>
/// The nodes of an experiment, in the paper's words. Asking twice for the same thing gives the same node, so studies share
/// platforms, transcripts and proxies without knowing of each other. Nothing runs while planning.
/// </summary>
public sealed class ExperimentPlan
{
    private readonly PlanBuilder builder;

    private ExperimentPlan(Experiment experiment, PlanBuilder builder) => (Experiment, this.builder) = (experiment, builder);

    /// <summary>The stages of the method, and how their artifacts are written.</summary>
    public static StageCatalog Catalog { get; } = StageCatalog.From(typeof(ExperimentPlan).Assembly);

    /// <summary>The stages that have a platform among their inputs (claim C7).</summary>
    public static IReadOnlyList<string> PlatformReaders { get; } =
    [
        .. from stage in Catalog.Stages
           where stage.Type.GetProperties().Any(property => property.PropertyType == typeof(Node<TrainedPlatform>))
           orderby stage.Name
           select stage.Name,
    ];

    public Experiment Experiment { get; }

    /// <summary>The replicates: platform, collective, proxy and perturbation are drawn anew for each.</summary>
    public IEnumerable<int> Seeds => Enumerable.Range(1, Experiment.Seeds);

    /// <summary>Members of the largest collective, which studies of other questions use.</summary>
    public int Members => Experiment.Collective.Sizes.Max();

    /// <summary>The plan of all studies of an experiment, with the pictures and the metrics file of the whole.</summary>
    public static Plan Of(Experiment experiment)
    {
        var plan = new ExperimentPlan(experiment, new PlanBuilder(Catalog));
        var results = experiment.Studies.Select(study => study.Plan(plan)).ToList();
        plan.builder.Add(new CollectMetrics(experiment.Name, experiment.Seeds, [.. results.SelectMany(r => r.Labels)])
        {
            Metrics = [.. results.SelectMany(r => r.Metrics)],
        });
        plan.RenderPictures();
        plan.JudgeClaims([.. experiment.Studies.Zip(results)]);
        return plan.builder.Build();
    }

    public Node<T> Add<T>(IStage<T> stage) => builder.Add(stage);

    /// <summary>The same plan for an experiment that differs in something: nodes that the difference doesn't reach are those of this one.</summary>
    public ExperimentPlan With(Func<Experiment, Experiment> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new ExperimentPlan(change(Experiment), builder);
    }

    public Node<TrainedPlatform> TrainPlatform(int seed) =>
        Add(new TrainPlatform(Experiment.Platform, Experiment.Dataset.Classes, seed) { Images = PlatformImages(seed) });

    public Node<Transcript> QueryPlatform(int seed, int members) =>
        Add(new QueryPlatform(members, Experiment.Collective.QueriesPerMember, Experiment.Collective.Answers)
        {
            Platform = TrainPlatform(seed),
            Collective = CollectiveImages(seed),
        });

    public Node<Network> ExtractProxy(int seed, int members) =>
        Add(new ExtractProxy(Experiment.Proxy, seed) { Transcript = QueryPlatform(seed, members) });

    public Node<Perturbation> OptimizePerturbation(int seed, int members, PixelFraction epsilon) =>
        Add(new OptimizePerturbation(PerturbationOf(epsilon), ImagesOf(members), seed)
        {
            Proxy = ExtractProxy(seed, members),
            Collective = CollectiveImages(seed),
        });

    /// <summary>The ceiling, on the images of the largest collective whatever the size in question: one per seed and epsilon.</summary>
    public Node<Perturbation> OptimizeWhiteBox(int seed, PixelFraction epsilon) =>
        Add(new OptimizeWhiteBox(PerturbationOf(epsilon), ImagesOf(Members), seed)
        {
            Platform = TrainPlatform(seed),
            Collective = CollectiveImages(seed),
        });

    public Node<Perturbation> DrawRandomSigns(int seed, PixelFraction epsilon) =>
        Add(new DrawRandomSigns(epsilon, Experiment.Dataset.Classes, Experiment.Dataset.Size, Experiment.Dataset.Size, seed));

    public Node<Evaluation> Evaluate(int seed, string condition, Node<Perturbation>? perturbation) =>
        Add(new Evaluate(condition) { Platform = TrainPlatform(seed), Test = TestImages(), Perturbation = perturbation });

    /// <summary>What users of the subgroup reach alone, on the first test images.</summary>
    public Node<UserAttacks> AttackPerUser(int seed, int images, AttackParameters parameters) =>
        Add(new AttackPerUser(parameters, images, seed) { Platform = TrainPlatform(seed), Test = TestImages(), Own = CollectiveImages(seed) });

    public Node<ProxyAnswers> AskProxy(int seed, int members, PixelFraction epsilon) => Add(new AskProxy
    {
        Proxy = ExtractProxy(seed, members),
        Test = TestImages(),
        Perturbation = OptimizePerturbation(seed, members, epsilon),
    });

    /// <summary>Every metric, over all seeds, of one collective size at one epsilon, with all controls.</summary>
    public Node<Metrics> Bootstrap(int members, PixelFraction epsilon) =>
        Add(new Bootstrap(Experiment.Bootstrap, Experiment.Dataset.Classes)
        {
            None = PerSeed(seed => Evaluate(seed, Conditions.None, null)),
            Collective = PerSeed(seed => Evaluate(seed, Conditions.Collective, OptimizePerturbation(seed, members, epsilon))),
            Random = PerSeed(seed => Evaluate(seed, Conditions.Random, DrawRandomSigns(seed, epsilon))),
            WhiteBox = PerSeed(seed => Evaluate(seed, Conditions.WhiteBox, OptimizeWhiteBox(seed, epsilon))),
            Proxy = PerSeed(seed => AskProxy(seed, members, epsilon)),
        });

    private Node<Dataset> Dataset() => Add(Fetch.Of(Experiment.Dataset));

    private Node<ImageSet> PlatformImages(int seed) =>
        Add(new PlatformSplit(Experiment.Disparity, Experiment.Dataset.PlatformImages, seed) { Dataset = Dataset() });

    private Node<ImageSet> CollectiveImages(int seed) =>
        Add(new CollectiveSplit(Experiment.Disparity.Subgroup, ImagesOf(Members), Experiment.Dataset.PlatformImages, seed)
        {
            Dataset = Dataset(),
        });

    private Node<ImageSet> TestImages() =>
        Add(new TestSplit(Experiment.Disparity.Subgroup, Experiment.Dataset.TestImages) { Dataset = Dataset() });

    private int ImagesOf(int members) => members * Experiment.Collective.QueriesPerMember;

    private PerturbationParameters PerturbationOf(PixelFraction epsilon) => Experiment.Perturbation with { Epsilon = epsilon };

    private IReadOnlyList<Node<T>> PerSeed<T>(Func<int, Node<T>> node) => [.. Seeds.Select(node)];

    private void JudgeClaims(IReadOnlyList<(IStudy Study, StudyResults Results)> studies)
    {
        var epsilon = Experiment.Perturbation.Epsilon;
        bool hasSizes = studies.Any(study => study.Study is CollectiveSizeStudy);
        IReadOnlyList<int> sizes = hasSizes ? [.. Experiment.Collective.Sizes.Order()] : [];
        var queryBudget = studies.FirstOrDefault(study => study.Study is QueryBudgetStudy).Results;
        Add(new JudgeClaims(Experiment.Name)
        {
            Sizes = sizes,
            BySize = [.. sizes.Select(members => Bootstrap(members, epsilon))],
            Largest = Bootstrap(Members, epsilon),
            LargestPool = queryBudget is null ? null : Members,
            QueryBudget = queryBudget?.Metrics[0],
            Transcripts = [.. Seeds.SelectMany(seed => sizes.DefaultIfEmpty(Members).Select(members => QueryPlatform(seed, members)))],
            PlatformReaders = PlatformReaders,
        });
    }

    /// <summary>Pictures are of the first seed: the perturbations, and test images before and after.</summary>
    private void RenderPictures()
    {
        int seed = Seeds.First();
        var epsilon = Experiment.Perturbation.Epsilon;
        var perturbation = OptimizePerturbation(seed, Members, epsilon);
        Add(new RenderPerturbations
        {
            Dataset = Dataset(),
            Collective = perturbation,
            WhiteBox = OptimizeWhiteBox(seed, epsilon),
            Random = DrawRandomSigns(seed, epsilon),
        });
        Add(new RenderExamples
        {
            Dataset = Dataset(),
            Test = TestImages(),
            Perturbation = perturbation,
            Before = Evaluate(seed, Conditions.None, null),
            After = Evaluate(seed, Conditions.Collective, perturbation),
        });
    }
}
