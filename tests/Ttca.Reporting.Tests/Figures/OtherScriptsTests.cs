using Ttca.Fairness;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Figures.Bars;

namespace Ttca.Reporting.Tests.Figures;

/// <summary>Names that the font of the figures lacks signs for.</summary>
public sealed class OtherScriptsTests
{
    [Fact]
    public void Sign_of_no_font_is_shown_by_its_code_and_named()
    {
        var figure = Bars("cat \U0010FFFD");     // for private use: no font has it

        Drawn.Labels(figure).ShouldContain("cat U+10FFFD");
        figure.Render(out var missing);
        missing.ShouldBe(["\U0010FFFD (U+10FFFD)"]);
    }

    [Fact]
    public void Signs_of_the_font_of_figures_miss_nothing()
    {
        var figure = Bars("Łódź, Erdős, ğ, ε ≤ 8/255");

        Drawn.Labels(figure).ShouldContain("Łódź, Erdős, ğ, ε ≤ 8/255");
        figure.Render(out var missing);
        missing.ShouldBeEmpty();
    }

    /// <summary>Where some font of the machine has them, they are outlines in every format, as wide as they were measured.</summary>
    [Theory, InlineData("猫"), InlineData("קלאס"), InlineData("हिन्दी")]
    public void Signs_of_another_font_are_drawn_as_outlines(string name)
    {
        Assert.SkipWhen(OtherScripts.FamilyOf(name) is null, "no font of this machine has these signs");
        var figure = Bars("a " + name);

        Drawn.Labels(figure).ShouldContain("a");
        Drawn.Labels(figure).ShouldAllBe(
            label => !label.Contains(name, StringComparison.Ordinal) && !label.Contains("U+", StringComparison.Ordinal));
        figure.Render(out var missing);
        missing.ShouldBeEmpty();
        (CanvasText.Width("a " + name, TextSize.Normal) - CanvasText.Width("a ", TextSize.Normal)).ShouldBeGreaterThan(TextSize.Normal / 2);
    }

    /// <summary>The first word stands right.</summary>
    [Fact]
    public void Words_of_a_script_from_the_right_stay_in_one_piece()
    {
        Assert.SkipWhen(OtherScripts.FamilyOf("קלאס") is null, "no font of this machine has these signs");
        using var font = PaperFont.Create(TextSize.Normal);

        OtherScripts.PiecesOf("a קלאס אחד b", font).Select(piece => (piece.Text, piece.Font is null))
            .ShouldBe([("a ", true), ("קלאס אחד", false), (" b", true)]);
    }

    [Fact]
    public void Long_name_is_broken_between_signs_and_never_within_one() =>
        CanvasText.WrapWithin("กำ\U0010FFFDe\u0301e\u0301e\u0301", width: 1, TextSize.Normal)
            .ShouldBe(["กำ", "\U0010FFFD", "e\u0301", "e\u0301", "e\u0301"]);

    private static BarFigure Bars(string name) => EstimateSamples.Defences() with
    {
        Panels = [EstimateSamples.Defences().Panels[0] with { Groups = [new(name, [new("none", Samples.Measured(new(0.4, 0.3, 0.5)))])] }],
    };
}
