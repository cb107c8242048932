using System.ComponentModel.DataAnnotations;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Bars;

namespace Ttca.Stages.Studies;

/// <summary>
/// What a provider might do against it: each defence alone, with a collective that asks the defended platform, and with one that knows the
/// defence and optimises through it.
/// </summary>
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
        "Accuracy of both groups without a perturbation, which shows what a defence costs, and of the subgroup with the "
        + "collective's; and closure of the defended platform's own gap. The collective asks the defended platform; where a defence "
        + "changes images, an adaptive one "
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
        IReadOnlyList<(string Label, ExperimentPlan Plan)> platforms =
        [
            ("no defence", plan),
            .. Variants.Distinct().Select(variant => (variant.Label(), plan.With(variant.Of))),
        ];
        var cells = new StudyCells(Name);
        var measured = platforms.Select(platform => new DefendedCell(
            platform.Label,
            cells.Add("defence", platform.Label, platform.Plan.BootstrapAll(Submission.Adaptive(platform.Plan))),
            platform.Plan.HasImageDefences)).ToList();
        plan.Add(new RenderBars(plan.Title, Name)
        {
            Panels =
            [
                new BarPanel<MetricAt>("Accuracy", Axis.OfShare("accuracy", minimum: 0), Groups(
                    (MajorityBefore, MetricName.AccuracyMajority, Conditions.None),
                    (Before, MetricName.AccuracySubgroup, Conditions.None),
                    (After, MetricName.AccuracySubgroup, Conditions.Collective),
                    (AfterAdaptive, MetricName.AccuracySubgroup, Conditions.Adaptive)), []),
                new BarPanel<MetricAt>("Closure of the accuracy gap", Axis.OfShare("closure"), Groups(
                    ("collective", MetricName.Closure, Conditions.Collective),
                    ("collective, adaptive", MetricName.Closure, Conditions.Adaptive),
                    ("random signs (control)", MetricName.Closure, Conditions.Random)), [new ReferenceLine<MetricAt>("gap closed", 1)]),
            ],
            Metrics = cells.Metrics,
            Caption = new FigureCaption(
                Shown,
                [
                    new Finding(
                        "The subgroup's accuracy with the perturbation is {0} without a defence, least with {least}, and greatest "
                            + "with {most}.",
                        measured[0].Cell[MetricName.AccuracySubgroup, Conditions.Collective])
                    {
                        Among =
                        [
                            .. measured
                                .Skip(1)
                                .Select(one => new NamedMetric(one.Label, one.Cell[MetricName.AccuracySubgroup, Conditions.Collective])),
                        ],
                    },
                    .. from one in measured
                       where one.IsAdaptive
                       select new Finding(
                           $"Optimised through it, {one.Label}: {{0}}.", one.Cell[MetricName.AccuracySubgroup, Conditions.Adaptive]),
                ]),
        });
        plan.Add(cells.Table(
            plan,
            Name,
            Question,
            ["Defence", "Collective"],
            [
                new StudyColumn("Majority", MetricName.AccuracyMajority, Conditions.None),
                new StudyColumn("Subgroup before", MetricName.AccuracySubgroup, Conditions.None),
                new StudyColumn("after", MetricName.AccuracySubgroup),
                new StudyColumn("Closure", MetricName.Closure),
                new StudyColumn("White-box", MetricName.Closure, Conditions.WhiteBox),
                new StudyColumn("Random signs", MetricName.Closure, Conditions.Random),
            ],
            from one in measured
            from condition in one.IsAdaptive ? (string[])[Conditions.Collective, Conditions.Adaptive] : [Conditions.Collective]
            select new StudyRow([one.Label, condition == Conditions.Adaptive ? "adaptive" : "not adaptive"], one.Cell, condition)));
        plan.AddContrasts(Name, platforms.Skip(1).SelectMany(platform => (Contrast[])
        [
            new Contrast(
                $"{platform.Label} - {platforms[0].Label}, perturbed", Submission.Collective(platform.Plan), Submission.Collective(plan)),
            .. Submission.Adaptive(platform.Plan).Select(
                adaptive => new Contrast($"{platform.Label}, adaptive - not adaptive", adaptive, Submission.Collective(platform.Plan))),
            new Contrast(
                $"{platform.Label} - {platforms[0].Label}, majority unperturbed",
                Submission.Unchanged(platform.Plan),
                Submission.Unchanged(plan)) { IsOfMajority = true },
        ]));
        return StudyResults.Of([cells.Results, Detection.Plan(plan, platforms)]);

        IReadOnlyList<BarGroup<MetricAt>> Groups(params IReadOnlyList<(string Series, string Metric, string Condition)> bars) =>
        [
            .. from one in measured
               let shown = bars.Where(bar => bar.Condition != Conditions.Adaptive || one.IsAdaptive)
               select new BarGroup<MetricAt>(
                   one.Label, [.. shown.Select(bar => new Bar<MetricAt>(bar.Series, one.Cell[bar.Metric, bar.Condition]))]),
        ];
    }

    /// <param name="Label">Of the defence.</param>
    /// <param name="Cell">Of the platform that has it.</param>
    /// <param name="IsAdaptive">Whether a collective can know it and optimise through it.</param>
    private sealed record DefendedCell(string Label, Cell Cell, bool IsAdaptive);
}
