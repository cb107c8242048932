using System.Text;
using Ttca.Fairness;
using Ttca.Reporting.Claims;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Pages;
using Ttca.Reporting.Tests.Figures;
using Ttca.Reporting.Tests.Tables;

namespace Ttca.Reporting.Tests.Pages;

/// <summary>A small report of made-up results, with text that would do harm in a page that doesn't escape it.</summary>
internal static class SamplePages
{
    public const string Hostile = "<script>alert('x')</script> & \"quotes\" ]]> \u0001 ‮";

    public static IReadOnlyList<PaperSection> Sections { get; } =
    [
        new(
            "collective-size",
            "How many members does a collective need?",
            "Accuracy & closure by members; 95 % intervals.") { Guide = ["Compared: members & controls."] },
        new("examples", "What do images look like before and after?", "Test images.") { HasTable = false },
    ];

    public static HtmlReport Report() => new()
    {
        Title = "Experiment sample",
        Description = "A sample.",
        Settings = [new("Platform", "resnet8, 8 epochs")],
        Parameters = "name: sample\nseeds: 3\n",
        Claims =
        [
            new(
                "C1",
                Claim("C1", ClaimVerdict.Supported) with { Effect = new Estimate(0.62, 0.55, 0.70), Images = 600, Seeds = 3 },
                ["Bootstrap-1a2b3c"]),
            new("C2", Claim("C2", ClaimVerdict.NotTested), []),
            new("C3", Claim("C3", ClaimVerdict.NotSupported), ["Evaluate-1", "Evaluate-2", "Fetch-1", "Bootstrap-1a2b3c"]),
            new("C4", Claim("C4", ClaimVerdict.TooFewSeeds) with { Effect = Estimate.Undefined, Seeds = 3, SeedsToDecide = 5 }, []),
            new("C5", Claim("C5", ClaimVerdict.OverCorrected), []),
        ],
        Sections =
        [
            new(
                Sections[0],
                Svg(EstimateSamples.Transfer()),
                InlineTable.Of(
                    SampleTables.Conditions().Render().Single(f => f.Extension == "html").Text,
                    source => source == "metrics/0" ? "Bootstrap-1a2b3c" : null),
                ["RenderCurves-1"]),
            new(Sections[1], Svg(Samples.Examples()), null, []),
        ],
        Provenance =
        [
            Entry("Fetch-1"),
            Entry("Evaluate-1", "Fetch-1"),
            Entry("Evaluate-2", "Fetch-1"),
            Entry("Bootstrap-1a2b3c", "Evaluate-1", "Evaluate-2"),
            Entry("RenderCurves-1", "Bootstrap-1a2b3c"),
            Entry("Unrelated-1"),
        ],
    };

    /// <summary>Every text of the report is hostile.</summary>
    public static HtmlReport HostileReport() => Report() with
    {
        Title = Hostile,
        Description = Hostile,
        Settings = [new(Hostile, Hostile)],
        Parameters = Hostile,
        Claims = [new(Hostile, HostileClaim, [Hostile])],
        Sections =
        [
            new(
                new PaperSection("a", Hostile, Hostile),
                Svg(Samples.CollectiveSize() with { Title = Hostile.Replace("\u0001", "") }),
                null,
                [Hostile]),
        ],
        Provenance =
        [
            new()
            {
                Id = Hostile, Stage = Hostile, Label = Hostile, Parameters = Hostile, Files =
                [
                    (Hostile, Hostile),
                ], Facts = [new(Hostile, Hostile)],
                Inputs = new Dictionary<string, IReadOnlyList<string>> { [Hostile] = [Hostile] },
            },
        ],
    };

    private static Claim HostileClaim => new()
    {
        Id = Hostile, Statement = Hostile, Test = Hostile, Measure = Hostile, Verdict = ClaimVerdict.Supported, BeatenBy = Hostile,
        Effect = Estimate.Undefined, Context = [new ClaimContext(Hostile, Estimate.Undefined)],
    };

    private static Claim Claim(string id, ClaimVerdict verdict) =>
        new()
        {
            Id = id,
            Statement = $"Statement of {id}",
            Test = "The whole interval is above 0.5.",
            Verdict = verdict,
            Measure = "closure",
        };

    private static ProvenanceEntry Entry(string id, params string[] inputs) => new()
    {
        Id = id,
        Stage = id.Split('-')[0],
        Label = "members=10",
        Parameters = "{\n  \"seed\": 1\n}",
        Inputs = new Dictionary<string, IReadOnlyList<string>> { ["data"] = inputs },
        Files = [("rows.parquet", new string('a', 64))],
        Facts = [new("Seed", "7")],
    };

    private static string Svg(Figure figure) => Encoding.UTF8.GetString(figure.Render().Single(f => f.Extension == "svg").Bytes);
}
