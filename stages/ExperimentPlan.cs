using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Learning.Data;
using Ttca.Learning.Networks;
using Ttca.Pipeline;
using Ttca.Reporting;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>
/// The nodes of an experiment, in the paper's words. Asking twice for the same thing gives the same node, so studies share
/// platforms, transcripts and proxies without knowing of each other. Nothing runs while planning.
/// </summary>
public sealed class ExperimentPlan
{
    private readonly PlanBuilder builder;
    private readonly List<Node<Transcript>> transcripts; // of this plan and of those for changed experiments, in the order of planning
    private readonly List<Node<RenderedFiles>> files;    // likewise
    private readonly List<Node<Perturbation>> submitted; // likewise: what the platform is given as the collective's
    private readonly Dictionary<DatasetParameters, Node<Dataset>> datasets; // likewise: to make such a node, a folder of images is listed

    private ExperimentPlan(
        Experiment experiment, PlanBuilder builder, List<Node<Transcript>> transcripts, List<Node<RenderedFiles>> files, List<Node<Perturbation>> submitted, Dictionary<DatasetParameters, Node<Dataset>> datasets) =>
        (Experiment, this.builder, this.transcripts, this.files, this.submitted, this.datasets) = (experiment, builder, transcripts, files, submitted, datasets);

    /// <summary>The stages of the method, and how their artifacts are written.</summary>
    public static StageCatalog Catalog { get; } = StageCatalog.From(typeof(ExperimentPlan).Assembly);

    public Experiment Experiment { get; }

    /// <summary>The experiment and its data, for captions.</summary>
    public string Title => $"{Experiment.ResultsName} ({Experiment.Dataset.Title})";

    /// <summary>The replicates: platform, collective, proxy and perturbation are drawn anew for each.</summary>
    public IEnumerable<int> Seeds => Experiment.Seeds;

    /// <summary>Members of the largest collective, which studies of other questions use.</summary>
    public int Members => Experiment.Collective.Sizes.Max();

    /// <summary>What studies of other questions hold fixed, for captions: <c>200 members with 10 queries each, epsilon = 8/255</c>.</summary>
    public string Setting => $"{Pool}, epsilon = {Experiment.Perturbation.Epsilon}";

    /// <summary>The largest collective, for captions: <c>200 members with 10 queries each</c>.</summary>
    public string Pool => $"{Quantity.Of(Members, "member")} with {QueriesEach}";

    /// <summary>Such as <c>10 queries each</c>.</summary>
    public string QueriesEach => $"{Quantity.Of(Experiment.Collective.QueriesPerMember, "query")} each";

    /// <summary>The same with the first proxy of each platform: for studies of several collectives or epsilons, which else would compare proxies.</summary>
    public ExperimentPlan OfFirstProxies => With(experiment => experiment with { Replicates = experiment.Replicates with { Proxies = 1 } });

    /// <summary>How many proxies of each platform a number is the mean over: all for the largest collective at the experiment's epsilon, the first for every other.</summary>
    public int ProxiesOf(int members, PixelFraction epsilon) => members == Members && epsilon == Experiment.Perturbation.Epsilon ? Experiment.Replicates.Proxies : 1;

    /// <summary>For each seed one for each of so many proxies.</summary>
    /// <param name="proxies">From 1.</param>
    /// <param name="node">Of a seed and the draw of a proxy.</param>
    public IReadOnlyList<Node<T>> PerProxy<T>(int proxies, Func<int, int, Node<T>> node) =>
        [.. Seeds.SelectMany(seed => Enumerable.Range(1, proxies).Select(draw => node(seed, draw)))];

    /// <summary>The plan of all studies of an experiment, with the pictures and the metrics file of the whole.</summary>
    public static Plan Of(Experiment experiment)
    {
        var builder = new PlanBuilder(Catalog);
        AddTo(builder, experiment);
        return builder.Build();
    }

    /// <summary>The same beside the nodes of other experiments, with which it shares what is equal.</summary>
    internal static PlannedExperiment AddTo(PlanBuilder builder, Experiment experiment)
    {
        var plan = new ExperimentPlan(experiment, builder, [], [], [], []);
        plan.CountGroups();
        IReadOnlyList<(IStudy Study, StudyResults Results)> studies = [.. experiment.Studies.Select(study => (study, study.Plan(plan)))];
        IReadOnlyList<StudyResults> results = [.. studies.Select(study => study.Results), ReplicateVariance.AddTo(plan)];
        var all = new StudyResults([.. results.SelectMany(result => result.Labels)], [.. results.SelectMany(result => result.Metrics)]);
        plan.Add(new CollectMetrics(experiment.ResultsName, experiment.Seeds.Count, all.Labels) { Metrics = all.Metrics, Data = [plan.Dataset()] });
        plan.Add(new RenderDataTable(plan.Title) { Dataset = plan.Dataset() });
        plan.Add(new RenderPreprocessingTable(plan.Title) { Choices = plan.PerSeed(plan.ChoosePreprocessing) });
        if (experiment.Tuning.Tried.Count > 0)
        {
            plan.Add(new RenderTuningTable(plan.Title, experiment.Tuning.Seeds, experiment.Tuning.Tried));
        }

        plan.RenderPictures();
        var claims = plan.JudgeClaims(studies);
        return new PlannedExperiment(experiment, all, ResultsOf<CollectiveSizeStudy>(studies), claims, [.. plan.files.Distinct()]);
    }

    public Node<T> Add<T>(IStage<T> stage)
    {
        var node = builder.Add(stage);
        if (node is Node<RenderedFiles> rendered)
        {
            files.Add(rendered);
        }

        return node;
    }

    /// <summary>The same plan for an experiment that differs in something: nodes that the difference doesn't reach are those of this one.</summary>
    public ExperimentPlan With(Func<Experiment, Experiment> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new ExperimentPlan(change(Experiment), builder, transcripts, files, submitted, datasets);
    }

    /// <summary>The provider's side: the trained network behind its defences.</summary>
    public Node<TrainedPlatform> Platform(int seed) => Defend(Train(PlatformImages(seed), seed), Experiment.Defences);

    /// <summary>The platform trained anew, with images of so many members among its training images.</summary>
    /// <param name="seed">The replicate.</param>
    /// <param name="members">Who hand over all the images that they own.</param>
    /// <param name="signal">Stamped on these; null for none.</param>
    public Node<TrainedPlatform> RetrainPlatform(int seed, int members, Node<Perturbation>? signal) =>
        Defend(
            Train(Add(new PlantSignal(ImagesOf(members)) { Platform = PlatformImages(seed), Collective = CollectiveImages(seed), Signal = signal }), seed),
            Experiment.Defences);

    public Node<Transcript> QueryPlatform(int seed, int members)
    {
        var collective = Experiment.Collective;
        var transcript = Add(new QueryPlatform(members, collective.AnswersPerMember, collective.Answers)
        {
            Platform = Defend(Platform(seed), collective.ScoreRounding),
            Collective = CollectiveImages(seed),
        });
        transcripts.Add(transcript);
        return transcript;
    }

    /// <param name="seed">The replicate.</param>
    /// <param name="members">Of the collective.</param>
    /// <param name="draw">Which of the proxies that are trained on these answers.</param>
    public Node<Network> ExtractProxy(int seed, int members, int draw = 1) =>
        Add(new ExtractProxy(Experiment.Proxy, seed, draw) { Transcript = QueryPlatform(seed, members) });

    /// <inheritdoc cref="ExtractProxy"/>
    public Node<Perturbation> OptimizePerturbation(int seed, int members, PixelFraction epsilon, int draw = 1) =>
        Add(new OptimizePerturbation(PerturbationOf(epsilon), ImagesOf(members), seed)
        {
            Proxy = ExtractProxy(seed, members, draw),
            Collective = CollectiveImages(seed),
        });

    /// <summary>
    /// What a collective makes that knows which defences stand before the platform's network, by name and amount: its proxy is of the network behind them, and its perturbation goes
    /// through them while it is optimised.
    /// </summary>
    public Node<Perturbation> OptimizeThroughDefences(int seed, int members, PixelFraction epsilon, int draw = 1) =>
        Add(new OptimizePerturbation(PerturbationOf(epsilon), ImagesOf(members), seed)
        {
            Proxy = Add(new ExtractProxy(Experiment.Proxy, seed, draw) { Transcript = QueryPlatform(seed, members), Behind = ImageDefences }),
            Collective = CollectiveImages(seed),
            Through = ImageDefences,
        });

    /// <summary>Ablation: optimised as the largest collective's, on <see cref="TrainOwnModel"/> instead of a proxy.</summary>
    public Node<Perturbation> OptimizeOnOwnModel(int seed, PixelFraction epsilon, int draw = 1) =>
        Add(new OptimizePerturbation(PerturbationOf(epsilon), ImagesOf(Members), seed)
        {
            Proxy = TrainOwnModel(seed, draw),
            Collective = CollectiveImages(seed),
        });

    /// <summary>Ablation: a share of a perturbation.</summary>
    public Node<Perturbation> Weaken(Node<Perturbation> perturbation, double share) => share == 1 ? perturbation : Add(new Weaken(share) { Perturbation = perturbation });

    /// <summary>What that network answers to the test images.</summary>
    public Node<Evaluation> AskOwnModel(int seed, int draw = 1) => Add(new AskOwnModel { Model = TrainOwnModel(seed, draw), Test = TestImages() });

    /// <summary>
    /// The ceiling, on the images of the largest collective whatever the size in question: one per seed and epsilon. It is found on the bare
    /// network: what a provider puts before that only hides its gradients.
    /// </summary>
    public Node<Perturbation> OptimizeWhiteBox(int seed, PixelFraction epsilon) =>
        Add(new OptimizeWhiteBox(PerturbationOf(epsilon), ImagesOf(Members), seed)
        {
            Platform = Train(PlatformImages(seed), seed),
            Collective = CollectiveImages(seed),
        });

    public Node<Perturbation> DrawRandomSigns(int seed, PixelFraction epsilon) =>
        Add(new DrawRandomSigns(epsilon, Experiment.Dataset.Classes, Experiment.Dataset.Size, Experiment.Dataset.Size, seed));

    /// <summary>Control: of the largest collective's perturbation whatever the size in question, one per proxy and epsilon.</summary>
    public Node<Perturbation> ShufflePhases(int seed, PixelFraction epsilon, int draw = 1) =>
        Add(new ShufflePhases(seed) { Perturbation = OptimizePerturbation(seed, Members, epsilon, draw) });

    /// <summary>Control: what anybody's program for photos does best for the subgroup of this platform.</summary>
    public Node<PreprocessingChoice> ChoosePreprocessing(int seed) =>
        Add(new ChoosePreprocessing { Platform = Platform(seed), Validation = ValidationImages(seed) });

    /// <summary>What it answers to the test images after that.</summary>
    public Node<Evaluation> EvaluatePreprocessed(int seed) => Add(new Evaluate(Conditions.Preprocess)
    {
        Platform = Platform(seed),
        Test = Add(new Preprocess { Images = TestImages(), Choice = ChoosePreprocessing(seed) }),
    });

    public Node<Evaluation> Evaluate(int seed, string condition, Node<Perturbation>? perturbation) => Evaluate(Platform(seed), condition, perturbation);

    public Node<Evaluation> Evaluate(Node<TrainedPlatform> platform, string condition, Node<Perturbation>? perturbation)
    {
        if (perturbation is not null && Conditions.OfTheCollective.Contains(condition))
        {
            submitted.Add(perturbation);
        }

        return Add(new Evaluate(condition) { Platform = platform, Test = TestImages(), Perturbation = perturbation });
    }

    /// <summary>What users of the subgroup reach alone, on the first test images.</summary>
    public Node<UserAttacks> AttackPerUser(int seed, int images, AttackParameters parameters) =>
        Add(new AttackPerUser(parameters, images, seed) { Platform = Platform(seed), Test = TestImages(), Own = CollectiveImages(seed) });

    /// <summary>What the provider's detectors say of the subgroup's test images.</summary>
    public Node<DetectorScores> Detect(int seed, Node<Perturbation>? perturbation) => Add(new Detect { Platform = Platform(seed), Test = TestImages(), Perturbation = perturbation });

    public Node<ProxyAnswers> AskProxy(int seed, int members, Node<Perturbation>? perturbation, int draw = 1) =>
        Add(new AskProxy { Proxy = ExtractProxy(seed, members, draw), Test = TestImages(), Perturbation = perturbation });

    /// <summary>Every metric, over all seeds, of one collective size at one epsilon, with the controls of every study.</summary>
    /// <param name="members">Of the collective.</param>
    /// <param name="epsilon">Size of the perturbation.</param>
    /// <param name="more">What is compared beside these.</param>
    public Node<Metrics> Bootstrap(int members, PixelFraction epsilon, params IReadOnlyList<Submission> more) =>
        Add(CompareWithProxy([.. Submissions(members, epsilon), .. more], members, epsilon));

    /// <summary>The same with every control.</summary>
    public Node<Metrics> BootstrapControlled(int members, PixelFraction epsilon) => Add(CompareWithProxy(Controlled(members, epsilon), members, epsilon) with
    {
        Differences = [.. new[] { Conditions.Preprocess, Conditions.PhaseShuffled }.Select(control => new ConditionPair(Conditions.Collective, control)), new(Conditions.Preprocess, Conditions.None)],
    });

    /// <summary>Every metric, over all seeds, of several things that are done to the same test images.</summary>
    /// <param name="submissions">What is done, nothing (<see cref="Conditions.None"/>) among it.</param>
    /// <param name="differences">Pairs to give differences of, beside the usual.</param>
    public Node<Metrics> Bootstrap(IReadOnlyList<Submission> submissions, params IReadOnlyList<ConditionPair> differences) =>
        Add(Compare(submissions) with { Differences = differences });

    /// <summary>What every study compares: no perturbation, the collective's, and the controls of the same size.</summary>
    public IReadOnlyList<Submission> Submissions(int members, PixelFraction epsilon) =>
    [
        Unchanged,
        new(Conditions.Collective, ProxiesOf(members, epsilon), (seed, draw) => Evaluate(seed, Conditions.Collective, OptimizePerturbation(seed, members, epsilon, draw))),
        new(Conditions.Random, seed => Evaluate(seed, Conditions.Random, DrawRandomSigns(seed, epsilon))),
        new(Conditions.WhiteBox, seed => Evaluate(seed, Conditions.WhiteBox, OptimizeWhiteBox(seed, epsilon))),
    ];

    /// <summary>The same and every other control, in the order of <see cref="Conditions.Controlled"/>.</summary>
    public IReadOnlyList<Submission> Controlled(int members, PixelFraction epsilon) =>
    [
        .. Submissions(members, epsilon),
        new(Conditions.PhaseShuffled, ProxiesOf(members, epsilon), (seed, draw) => Evaluate(seed, Conditions.PhaseShuffled, ShufflePhases(seed, epsilon, draw))),
        new(Conditions.Preprocess, EvaluatePreprocessed),
    ];

    /// <summary>Images as they are.</summary>
    public Submission Unchanged => new(Conditions.None, seed => Evaluate(seed, Conditions.None, null));

    /// <summary>What the collective submits.</summary>
    public Submission Collective(int members, PixelFraction epsilon) => Submissions(members, epsilon).Single(submission => submission.Condition == Conditions.Collective);

    /// <summary>What the collective submits if it knows the defences before the platform's network; nothing where there are none.</summary>
    public IReadOnlyList<Submission> Adaptive(int members, PixelFraction epsilon) => ImageDefences.Count == 0 ? [] :
        [new(Conditions.Adaptive, ProxiesOf(members, epsilon), (seed, draw) => Evaluate(seed, Conditions.Adaptive, OptimizeThroughDefences(seed, members, epsilon, draw)))];

    /// <summary>The contrasts that answer a study's question, with their table; none of those whose two sides are one, as where a defence changes no answer.</summary>
    public void AddContrasts(string study, params IEnumerable<Contrast> contrasts)
    {
        IReadOnlyList<Contrast> asked = [.. contrasts.Where(contrast => Seeds.Any(seed => !contrast.After.Of(seed).Equals(contrast.Before.Of(seed))))];
        if (asked.Count == 0)
        {
            return;
        }

        int proxies = Submission.ProxiesOf(asked.SelectMany(contrast => (Submission[])[contrast.After, contrast.Before]));
        AddContrasts(study, Add(new CompareContrasts(Experiment.Bootstrap.Resamples, Experiment.Dataset.Classes, proxies)
        {
            Asked = [.. asked.Select(contrast => new AskedContrast(contrast.Name, contrast.IsOfMajority, contrast.After.Condition, contrast.Before.Condition))],
            Afters = [.. asked.SelectMany(contrast => PerProxy(proxies, contrast.After.Of))],
            Befores = [.. asked.SelectMany(contrast => PerProxy(proxies, contrast.Before.Of))],
        }));
    }

    /// <summary>The table of a study's contrasts.</summary>
    public void AddContrasts(string study, Node<Contrasts> contrasts) => Add(new RenderContrastsTable(Title, study) { Contrasts = contrasts });

    /// <summary>What platforms answer to several submissions: for each seed, for each proxy, one for each of them.</summary>
    public IReadOnlyList<Node<Evaluation>> Evaluate(IReadOnlyList<Submission> submissions) =>
        [.. Seeds.SelectMany(seed => Enumerable.Range(1, Submission.ProxiesOf(submissions)).SelectMany(draw => submissions.Select(submission => submission.Of(seed, draw))))];

    private Bootstrap Compare(IReadOnlyList<Submission> submissions) => new(Experiment.Bootstrap, Experiment.Dataset.Classes, Submission.ProxiesOf(submissions))
    {
        Conditions = [.. submissions.Select(submission => submission.Condition)],
        Evaluations = Evaluate(submissions),
    };

    private Bootstrap CompareWithProxy(IReadOnlyList<Submission> submissions, int members, PixelFraction epsilon) => Compare(submissions) with
    {
        Proxy = PerProxy(ProxiesOf(members, epsilon), (seed, draw) => AskProxy(seed, members, null, draw)),
        ProxyPerturbed = PerProxy(ProxiesOf(members, epsilon), (seed, draw) => AskProxy(seed, members, OptimizePerturbation(seed, members, epsilon, draw), draw)),
    };

    private Node<TrainedPlatform> Train(Node<ImageSet> images, int seed) =>
        Add(new TrainPlatform(Experiment.Platform, Experiment.Dataset.Classes, seed) { Images = images });

    /// <summary>A network like the proxy of the largest collective, from the same start, that learns the members' labels instead of the platform's answers.</summary>
    private Node<Network> TrainOwnModel(int seed, int draw)
    {
        var labels = new AnswerThemselves(Members, Experiment.Collective.QueriesPerMember, Experiment.Dataset.Classes) { Collective = CollectiveImages(seed) };
        return Add(new ExtractProxy(Experiment.Proxy, seed, draw) { Transcript = Add(labels) });
    }

    private Node<TrainedPlatform> Defend(Node<TrainedPlatform> platform, IReadOnlyList<DefenceParameters> defences) =>
        defences.Count == 0 ? platform : Add(new DefendPlatform(defences) { Platform = platform });

    /// <summary>The same for every seed.</summary>
    public Node<ImageSet> TestImages() =>
        Add(new TestSplit(Experiment.Disparity.Subgroup, Experiment.Dataset.TestImages) { Dataset = Dataset() });

    /// <summary>What is found out before anything is trained: whether there are the images and groups that the experiment is about.</summary>
    public Node<GroupCounts> CountGroups() =>
        Add(new CountGroups(Experiment.Dataset.Classes, [.. Experiment.Studies.OfType<FairnessStudy>().SelectMany(study => study.Attributes)])
        {
            Test = TestImages(),
            Collectives = PerSeed(CollectiveImages),
            Validations = PerSeed(ValidationImages),
        });

    private Node<Dataset> Dataset() =>
        Experiment.Tuning.IsActive ? Add(new HoldOut(Experiment.Tuning.Images) { Dataset = Published() }) : Published();

    private Node<Dataset> Published() =>
        datasets.TryGetValue(Experiment.Dataset, out var known) ? known : datasets[Experiment.Dataset] = Add(Fetch.Of(Experiment.Dataset, Experiment.GroupAttributes));

    private Node<ImageSet> PlatformImages(int seed) =>
        Add(new PlatformSplit(Experiment.Disparity, Experiment.Dataset.PlatformImages, seed) { Dataset = Dataset() });

    private Node<ImageSet> CollectiveImages(int seed) =>
        Add(new CollectiveSplit(Experiment.Disparity.Subgroup, ImagesOf(Members), Experiment.Dataset.PlatformImages, seed)
        {
            Dataset = Dataset(),
        });

    private Node<ImageSet> ValidationImages(int seed) => Add(new ValidationSplit(
        Experiment.Disparity.Subgroup, Experiment.Dataset.ValidationImages, ImagesOf(Members), Experiment.Dataset.PlatformImages, seed) { Dataset = Dataset() });

    private int ImagesOf(int members) => members * Experiment.Collective.QueriesPerMember;

    /// <summary>Those before the platform's network.</summary>
    private IReadOnlyList<DefenceParameters> ImageDefences => [.. Experiment.Defences.Where(defence => Defence.All[defence.Name] is ImageDefence)];

    private PerturbationParameters PerturbationOf(PixelFraction epsilon) => Experiment.Perturbation with { Epsilon = epsilon };

    private IReadOnlyList<Node<T>> PerSeed<T>(Func<int, Node<T>> node) => [.. Seeds.Select(node)];

    private Node<RenderedFiles> JudgeClaims(IReadOnlyList<(IStudy Study, StudyResults Results)> studies)
    {
        var largest = BootstrapControlled(Members, Experiment.Perturbation.Epsilon);
        return Add(new JudgeClaims(Experiment.ResultsName, Title)
        {
            Sizes = [.. studies.Where(study => study.Study is CollectiveSizeStudy).SelectMany(_ => Experiment.Collective.Sizes.Order())],
            BySize = [.. ResultsOf<CollectiveSizeStudy>(studies).SkipLast(1), .. studies.Where(study => study.Study is CollectiveSizeStudy).Select(_ => largest)],
            Pairs = [.. studies.Select(study => study.Study).OfType<TransferStudy>().SelectMany(study => study.Pairs(this))],
            Transfer = ResultsOf<TransferStudy>(studies),
            Largest = largest,
            LargestPool = studies.Any(study => study.Study is QueryBudgetStudy) ? Members : null,
            QueryBudget = ResultsOf<QueryBudgetStudy>(studies) is [var queryBudget] ? queryBudget : null,
            Transcripts = [.. transcripts.Distinct()],
            Shared = ResultsOf<SharedPerturbationStudy>(studies) is [var shared] ? shared : null,
            Preprocessing = PerSeed(ChoosePreprocessing),
            PositiveClass = Experiment.Bootstrap.PositiveClass,
            Leaks = [.. submitted.Distinct().SelectMany(AccessClaim.LeaksInto).Distinct().Order(StringComparer.Ordinal)],
            Submitted = submitted.Distinct().Count(),
        });
    }

    private static IReadOnlyList<Node<Metrics>> ResultsOf<TStudy>(IReadOnlyList<(IStudy Study, StudyResults Results)> studies) =>
        [.. studies.Where(study => study.Study is TStudy).SelectMany(study => study.Results.Metrics)];

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
            PhaseShuffled = ShufflePhases(seed, epsilon),
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

/// <summary>What an experiment added to a plan.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Results">Of all its studies.</param>
/// <param name="BySize">Of the study collective-size, smallest collective first; none where it is no part of the experiment.</param>
/// <param name="Claims">Its verdicts.</param>
/// <param name="Files">All its files, those of <paramref name="Claims"/> included.</param>
internal sealed record PlannedExperiment(
    Experiment Experiment, StudyResults Results, IReadOnlyList<Node<Metrics>> BySize, Node<RenderedFiles> Claims, IReadOnlyList<Node<RenderedFiles>> Files);
