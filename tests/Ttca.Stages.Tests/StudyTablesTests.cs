using Ttca.Configuration;
using Ttca.Fairness;
using Ttca.Pipeline;
using Ttca.Reporting.Tables;
using Ttca.Stages.Studies;

namespace Ttca.Stages.Tests;

/// <summary>What stands beneath tables, and what of them is said in docs/studies.md instead.</summary>
public sealed class StudyTablesTests
{
    private const int MostLines = 3;

    private static readonly IReadOnlyList<Node> Nodes = ExperimentPlan.Of(
        ConfigurationReader.ReadFile<Experiment>(Path.Combine(RepositoryFolder.Path, "experiments", "embedded-full.yaml"))).Nodes;

    private static readonly HashSet<string> Sections =
        [
            .. File.ReadLines(Path.Combine(RepositoryFolder.Path, "docs", "studies.md"))
                .Where(line => line.StartsWith("## ", StringComparison.Ordinal))
                .Select(line => line[3..]),
        ];

    public static TheoryData<string> Studies =>
        [.. Nodes.Select(node => node.Stage).OfType<RenderStudyTable>().Select(table => table.Study)];

    private static IEnumerable<string> AllStudies => typeof(IStudy).Assembly.GetTypes().Where(type => type.IsClass
        && type.IsAssignableTo(typeof(IStudy)))
        .Select(type => ((IStudy)Activator.CreateInstance(type)!).Name);

    [Fact]
    public void Every_study_and_table_has_its_section_in_the_document() =>
        Studies.Select(study => (string)study).Concat(AllStudies).Concat(
            [
                RenderGroupsTable.Name,
                RenderVarianceTable.Name,
                RenderTuningTable.Name,
                RenderDataTable.Name,
                "contrasts",
                "controls",
                "intervals",
                "closure",
                "perturbations",
                "examples",
            ]).ShouldBeSubsetOf(
                Sections);

    [Theory, MemberData(nameof(Studies))]
    public void No_table_of_a_study_has_more_than_three_lines_of_notes(string study)
    {
        var node = Nodes.Single(node => node.Stage is RenderStudyTable one && one.Study == study);
        var worst = MadeUpMetrics.CellsOf(node, seeds: 5, estimate => estimate with { UndefinedResamples = 9_999, IsWithoutSpread = true });

        foreach (var cells in new[] { worst, MadeUpMetrics.CellsOf(node, seeds: 1), MadeUpMetrics.CellsOf(node, seeds: 10) })
        {
            var table = ((RenderStudyTable)node.Stage).TableOf(
                cells, ((RenderStudyTable)node.Stage).Pixels is null ? null : new PixelDeviations(50, 12.5));

            table.NoteLines.ShouldBeLessThanOrEqualTo(MostLines, string.Join('\n', table.Notes));
            Sections.ShouldContain(table.Notes[^1].Split("docs/studies.md, ")[1].TrimEnd('.'));
        }
    }

    [Fact]
    public void Undefined_resamples_are_counted()
    {
        var node = Nodes.Single(node => node.Stage is RenderStudyTable { Study: "epsilon" });
        var cells = MadeUpMetrics.CellsOf(
            node,
            seeds: 5,
            estimate => estimate with
            {
                UndefinedResamples = estimate.Name == "closure" && estimate.Condition == Conditions.Random
                    ? 31
                    : estimate.Name == "closure" ? 7 : 0,
            });

        ((RenderStudyTable)node.Stage).TableOf(cells, null).Notes[^1].ShouldBe(
            "Up to 31 of 10,000 resamples undefined. Definitions: docs/studies.md, epsilon.");
        StudyNotes.Reading("epsilon", []).ShouldBe("Definitions: docs/studies.md, epsilon.");
    }

    [Fact]
    public void Other_tables_have_no_more_lines_either()
    {
        var difference = MadeUpMetrics.Estimate(new MetricAt(0, "accuracy-subgroup", "collective - none"), seeds: 5) with
        {
            UndefinedResamples = 9_999,
            IsWithoutSpread = true,
        };
        var test = new PermutationResult("accuracy-subgroup", "collective - none", 0.1, 0.01, 10_000);
        Table[] tables =
        [
            new RenderContrastsTable("embedded", "shared-perturbation") { Contrasts = null! }.TableOf(
                [new MeasuredContrast("a - b", difference, test)]),
            new RenderPreprocessingTable("embedded") { Choices = [] }.TableOf(
                [new PreprocessingChoice([new PreprocessingTrial("sharpen", 5, 1_000)], 0)]),
        ];

        tables.ShouldAllBe(table => table.NoteLines <= MostLines);
    }

    [Fact]
    public void Lines_of_notes_are_counted_as_the_printed_page_breaks_them() =>
        new Table
        {
            Name = "t",
            Caption = "",
            Columns = [],
            Rows = [],
            Notes = [new string('a', Table.NoteCharacters), new string('a', Table.NoteCharacters + 1), "a"],
        }.NoteLines.ShouldBe(
            4);
}
