using Ttca.Collective;
using Ttca.Pipeline;
using Ttca.Stages.Studies;

namespace Ttca.Stages;

/// <summary>All studies of an experiment in a plan, with the pictures, the metrics file and the claims of the whole.</summary>
internal sealed class ExperimentStudies
{
    private readonly ExperimentPlan _plan;
    private readonly IReadOnlyList<(IStudy Study, StudyResults Results)> _studies;

    /// <param name="builder">Gets the nodes; equal ones of several experiments are one.</param>
    /// <param name="experiment">What is planned.</param>
    /// <exception cref="PlanException">Names the study that can't be planned.</exception>
    public ExperimentStudies(PlanBuilder builder, Experiment experiment)
    {
        _plan = new ExperimentPlan(experiment, builder);
        _plan.CountGroups();
        _studies = [.. experiment.Studies.Select(study => (study, PlanOf(study)))];
        Results = [.. _studies.Select(study => study.Results), ReplicateVariance.AddTo(_plan)];
        AddTables();
        AddPictures();
        Claims = JudgeClaims();
    }

    public Experiment Experiment => _plan.Experiment;

    /// <summary>Of its studies.</summary>
    public IReadOnlyList<StudyResults> Results { get; }

    /// <summary>Of the study collective-size, smallest collective first; none where it is no part of the experiment.</summary>
    public IReadOnlyList<Node<Metrics>> BySize => MetricsOf<CollectiveSizeStudy>();

    /// <summary>Its verdicts.</summary>
    public Node<RenderedFiles> Claims { get; }

    /// <summary>All its files, those of <see cref="Claims"/> included.</summary>
    public IReadOnlyList<Node<RenderedFiles>> Files => _plan.Files;

    private StudyResults PlanOf(IStudy study)
    {
        try
        {
            return study.Plan(_plan);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or PlanException)
        {
            throw new PlanException(
                $"The study {study.Name} of {Experiment.ResultsName}", error is PlanException plan ? plan.Problems : [error.Message]);
        }
    }

    private void AddTables()
    {
        var labels = Results.SelectMany(study => study.Labels);
        _plan.Add(new CollectMetrics(Experiment.ResultsName, Experiment.Seeds.Count, [.. labels])
        {
            Metrics = [.. Results.SelectMany(study => study.Metrics)],
            Data = [_plan.Dataset()],
        });
        _plan.Add(new RenderDataTable(_plan.Title) { Dataset = _plan.Dataset() });
        _plan.Add(new RenderPreprocessingTable(_plan.Title) { Choices = _plan.PerSeed(_plan.ChoosePreprocessing) });
        if (Experiment.Tuning.Tried.Count > 0)
        {
            _plan.Add(new RenderTuningTable(_plan.Title, Experiment.Tuning.Seeds, Experiment.Tuning.Tried));
        }
    }

    /// <summary>Pictures are of the first seed and its first proxy: the perturbations, and test images before and after.</summary>
    private void AddPictures()
    {
        int seed = _plan.Seeds.First();
        const int Draw = 1;
        var perturbation = _plan.OptimizePerturbation(seed, Draw);
        _plan.Add(new RenderPerturbations
        {
            Dataset = _plan.Dataset(),
            Collective = perturbation,
            WhiteBox = _plan.OptimizeWhiteBox(seed),
            Random = _plan.DrawRandomSigns(seed),
            PhaseShuffled = _plan.ShufflePhases(seed, Draw),
        });
        _plan.Add(new RenderExamples
        {
            Dataset = _plan.Dataset(),
            Test = _plan.TestImages(),
            Perturbation = perturbation,
            Before = _plan.Evaluate(seed, Conditions.None, null),
            After = _plan.Evaluate(seed, Conditions.Collective, perturbation),
        });
    }

    private Node<RenderedFiles> JudgeClaims()
    {
        var largest = _plan.BootstrapControlled();
        bool hasSizes = StudiesOf<CollectiveSizeStudy>().Any();
        return _plan.Add(new JudgeClaims(Experiment.ResultsName, _plan.Title)
        {
            Sizes = hasSizes ? [.. Experiment.Collective.Sizes.Order()] : [],
            BySize = hasSizes ? [.. BySize.SkipLast(1), largest] : [],
            Pairs = [.. StudiesOf<TransferStudy>().SelectMany(study => study.Pairs(_plan))],
            Transfer = MetricsOf<TransferStudy>(),
            Largest = largest,
            LargestPool = StudiesOf<QueryBudgetStudy>().Any() ? _plan.Members : null,
            QueryBudget = MetricsOf<QueryBudgetStudy>().SingleOrDefault(),
            Transcripts = _plan.Transcripts,
            Shared = MetricsOf<SharedPerturbationStudy>().SingleOrDefault(),
            Preprocessing = _plan.PerSeed(_plan.ChoosePreprocessing),
            PositiveClass = Experiment.Bootstrap.PositiveClass,
            Leaks = [.. _plan.Submitted.SelectMany(AccessClaim.LeaksInto).Distinct().Order(StringComparer.Ordinal)],
            Submitted = _plan.Submitted.Count,
        });
    }

    private IEnumerable<TStudy> StudiesOf<TStudy>() => _studies.Select(study => study.Study).OfType<TStudy>();

    private IReadOnlyList<Node<Metrics>> MetricsOf<TStudy>() =>
        [.. _studies.Where(study => study.Study is TStudy).SelectMany(study => study.Results.Metrics)];
}
