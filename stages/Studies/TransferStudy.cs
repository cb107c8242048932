using System.ComponentModel.DataAnnotations;
using Ttca.Configuration;
using Ttca.Learning.Networks;
using Ttca.Parameters;

namespace Ttca.Stages.Studies;

/// <summary>Every proxy against every platform (claim C2): may the proxy be small, and of another kind?</summary>
public sealed record TransferStudy : IStudy
{
    public const string Name = "transfer";

    /// <summary>A platform with so many times the weights of a proxy is large for it.</summary>
    private const int Large = 10;

    string IStudy.Name => Name;

    public string Question => "Can a small proxy stand for a larger platform, or for one of another kind?";

    private static string Shown { get; } =
        "Closure of the gap for every proxy and platform, with the fidelity on the unperturbed subgroup, and that of random signs; "
        + "in brackets the number of weights. "
        + $"Framed: platforms with at least {Large} times the weights of the proxy.";

    /// <summary>Architectures of the proxies, trained as <c>proxy</c> says.</summary>
    [Length(1, 16)]
    [NameOf(typeof(Architecture))]
    public IReadOnlyList<string> Proxies { get; init; } = ["resnet8-thin", "resnet8", "vgg-small", "mlp"];

    /// <summary>Architectures of the platforms, trained as <c>platform</c> says.</summary>
    [Length(1, 16)]
    [NameOf(typeof(Architecture))]
    public IReadOnlyList<string> Platforms { get; init; } = ["resnet8", "vgg-small", "resnet20"];

    /// <summary>The grid, proxy by proxy.</summary>
    public IEnumerable<TransferPair> Pairs(ExperimentPlan plan) =>
        from proxy in Proxies.Distinct()
        from platform in Platforms.Distinct()
        select new TransferPair(proxy, platform, WeightsOf(plan, platform) >= Large * WeightsOf(plan, proxy));

    public StudyResults Plan(ExperimentPlan plan)
    {
        var cells = new StudyCells(Name);
        var pairs = Pairs(plan)
            .Select(pair => (Pair: pair, Cell: cells.Add("proxy-platform", $"{pair.Proxy}, {pair.Platform}", Of(pair).BootstrapAll())))
            .ToList();
        plan.Add(new RenderHeatMap(plan.Title, Name)
        {
            RowTitle = "Proxy",
            ColumnTitle = "Platform",
            Rows = [.. Proxies.Distinct().Select(proxy => NameOf(plan, proxy))],
            Columns = [.. Platforms.Distinct().Select(platform => NameOf(plan, platform))],
            Fields = [.. pairs.Select(one => new HeatMapField(
                one.Cell[MetricName.Closure, Conditions.Collective],
                one.Cell[MetricName.Closure, Conditions.Random],
                one.Cell[MetricName.FidelitySubgroup, Conditions.None],
                one.Pair.IsPlatformLarge))],
            MarkedMeans = $"platform with at least {Large} times the weights",
            Metrics = cells.Metrics,
            Caption = new FigureCaption(Shown, new Finding("Closure is least with {least}, and greatest with {most}.")
            {
                IfUndefined = "No gap is large enough for a closure.",
                Among =
                [
                    .. pairs.Select(
                        one => new NamedMetric(
                            $"{one.Pair.Proxy} for {one.Pair.Platform}", one.Cell[MetricName.Closure, Conditions.Collective])),
                ],
            }),
        });
        var networks = Proxies.Union(Platforms).OrderBy(network => WeightsOf(plan, network)).Select(network => NameOf(plan, network));
        plan.Add(cells.Table(
            plan,
            Name,
            Question,
            ["Proxy", "Platform"],
            [
                new StudyColumn("Gap before", MetricName.AccuracyGap, Conditions.None),
                new StudyColumn("Fidelity", MetricName.FidelitySubgroup, Conditions.None),
                new StudyColumn("Closure", MetricName.Closure, Conditions.Collective),
                new StudyColumn("White-box", MetricName.Closure, Conditions.WhiteBox),
                new StudyColumn("Random signs", MetricName.Closure, Conditions.Random),
            ],
            pairs.Select(
                one => new StudyRow(
                    [one.Pair.Proxy, one.Pair.IsPlatformLarge ? $"{one.Pair.Platform}*" : one.Pair.Platform],
                    one.Cell,
                    Conditions.Collective))) with
        {
            Notes =
            [
                new StudyNote($"Weights: {string.Join(", ", networks)}. *: at least {Large} times the proxy's."),
            ],
        });
        plan.AddContrasts(Name,
            from pair in Pairs(plan)
            where pair.Proxy != pair.Platform && Proxies.Contains(pair.Platform)
            select new Contrast(
                $"{pair.Proxy} - {pair.Platform} as proxy of {pair.Platform}",
                Submission.Collective(Of(pair)),
                Submission.Collective(Of(pair with { Proxy = pair.Platform }))));
        return cells.Results;

        ExperimentPlan Of(TransferPair pair) => plan.With(e => e with
        {
            Proxy = e.Proxy with { Architecture = pair.Proxy },
            Platform = e.Platform with { Architecture = pair.Platform },
        });
    }

    private static string NameOf(ExperimentPlan plan, string architecture) =>
        FormattableString.Invariant($"{architecture} ({Math.Round(WeightsOf(plan, architecture) / 1000.0):#,0}\u00A0k)");

    private static long WeightsOf(ExperimentPlan plan, string architecture) =>
        Architectures.ParametersOf(
            architecture, plan.Experiment.Dataset.Classes, plan.Experiment.Dataset.Size, plan.Experiment.Dataset.Size);
}

/// <summary>A proxy and the platform that it stands for, by architecture.</summary>
public sealed record TransferPair(string Proxy, string Platform, bool IsPlatformLarge);
