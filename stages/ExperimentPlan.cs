using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Learning;
using Ttca.Learning.Data;
using Ttca.Learning.Networks;
using Ttca.Pipeline;
using Ttca.Reporting;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>
/// The nodes of an experiment, in the paper's words. Asking twice for the same thing gives the same node, so studies share
/// platforms, transcripts and proxies without knowing of each other. What a study varies, it varies by <see cref="With"/>. Nothing runs
/// while planning.
/// </summary>
public sealed class ExperimentPlan
{
    private readonly PlanBuilder _builder;
    private readonly Planned _planned;

    private ExperimentPlan(Experiment experiment, PlanBuilder builder, Planned planned) =>
        (Experiment, _builder, _planned) = (experiment, builder, planned);

    internal ExperimentPlan(Experiment experiment, PlanBuilder builder)
        : this(experiment, builder, new Planned())
    {
    }

    /// <summary>The plan of all studies of an experiment, with the pictures and the metrics file of the whole.</summary>
    /// <exception cref="PlanException">Names what can't be planned.</exception>
    public static Plan Of(Experiment experiment)
    {
        var builder = new PlanBuilder(Catalog);
        _ = new ExperimentStudies(builder, experiment);
        return builder.Build();
    }

    /// <summary>The stages of the method, and how their artifacts are written.</summary>
    public static StageCatalog Catalog { get; } = StageCatalog.From(typeof(ExperimentPlan).Assembly);

    public Experiment Experiment { get; }

    /// <summary>The experiment and its data, for captions.</summary>
    public string Title => $"{Experiment.ResultsName} ({Experiment.Dataset.Title})";

    /// <summary>The replicates: platform, collective, proxy and perturbation are drawn anew for each.</summary>
    public IEnumerable<int> Seeds => Experiment.Seeds;

    /// <summary>Proxies of each platform, over which a number is the mean.</summary>
    public int Proxies => Experiment.Replicates.Proxies;

    /// <summary>Members of the collective: of the largest, unless a study varies them.</summary>
    public int Members => Experiment.Collective.Members;

    /// <summary>Largest change of a pixel value.</summary>
    public PixelFraction Epsilon => Experiment.Perturbation.Epsilon;

    /// <summary>What a study holds fixed, for captions: <c>200 members with 10 queries each, epsilon = 8/255</c>.</summary>
    public string Setting => $"{SettingButEpsilon}, {EpsilonIs}";

    /// <summary>The same where epsilon varies: <c>200 members with 10 queries each</c>.</summary>
    public string SettingButEpsilon => $"{Quantity.Of(Members, "member")} with {QueriesEach}";

    /// <summary>The same where members vary: <c>10 queries each, epsilon = 8/255</c>.</summary>
    public string SettingButMembers => $"{QueriesEach}, {EpsilonIs}";

    private string QueriesEach => $"{Quantity.Of(Experiment.Collective.QueriesPerMember, "query")} each";

    private string EpsilonIs => $"epsilon = {Epsilon}";

    /// <summary>Whether something stands before the platform's network.</summary>
    public bool HasImageDefences => ImageDefences.Count > 0;

    /// <summary>
    /// The same plan for an experiment that differs in something: nodes that the difference doesn't reach are those of this one.
    /// </summary>
    public ExperimentPlan With(Func<Experiment, Experiment> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new ExperimentPlan(change(Experiment), _builder, _planned);
    }

    /// <summary>With so many members, whose images are the first of those of the largest collective.</summary>
    public ExperimentPlan WithMembers(int members) => With(e => e with { Collective = e.Collective with { Members = members } });

    /// <summary>With perturbations of this size.</summary>
    public ExperimentPlan WithEpsilon(PixelFraction epsilon) =>
        With(e => e with { Perturbation = e.Perturbation with { Epsilon = epsilon } });

    /// <summary>
    /// With the first proxy of each platform: for studies of several collectives or epsilons, which else would compare proxies.
    /// </summary>
    public ExperimentPlan OfFirstProxies => With(e => e with { Replicates = e.Replicates with { Proxies = 1 } });

    private ExperimentPlan OfLargestCollective => WithMembers(Experiment.Collective.LargestSize);

    public Node<T> Add<T>(IStage<T> stage)
    {
        var node = _builder.Add(stage);
        if (node is Node<RenderedFiles> rendered)
        {
            _planned.Files.Add(rendered);
        }

        return node;
    }

    /// <summary>One for each seed.</summary>
    public IReadOnlyList<Node<T>> PerSeed<T>(Func<int, Node<T>> node) => [.. Seeds.Select(node)];

    /// <summary>For each seed one for each of its proxies.</summary>
    /// <param name="node">Of a seed and the draw of a proxy.</param>
    public IReadOnlyList<Node<T>> PerProxy<T>(Func<int, int, Node<T>> node) => PerProxy(Proxies, node);

    internal IReadOnlyList<Node<T>> PerProxy<T>(int proxies, Func<int, int, Node<T>> node) =>
        [.. Seeds.SelectMany(seed => Enumerable.Range(1, proxies).Select(draw => node(seed, draw)))];

    /// <summary>The provider's side: the trained network behind its defences.</summary>
    public Node<TrainedPlatform> Platform(int seed) => Defend(Train(PlatformImages(seed), seed), Experiment.Defences);

    /// <summary>The platform trained anew, with all the images that the members own among its training images.</summary>
    /// <param name="seed">The replicate.</param>
    /// <param name="signal">Stamped on these; null for none.</param>
    public Node<TrainedPlatform> RetrainPlatform(int seed, Node<Perturbation>? signal)
    {
        var images = new PlantSignal(
            ImagesOf(Members)) { Platform = PlatformImages(seed), Collective = CollectiveImages(seed), Signal = signal };
        return Defend(Train(Add(images), seed), Experiment.Defences);
    }

    public Node<Transcript> QueryPlatform(int seed)
    {
        var collective = Experiment.Collective;
        var transcript = Add(new QueryPlatform(Members, collective.AnswersPerMember, collective.Answers)
        {
            Platform = Defend(Platform(seed), collective.ScoreRounding),
            Collective = CollectiveImages(seed),
        });
        _planned.Transcripts.Add(transcript);
        return transcript;
    }

    /// <param name="seed">The replicate.</param>
    /// <param name="draw">Which of the proxies that are trained on these answers.</param>
    public Node<Network> ExtractProxy(int seed, int draw) =>
        Add(new ExtractProxy(Experiment.Proxy, seed, draw) { Transcript = QueryPlatform(seed) });

    /// <inheritdoc cref="ExtractProxy"/>
    public Node<Perturbation> OptimizePerturbation(int seed, int draw) => OptimizeOn(ExtractProxy(seed, draw), seed);

    /// <summary>
    /// What a collective makes that knows which defences stand before the platform's network, by name and amount: its proxy is of the
    /// network behind them, and its perturbation goes through them while it is optimised.
    /// </summary>
    public Node<Perturbation> OptimizeThroughDefences(int seed, int draw) =>
        Add(new OptimizePerturbation(Experiment.Perturbation, ImagesOf(Members), seed)
        {
            Proxy = Add(new ExtractProxy(Experiment.Proxy, seed, draw) { Transcript = QueryPlatform(seed), Behind = ImageDefences }),
            Collective = CollectiveImages(seed),
            Through = ImageDefences,
        });

    /// <summary>Ablation: optimised as the largest collective's, on its own model instead of a proxy.</summary>
    public Node<Perturbation> OptimizeOnOwnModel(int seed, int draw) => OfLargestCollective.OptimizeOn(TrainOwnModel(seed, draw), seed);

    private Node<Perturbation> OptimizeOn(Node<Network> network, int seed) =>
        Add(
            new OptimizePerturbation(
                Experiment.Perturbation, ImagesOf(Members), seed) { Proxy = network, Collective = CollectiveImages(seed) });

    /// <summary>Ablation: a share of a perturbation.</summary>
    public Node<Perturbation> Weaken(
        Node<Perturbation> perturbation,
        double share) => share == 1 ? perturbation : Add(new Weaken(share) { Perturbation = perturbation });

    /// <summary>Ablation: what a classifier that the largest collective trained on its own labels answers to the test images.</summary>
    public Node<Evaluation> AskOwnModel(int seed, int draw) =>
        Add(new AskOwnModel { Model = TrainOwnModel(seed, draw), Test = TestImages() });

    /// <summary>
    /// The ceiling, on the images of the largest collective whatever the size in question: one per seed and epsilon. It is found on the
    /// bare network: what a provider puts before that only hides its gradients.
    /// </summary>
    public Node<Perturbation> OptimizeWhiteBox(int seed) =>
        Add(new OptimizeWhiteBox(Experiment.Perturbation, ImagesOf(Experiment.Collective.LargestSize), seed)
        {
            Platform = Train(PlatformImages(seed), seed),
            Collective = CollectiveImages(seed),
        });

    public Node<Perturbation> DrawRandomSigns(int seed) =>
        Add(new DrawRandomSigns(Epsilon, Experiment.Dataset.Classes, Experiment.Dataset.Size, Experiment.Dataset.Size, seed));

    /// <summary>Control: of the largest collective's perturbation whatever the size in question, one per proxy and epsilon.</summary>
    public Node<Perturbation> ShufflePhases(int seed, int draw) =>
        Add(new ShufflePhases(seed) { Perturbation = OfLargestCollective.OptimizePerturbation(seed, draw) });

    /// <summary>Control: what anybody's program for photos does best for the subgroup of this platform.</summary>
    public Node<PreprocessingChoice> ChoosePreprocessing(int seed) =>
        Add(new ChoosePreprocessing { Platform = Platform(seed), Validation = ValidationImages(seed) });

    /// <summary>What it answers to the test images after that.</summary>
    public Node<Evaluation> EvaluatePreprocessed(int seed) => Add(new Evaluate(Conditions.Preprocess)
    {
        Platform = Platform(seed),
        Test = Add(new Preprocess { Images = TestImages(), Choice = ChoosePreprocessing(seed) }),
    });

    public Node<Evaluation> Evaluate(int seed, string condition, Node<Perturbation>? perturbation) =>
        Evaluate(Platform(seed), condition, perturbation);

    public Node<Evaluation> Evaluate(Node<TrainedPlatform> platform, string condition, Node<Perturbation>? perturbation)
    {
        if (perturbation is not null && Conditions.OfTheCollective.Contains(condition))
        {
            _planned.Submitted.Add(perturbation);
        }

        return Add(new Evaluate(condition) { Platform = platform, Test = TestImages(), Perturbation = perturbation });
    }

    /// <summary>What platforms answer to several submissions: for each seed, for each proxy, one for each of them.</summary>
    public IReadOnlyList<Node<Evaluation>> Evaluate(IReadOnlyList<Submission> submissions) =>
        [
            .. Seeds.SelectMany(
                seed => Enumerable.Range(1, Submission.ProxiesOf(submissions)).SelectMany(
                    draw => submissions.Select(submission => submission.Of(seed, draw)))),
        ];

    /// <summary>What users of the subgroup reach alone, on the first test images.</summary>
    public Node<UserAttacks> AttackPerUser(int seed, int images, AttackParameters parameters) =>
        Add(new AttackPerUser(parameters, images, seed) { Platform = Platform(seed), Test = TestImages(), Own = CollectiveImages(seed) });

    /// <summary>What the provider's detectors say of the subgroup's test images.</summary>
    public Node<DetectorScores> Detect(
        int seed,
        Node<Perturbation>? perturbation) =>
            Add(new Detect { Platform = Platform(seed), Test = TestImages(), Perturbation = perturbation });

    /// <summary>What a proxy answers to the test images.</summary>
    public Node<ProxyAnswers> AskProxy(int seed, int draw, Node<Perturbation>? perturbation) =>
        Add(new AskProxy { Proxy = ExtractProxy(seed, draw), Test = TestImages(), Perturbation = perturbation });

    private Node<TrainedPlatform> Train(Node<ImageSet> images, int seed) =>
        Add(new TrainPlatform(Experiment.Platform, Experiment.Dataset.Classes, seed) { Images = images });

    /// <summary>
    /// A network like the proxy of the largest collective, from the same start, that learns the members' labels instead of the platform's
    /// answers.
    /// </summary>
    private Node<Network> TrainOwnModel(int seed, int draw)
    {
        var collective = Experiment.Collective;
        var labels = new AnswerThemselves(
            collective.LargestSize, collective.QueriesPerMember, Experiment.Dataset.Classes) { Collective = CollectiveImages(seed) };
        return Add(new ExtractProxy(Experiment.Proxy, seed, draw) { Transcript = Add(labels) });
    }

    private Node<TrainedPlatform> Defend(Node<TrainedPlatform> platform, IReadOnlyList<DefenceParameters> defences) =>
        defences.Count == 0 ? platform : Add(new DefendPlatform(defences) { Platform = platform });

    /// <summary>The same for every seed.</summary>
    public Node<ImageSet> TestImages() =>
        Add(new TestSplit(Experiment.Disparity.Subgroup, Experiment.Dataset.TestImages) { Dataset = Dataset() });

    /// <summary>
    /// What is found out before anything is trained: whether there are the images and groups that the experiment is about.
    /// </summary>
    public Node<GroupCounts> CountGroups() =>
        Add(new CountGroups(
            Experiment.Dataset.Classes, [.. Experiment.Studies.OfType<FairnessStudy>().SelectMany(study => study.Attributes)])
        {
            Test = TestImages(),
            Collectives = PerSeed(CollectiveImages),
            Validations = PerSeed(ValidationImages),
        });

    /// <summary>The images that an experiment has: while values are chosen, without those that are held out for the choice.</summary>
    public Node<Dataset> Dataset() =>
        Experiment.Tuning.IsActive ? Add(new HoldOut(Experiment.Tuning.Images) { Dataset = Published() }) : Published();

    private Node<Dataset> Published() => _planned.Datasets.TryGetValue(Experiment.Dataset, out var known)
        ? known
        : _planned.Datasets[Experiment.Dataset] = Add(Fetch.Of(Experiment.Dataset, Experiment.GroupAttributes));

    private Node<ImageSet> PlatformImages(int seed) =>
        Add(new PlatformSplit(Experiment.Disparity, Experiment.Dataset.PlatformImages, seed) { Dataset = Dataset() });

    private Node<ImageSet> CollectiveImages(int seed) =>
        Add(new CollectiveSplit(
            Experiment.Disparity.Subgroup, ImagesOf(Experiment.Collective.LargestSize), Experiment.Dataset.PlatformImages, seed)
        {
            Dataset = Dataset(),
        });

    private Node<ImageSet> ValidationImages(int seed)
    {
        var (dataset, taken) = (Experiment.Dataset, ImagesOf(Experiment.Collective.LargestSize));
        return Add(
            new ValidationSplit(
                Experiment.Disparity.Subgroup, dataset.ValidationImages, taken, dataset.PlatformImages, seed) { Dataset = Dataset() });
    }

    private int ImagesOf(int members) => members * Experiment.Collective.QueriesPerMember;

    /// <summary>Those before the platform's network.</summary>
    private IReadOnlyList<DefenceParameters> ImageDefences =>
        [.. Experiment.Defences.Where(defence => Defence.All[defence.Name] is ImageDefence)];

    /// <summary>Every transcript of this plan and of those for changed experiments, in the order of planning.</summary>
    internal IReadOnlyList<Node<Transcript>> Transcripts => [.. _planned.Transcripts.Distinct()];

    /// <summary>Likewise every file.</summary>
    internal IReadOnlyList<Node<RenderedFiles>> Files => [.. _planned.Files.Distinct()];

    /// <summary>Likewise what platforms are given as the collective's.</summary>
    internal IReadOnlyList<Node<Perturbation>> Submitted => [.. _planned.Submitted.Distinct()];

    /// <summary>What was planned so far, of a plan and of those for changed experiments.</summary>
    private sealed class Planned
    {
        public List<Node<Transcript>> Transcripts { get; } = [];

        public List<Node<RenderedFiles>> Files { get; } = [];

        public List<Node<Perturbation>> Submitted { get; } = [];

        /// <summary>To make such a node, a folder of images is listed.</summary>
        public Dictionary<DatasetParameters, Node<Dataset>> Datasets { get; } = [];
    }
}
