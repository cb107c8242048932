using Ttca.Datasets;
using Ttca.Reporting.Figures.Grids;

namespace Ttca.Stages.Tests;

/// <summary>The figure of examples, of made-up images.</summary>
public sealed class PictureTests
{
    [Fact]
    public void Dark_images_are_shown_brightened_too_and_what_was_changed_amplified()
    {
        var figure = Examples(before: 50, after: 54);

        figure.Rows
            .Select(row => row.Title)
            .ShouldBe(
                ["as submitted now", "brightened × 5.1", "with the collective's perturbation", "brightened × 5.1", "what was changed"]);
        figure.Rows[0].Cells.Select(cell => (cell.Caption, cell.Verdict)).ShouldBe([("cat", Verdict.Wrong)]);
        figure.Rows[2].Cells.Select(cell => (cell.Caption, cell.Verdict)).ShouldBe([("dog", Verdict.Correct)]);
        figure.Rows[4].Cells[0].Image.ValueAt(0).ShouldBe((byte)191);      // 4 of 8 is half of full range above mid-grey
        figure.Rows[1].Cells[0].Image.ValueAt(0).ShouldBe((byte)255);
        figure.Note!.ShouldContain("black −8/255");
    }

    [Fact]
    public void Bright_images_are_not_brightened() =>
        Examples(before: 230, after: 235).Rows
            .Select(row => row.Title)
            .ShouldBe(["as submitted now", "with the collective's perturbation", "what was changed"]);

    private static ImageGrid Examples(byte before, byte after) =>
        RenderExamples.FigureOf(Images(before), Images(after), [[0], [1]], ["cat", "dog"], new(8));

    private static ImageSet Images(byte value) => new([.. Enumerable.Repeat(value, 3 * 4)], [1], [Group.Subgroup], 2, 2);
}
