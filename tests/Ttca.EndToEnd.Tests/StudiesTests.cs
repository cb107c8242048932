using System.Text.Json;
using Ttca.Configuration;
using Ttca.Stages;

namespace Ttca.EndToEnd.Tests;

/// <summary>Every study in one run, as a user asks for it, with a few images and steps.</summary>
public sealed class StudiesTests(StudiesTests.AllStudies all) : IClassFixture<StudiesTests.AllStudies>
{
    private static readonly string[] Studies =
    [
        "transfer", "answers", "query-budget", "fairness", "shared-perturbation", "participation", "ablation", "defence", "retraining"
    ];

    [Fact]
    public void Each_study_gives_its_figure_and_its_table()
    {
        var files = Directory.EnumerateFiles(all.Results, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(all.Results, path))
            .ToList();

        foreach (string study in Studies)
        {
            files.ShouldContain($"figures/{study}.pdf");
            files.ShouldContain($"figures/{study}.svg");
            files.ShouldContain($"figures/{study}.png");
            files.ShouldContain($"tables/{study}.tex");
            files.ShouldContain($"tables/{study}.md");
            files.ShouldContain($"tables/{study}.csv");
        }

        files.ShouldContain("figures/ablation-wrong-claims.pdf");
        files.ShouldContain("tables/ablation-wrong-claims.csv");
        files.ShouldContain("tables/ablation-matched-claims.csv");
        files.ShouldContain("tables/defence-detection.csv");
    }

    [Fact]
    public void No_table_has_more_than_three_lines_of_notes()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(all.Results, "tables"), "*.md"))
        {
            var notes = File.ReadAllText(file).Split('\n').Where(line => line.Length > 0 && line[0] is not ('|' or '*'));
            notes.Sum(note => (note.Length + 136) / 137).ShouldBeLessThanOrEqualTo(3, file);
        }
    }

    [Fact]
    public void Each_study_has_its_cells_among_the_metrics()
    {
        using var metrics = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(all.Results, "metrics.json")));

        metrics.RootElement.GetProperty("cells").EnumerateArray().CountBy(cell => cell.GetProperty("study").GetString()!).ToDictionary()
            .ShouldBe(
                new Dictionary<string, int>
                {
                    ["transfer"] = 2 * 2,
                    ["answers"] = 4 * 2,
                    ["query-budget"] = 1,
                    ["fairness"] = 2,
                    ["shared-perturbation"] = 1,
                    ["participation"] = 1,
                    ["ablation"] = 3,
                    ["defence"] = 7 + 7,
                    ["retraining"] = 2,
                },
                ignoreOrder: true);
    }

    /// <summary>What is refused while planning is what is not there after a run, and nothing else.</summary>
    [Fact]
    public void Cells_have_the_metrics_that_were_known_while_planning()
    {
        var experiment = ConfigurationReader.ReadFile<Experiment>(
            Path.Combine(BuildProgram.Repository, "experiments", "embedded.yaml"),
            [.. TinyPaper.Settings, $"studies=[{string.Join(", ", AllStudies.Settings.Values)}]"]);
        var planned = ExperimentPlan.Of(experiment).Nodes
            .Select(node => node.Stage)
            .OfType<IEstimatesMetrics>()
            .SelectMany(stage => stage.Estimated())
            .ToHashSet();

        using var metrics = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(all.Results, "metrics.json")));
        var measured = (from cell in metrics.RootElement.GetProperty("cells").EnumerateArray()
                        from estimate in cell.GetProperty("metrics").GetProperty("estimates").EnumerateArray()
                        select (estimate.GetProperty("name").GetString()!, estimate.GetProperty("condition").GetString()!)).ToHashSet();

        planned.Except(measured).ShouldBeEmpty();
        measured.Except(planned).Where(one => !IsOfGroupsThatOnlyTheImagesTell(one.Item1)).ShouldBeEmpty();

        static bool IsOfGroupsThatOnlyTheImagesTell(string metric) =>
            metric.StartsWith("accuracy-group-class ", StringComparison.Ordinal)
                || metric.StartsWith("gap-of-groups-", StringComparison.Ordinal);
    }

    [Fact]
    public void Claims_that_need_a_study_are_tested()
    {
        using var claims = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(all.Results, "claims.json")));

        var verdicts = claims.RootElement
            .GetProperty("claims")
            .EnumerateArray()
            .ToDictionary(claim => claim.GetProperty("id").GetString()!, claim => claim.GetProperty("verdict").GetString());
        verdicts["C2"].ShouldNotBe("not-tested");
        verdicts["C6"].ShouldNotBe("not-tested");
        verdicts["C7"].ShouldBe("supported");
    }

    [Fact]
    public void Query_budget_has_every_number_of_its_figure()
    {
        Metrics("query-budget").ShouldBe(
            [
                "accuracy-subgroup none", "accuracy-subgroup pooled-5", "accuracy-subgroup pooled-10",
                .. Alone("square-alone"), .. Alone("hop-skip-jump-alone"),
            ],
            ignoreOrder: true);
        File.ReadAllText(Path.Combine(all.Results, "tables", "query-budget.md")).ShouldContain(
            "p_init by seed: ".Replace("_", "\\_", StringComparison.Ordinal));
    }

    [Fact]
    public void Fairness_is_undefined_where_a_group_has_images_of_one_class_only()
    {
        var (subgroup, classes) = (Estimates("fairness", "subgroup"), Estimates("fairness", "class"));

        Value(subgroup["equal-opportunity-gap-max none"]).ShouldNotBeNull();
        Value(classes["worst-group-accuracy none"]).ShouldNotBeNull();
        Value(classes["equal-opportunity-gap-max none"]).ShouldBeNull();
        string[] rows = File.ReadAllLines(Path.Combine(all.Results, "tables", "fairness.csv"));
        // equalized odds have a row where they say more than equal opportunity
        rows.Count(row => row.StartsWith("subgroup,", StringComparison.Ordinal)).ShouldBeInRange(7, 9);
        rows
            .Count(row => row.StartsWith("class,", StringComparison.Ordinal) && row.EndsWith(",,,,,,,,,,", StringComparison.Ordinal))
            .ShouldBe(4);
    }

    [Fact]
    public void Participation_of_none_and_of_all_is_what_other_studies_measure()
    {
        var (participation, standard) = (Estimates("participation", "10"), Estimates("fairness", "subgroup"));

        participation.Count.ShouldBe(2 * 3 * 6);
        Value(participation["accuracy-subgroup subgroup-0"]).ShouldBe(Value(standard["accuracy-subgroup none"]));
        Value(participation["accuracy-subgroup subgroup-1"]).ShouldBe(Value(standard["accuracy-subgroup collective"]));
        Value(participation["accuracy-majority majority-1"]).ShouldBe(Value(standard["accuracy-majority collective"]));
        Value(participation["disparate-impact-accuracy majority-0"]).ShouldBe(Value(standard["disparate-impact-accuracy collective"]));
    }

    [Fact]
    public void Same_studies_in_an_empty_store_with_one_worker_give_the_same_bytes()
    {
        string[] studies = ["query-budget", "fairness", "participation", "defence"];

        var second = all.Run("second-studies-store", "second-studies", studies.Select(study => AllStudies.Settings[study]), "--jobs", "1");

        second.ExitCode.ShouldBe(0, second.Output + second.Error);
        string[] files = [.. studies.SelectMany(study => new[] { $"figures/{study}.pdf", $"tables/{study}.csv" })];
        FolderContents.Of(Path.Combine(all.PathOf("second-studies"), "embedded"))
            .Only(files)
            .ShouldBe(FolderContents.Of(all.Results).Only(files));
    }

    private List<string> Metrics(string study)
    {
        using var metrics = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(all.Results, "metrics.json")));
        var cell = metrics.RootElement.GetProperty("cells").EnumerateArray().Single(cell => cell.GetProperty("study").GetString() == study);
        var estimates = cell.GetProperty("metrics").GetProperty("estimates").EnumerateArray().ToList();
        estimates.ShouldAllBe(estimate => estimate.GetProperty("images").GetInt32() == 12);
        return [.. estimates.Select(estimate => $"{estimate.GetProperty("name")} {estimate.GetProperty("condition")}")];
    }

    /// <summary>Of one cell, by metric and condition.</summary>
    private Dictionary<string, JsonElement> Estimates(string study, string value)
    {
        using var metrics = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(all.Results, "metrics.json")));
        var cell = metrics.RootElement.GetProperty("cells").EnumerateArray()
            .Single(cell => cell.GetProperty("study").GetString() == study && cell.GetProperty("value").GetString() == value);
        return cell.GetProperty("metrics").GetProperty("estimates").EnumerateArray().ToDictionary(
            estimate => $"{estimate.GetProperty("name")} {estimate.GetProperty("condition")}", estimate => estimate.Clone());
    }

    private static double? Value(JsonElement estimate) =>
        estimate.GetProperty("estimate").GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    private static IEnumerable<string> Alone(string attack) =>
    [
        .. new[] { 1, 2, 5, 10, 20, 30 }.SelectMany(
            queries => new[] { $"accuracy-subgroup {attack} within {queries}", $"success-rate {attack} within {queries}" }),
        .. new[] { 5, 10 }.SelectMany(
            members => new[]
            {
                $"queries-alone {attack} as good as pooled-{members}",
                $"break-even-inputs {attack} as good as pooled-{members}",
            }),
    ];

    /// <summary>The run that the tests look at.</summary>
    public sealed class AllStudies
    {
        private readonly TinyPaper _paper;

        internal static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
        {
            ["transfer"] = "transfer: { proxies: [resnet8-thin, resnet8], platforms: [resnet8, resnet20] }",
            ["answers"] = "answers: { digits: [1] }",
            ["query-budget"] = "query-budget: { queries-per-image: 30, images: 12, tuning-images: 3, starting-shares: [0.1, 0.8] }",
            ["fairness"] = "fairness: { attributes: [class] }",
            ["shared-perturbation"] = "shared-perturbation",
            ["participation"] = "participation: { shares: [0, 0.5, 1] }",
            ["ablation"] = "ablation",
            ["defence"] = "defence",
            ["retraining"] = "retraining",
        };

        public AllStudies(TinyPaper paper)
        {
            _paper = paper;
            var run = Run("studies-store", "studies", Settings.Values);
            run.ExitCode.ShouldBe(0, run.Output + run.Error);
        }

        internal string Results => Path.Combine(_paper.PathOf("studies"), "embedded");

        internal string PathOf(string name) => _paper.PathOf(name);

        internal TinyPaper.PaperRun Run(string store, string results, IEnumerable<string> studies, params string[] more) =>
            _paper.Run(store, results, ["--set", $"studies=[{string.Join(", ", studies)}]", .. more]);
    }
}
