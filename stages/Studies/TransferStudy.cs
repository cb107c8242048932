using System.ComponentModel.DataAnnotations;
using Ttca.Configuration;
using Ttca.Learning.Networks;

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
        "Closure of the gap for every proxy and platform, with the fidelity on the unperturbed subgroup, and that of random signs; in brackets the number of weights. "
        + $"Framed: platforms with at least {Large} times the weights of the proxy.";

    /// <summary>Architectures of the proxies, trained as <c>proxy</c> says.</summary>
    /// <value>resnet8-thin, resnet8, vgg-small, mlp.</value>
    [Length(1, 16)]
    [NameOf(typeof(Architecture))]
    public IReadOnlyList<string> Proxies { get; init; } = ["resnet8-thin", "resnet8", "vgg-small", "mlp"];

    /// <summary>Architectures of the platforms, trained as <c>platform</c> says.</summary>
    /// <value>resnet8, vgg-small, resnet20.</value>
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
        var pairs = Pairs(plan).ToList();
        var epsilon = plan.Experiment.Perturbation.Epsilon;
        var metrics = pairs.Select(pair => Of(pair).Bootstrap(plan.Members, epsilon)).ToList();
        plan.Add(new RenderHeatMap(plan.Title, Name)
        {
            RowTitle = "Proxy",
            ColumnTitle = "Platform",
            Rows = [.. Proxies.Distinct().Select(proxy => NameOf(plan, proxy))],
            Columns = [.. Platforms.Distinct().Select(platform => NameOf(plan, platform))],
            IsMarked = [.. pairs.Select(pair => pair.IsPlatformLarge)],
            MarkedMeans = $"platform with at least {Large} times the weights",
            Metrics = metrics,
            Caption = new FigureCaption(Shown, new Finding("Closure is least with {least}, and greatest with {most}.")
            {
                IfUndefined = "No gap is large enough for a closure.",
                Among = [.. pairs.Index().Select(pair => new NamedMetric($"{pair.Item.Proxy} for {pair.Item.Platform}", new MetricAt(pair.Index, "closure", Conditions.Collective)))],
            }),
        });
        plan.Add(new RenderStudyTable(plan.Title, Name)
        {
            Question = Question,
            Setting = plan.Setting,
            Variables = ["Proxy", "Platform"],
            Columns =
            [
                new StudyColumn("Gap before", "accuracy-gap", Conditions.None),
                new StudyColumn("Fidelity", "fidelity-subgroup", Conditions.None),
                new StudyColumn("Closure", "closure", Conditions.Collective),
                new StudyColumn("White-box", "closure", Conditions.WhiteBox),
                new StudyColumn("Random signs", "closure", Conditions.Random),
            ],
            Rows = [.. pairs.Index().Select(pair => new StudyRow([pair.Item.Proxy, pair.Item.IsPlatformLarge ? $"{pair.Item.Platform}*" : pair.Item.Platform], pair.Index, Conditions.Collective))],
            Notes = [new StudyNote($"Weights: {string.Join(", ", Proxies.Union(Platforms).OrderBy(network => WeightsOf(plan, network)).Select(network => NameOf(plan, network)))}. *: at least {Large} times the proxy's.")],
            Metrics = metrics,
        });
        plan.AddContrasts(Name,
            from pair in pairs
            where pair.Proxy != pair.Platform && Proxies.Contains(pair.Platform)
            select new Contrast(
                $"{pair.Proxy} - {pair.Platform} as proxy of {pair.Platform}",
                Of(pair).Collective(plan.Members, epsilon),
                Of(pair with { Proxy = pair.Platform }).Collective(plan.Members, epsilon)));
        return new StudyResults([.. pairs.Select(pair => new CellLabel(Name, "proxy-platform", $"{pair.Proxy}, {pair.Platform}"))], metrics);

        ExperimentPlan Of(TransferPair pair) => plan.With(e => e with
        {
            Proxy = e.Proxy with { Architecture = pair.Proxy },
            Platform = e.Platform with { Architecture = pair.Platform },
        });
    }

    private static string NameOf(ExperimentPlan plan, string architecture) =>
        FormattableString.Invariant($"{architecture} ({Math.Round(WeightsOf(plan, architecture) / 1000.0):#,0}\u00A0k)");

    private static long WeightsOf(ExperimentPlan plan, string architecture) =>
        Architectures.ParametersOf(architecture, plan.Experiment.Dataset.Classes, plan.Experiment.Dataset.Size, plan.Experiment.Dataset.Size);
}

/// <summary>A proxy and the platform that it stands for, by architecture.</summary>
public sealed record TransferPair(string Proxy, string Platform, bool IsPlatformLarge);
