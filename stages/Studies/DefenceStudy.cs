using System.ComponentModel.DataAnnotations;

namespace Ttca.Stages.Studies;

/// <summary>What a provider might do against it: each defence alone, with a collective that asks the defended platform, and with one that knows the defence and optimises through it.</summary>
public sealed record DefenceStudy : IStudy
{
    public const string Name = "defence";

    private const string MajorityBefore = "majority, unperturbed";
    private const string Before = "subgroup, unperturbed";
    private const string After = "subgroup, perturbed";
    private const string AfterAdaptive = "subgroup, perturbed, adaptive";

    string IStudy.Name => Name;

    public string Question => "Which defences of the platform work against a collective, and what do they cost?";

    private const string Shown =
        "Accuracy of both groups without a perturbation, which shows what a defence costs, and of the subgroup with the collective's; and closure of the defended platform's own gap. The collective asks the defended platform; where a defence changes images, an adaptive one "
        + "that knows it optimises through it too.";

    /// <summary>The defences to try, each alone.</summary>
    [Length(1, 12)]
    public IReadOnlyList<ProviderDefence> Variants { get; init; } =
    [
        new() { Name = "jpeg", Amount = 75 },
        new() { Name = "bit-depth", Amount = 4 },
        new() { Name = "smoothing", Amount = 0.7 },
        new() { Name = "adversarial-training", Amount = 8 },
        new() { Name = "score-rounding", Amount = 1 },
        new() { Name = "rate-limit", Amount = 2 },
    ];

    public StudyResults Plan(ExperimentPlan plan)
    {
        var epsilon = plan.Experiment.Perturbation.Epsilon;
        IReadOnlyList<(string Label, ExperimentPlan Plan)> cells = [("no defence", plan), .. Variants.Distinct().Select(variant => (variant.Label(), plan.With(variant.Of)))];
        var metrics = cells.Select(cell => cell.Plan.Bootstrap(plan.Members, epsilon, Adaptive(cell.Plan))).ToList();
        plan.Add(new RenderBars(plan.Title, Name)
        {
            Panels =
            [
                new BarsPanel("Accuracy", "accuracy", Minimum: 0, Groups(
                    (MajorityBefore, "accuracy-majority", Conditions.None), (Before, "accuracy-subgroup", Conditions.None), (After, "accuracy-subgroup", Conditions.Collective), (AfterAdaptive, "accuracy-subgroup", Conditions.Adaptive)), []),
                new BarsPanel("Closure of the accuracy gap", "closure", Minimum: null, Groups(
                    ("collective", "closure", Conditions.Collective), ("collective, adaptive", "closure", Conditions.Adaptive), ("random signs (control)", "closure", Conditions.Random)), [new ReferenceAt("gap closed", 1)]),
            ],
            Metrics = metrics,
            Caption = new FigureCaption(
                Shown,
                [
                    new Finding("The subgroup's accuracy with the perturbation is {0} without a defence, least with {least}, and greatest with {most}.", new MetricAt(0, "accuracy-subgroup", Conditions.Collective))
                    {
                        Among = [.. cells.Index().Skip(1).Select(cell => new NamedMetric(cell.Item.Label, new MetricAt(cell.Index, "accuracy-subgroup", Conditions.Collective)))],
                    },
                    .. from cell in cells.Index()
                       from adaptive in Adaptive(cell.Item.Plan)
                       select new Finding($"Optimised through it, {cell.Item.Label}: {{0}}.", new MetricAt(cell.Index, "accuracy-subgroup", adaptive.Condition)),
                ]),
        });
        plan.Add(new RenderStudyTable(plan.Title, Name)
        {
            Question = Question,
            Setting = plan.Setting,
            Variables = ["Defence", "Collective"],
            Columns =
            [
                new StudyColumn("Majority", "accuracy-majority", Conditions.None),
                new StudyColumn("Subgroup before", "accuracy-subgroup", Conditions.None),
                new StudyColumn("after", "accuracy-subgroup"),
                new StudyColumn("Closure", "closure"),
                new StudyColumn("White-box", "closure", Conditions.WhiteBox),
                new StudyColumn("Random signs", "closure", Conditions.Random),
            ],
            Rows =
            [
                .. from cell in cells.Index()
                   from condition in (string[])[Conditions.Collective, .. Adaptive(cell.Item.Plan).Select(adaptive => adaptive.Condition)]
                   select new StudyRow([cell.Item.Label, condition == Conditions.Adaptive ? "adaptive" : "not adaptive"], cell.Index, condition),
            ],
            Metrics = metrics,
        });
        var detection = cells.Select(cell => Detection.Measure(cell.Plan)).ToList();
        Detection.AddTable(plan, cells, detection);
        plan.AddContrasts(Name, cells.Skip(1).SelectMany(cell => (Contrast[])
        [
            new Contrast($"{cell.Label} - {cells[0].Label}, perturbed", cell.Plan.Collective(plan.Members, epsilon), plan.Collective(plan.Members, epsilon)),
            .. Adaptive(cell.Plan).Select(adaptive => new Contrast($"{cell.Label}, adaptive - not adaptive", adaptive, cell.Plan.Collective(plan.Members, epsilon))),
            new Contrast($"{cell.Label} - {cells[0].Label}, majority unperturbed", cell.Plan.Unchanged, plan.Unchanged) { IsOfMajority = true },
        ]));
        return new StudyResults(
            [.. cells.Select(cell => new CellLabel(Name, "defence", cell.Label)), .. cells.Select(cell => new CellLabel(Name, "detection", cell.Label))], [.. metrics, .. detection]);

        IReadOnlyList<Submission> Adaptive(ExperimentPlan defended) => defended.Adaptive(plan.Members, epsilon);

        IReadOnlyList<BarsGroup> Groups(params IReadOnlyList<(string Series, string Metric, string Condition)> bars) =>
        [
            .. from cell in cells.Index()
               let shown = bars.Where(bar => bar.Condition != Conditions.Adaptive || Adaptive(cell.Item.Plan).Count > 0)
               select new BarsGroup(cell.Item.Label, [.. shown.Select(bar => new BarAt(bar.Series, new MetricAt(cell.Index, bar.Metric, bar.Condition)))]),
        ];
    }
}
