using System.Globalization;
using System.Xml.Linq;
using CsCheck;
using Microsoft.VisualBasic.FileIO;
using Ttca.Fairness;
using Ttca.Reporting.Tables;

namespace Ttca.Reporting.Tests.Tables;

public sealed class TableTests
{
    [Theory, InlineData("tex"), InlineData("md"), InlineData("csv"), InlineData("html")]
    public void Render_of_the_sample_equals_the_committed_file(string extension)
    {
        var expected = System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Expected", $"collective-size.{extension}"));

        SampleTables.Conditions().Render().Single(f => f.Extension == extension).Text.ShouldBe(expected);
    }

    [Fact]
    public void Csv_of_any_text_is_read_back_by_another_parser() =>
        Gen.String[Gen.Char["ab,\"\n;|é"], 1, 12].Where(text => text.Trim() == text && !text.Contains("\n\n")).Sample(text =>
        {
            var csv = File(One(text), "csv");
            using var parser = new TextFieldParser(new StringReader(csv)) { TrimWhiteSpace = false, HasFieldsEnclosedInQuotes = true };
            parser.SetDelimiters(",");
            parser.ReadFields().ShouldBe(["a", "b"]);
            parser.ReadFields()!.ShouldBe([text, "x"]);
        });

    [Fact]
    public void Csv_keeps_every_bit_of_a_number() =>
        Gen.Double.Where(double.IsFinite).Sample(number =>
        {
            var field = File(One(number), "csv").Split("\r\n")[1].Split(',')[0];
            double.Parse(field, CultureInfo.InvariantCulture).ShouldBe(number);
        });

    [Theory]
    [InlineData(0.621, 0.55, 0.7, "0.62 [0.55, 0.70]")]             // width 0.15: 2 decimals
    [InlineData(0.6214, 0.611, 0.632, "0.621 [0.611, 0.632]")]      // width 0.021: 3 decimals
    [InlineData(1.3, 0.4, 2.6, "1.30 [0.40, 2.60]")]                // never fewer than 2
    [InlineData(-0.004, -0.1, 0.09, "0.00 [-0.10, 0.09]")]          // never -0.00
    [InlineData(0.5, double.NaN, double.NaN, "0.50 [undefined]")]
    [InlineData(0.5, 0.1, double.PositiveInfinity, "0.50 [0.10, ∞]")]
    [InlineData(double.NaN, double.NaN, double.NaN, "undefined")]
    public void Interval_shows_two_digits_of_its_width(double value, double low, double high, string expected)
    {
        var estimate = new Estimate(value, low, high);

        File(
            One(estimate) with { Columns = [new("a", CellKind.Interval) { Decimals = double.IsFinite(high - low) ? null : 2 }, new("b")] },
            "md")
            .ShouldContain($" {expected} | x");
    }

    [Theory]
    [InlineData(93.14159, "93.1"), InlineData(0.93149, "0.931"), InlineData(4321.5, "4322"), InlineData(0, "0.00"), InlineData(double.NaN, "undefined")]
    public void Number_shows_three_significant_digits(double number, string expected) =>
        File(One(number), "md").ShouldContain($" {expected} | x");

    [Fact]
    public void Latex_escapes_what_latex_would_read_as_a_command() =>
        File(One(@"a_b & 50 % #1 {x} $y$ ~ ^ \z <1> ""q"" ε ≤ −1"), "tex").ShouldContain(
            @"    a\_b \& 50 \% \#1 \{x\} \$y\$ \textasciitilde{} \textasciicircum{} \textbackslash{}z $<$1$>$ ``q'' $\varepsilon$ $\le$ $-$1 & x \\");

    [Fact]
    public void Latex_row_that_begins_with_a_bracket_is_not_an_argument_of_the_line_before() =>
        File(One("[x]"), "tex").ShouldContain("    {}[x] & x \\\\\n");

    [Theory]
    [InlineData(30, @"\small"), InlineData(80, @"\small"), InlineData(88, @"\footnotesize"), InlineData(110, @"\scriptsize"), InlineData(300, @"\scriptsize")]
    public void Latex_of_a_wide_table_is_set_smaller(int characters, string size) =>
        File(One(new string('m', characters)), "tex").ShouldContain($"  {size}\n");

    /// <summary>Read by a parser that forgives nothing.</summary>
    [Fact]
    public void Html_of_any_text_is_well_formed_and_gives_it_back() =>
        Gen.String[Gen.Char["ab<>&\"'é;/ =\u0001\uFFFF\uD83D"], 1, 12].Sample(text =>
        {
            var table = One(text) with { Caption = text, RowSources = [text], Notes = [text] };

            var figure = XElement.Parse(
                File(table with { Columns = [new(text), new("b", CellKind.Count)], Rows = [[text, 7]] }, "html"),
                LoadOptions.PreserveWhitespace);

            var shown = string.Concat(text.Select(c => c is '\u0001' or '\uFFFF' or '\uD83D' ? '\uFFFD' : c));
            string[] places = ["figcaption", "th", "td", "p"];
            places.ShouldAllBe(name => figure.Descendants(name).First().Value == shown);
            figure.Descendants("a").Single().Attribute("data-source")!.Value.ShouldBe(shown);
        });

    [Theory]
    [InlineData(-0.25, "-0.25", "−0.250"), InlineData(1e-7, "1E-07", "0.0000"), InlineData(double.NaN, "", "undefined")]
    [InlineData(double.PositiveInfinity, "Infinity", "∞"), InlineData(double.NegativeInfinity, "-Infinity", "−∞")]
    public void Html_number_carries_its_exact_value(double number, string exact, string shown) =>
        File(One(number), "html").ShouldContain($"        <td data-value=\"{exact}\">{shown}</td>\n        <td>x</td>\n");

    [Theory]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)"), InlineData("+1", "'+1"), InlineData("-1", "'-1"), InlineData("@x", "'@x"), InlineData("\tx", "'\tx")]
    [InlineData("a=1", "a=1"), InlineData("", ""), InlineData("'", "'")]
    public void Csv_text_is_no_formula_of_a_spreadsheet(string text, string expected) =>
        File(One(text), "csv").Split("\r\n")[1].ShouldBe(expected + ",x");

    [Fact]
    public void Csv_number_below_zero_stays_a_number() => File(One(-0.5), "csv").Split("\r\n")[1].ShouldBe("-0.5,x");

    /// <summary>Set at the smallest size, it would still be wider than the page: it was cut off there.</summary>
    [Fact]
    public void Latex_of_text_that_is_wider_than_the_page_breaks_its_lines()
    {
        string[] cells = [new string('a', 100), new string('b', 50), "yes"];
        var latex = new Table
        {
            Name = "n",
            Caption = "c",
            Columns = [new TableColumn("One"), new TableColumn("Two"), new TableColumn("Three")],
            Rows = [[.. cells.Select(cell => (TableCell)cell)]],
        }
            .Render().Single(file => file.Extension == "tex").Text;
        var widths = System.Text.RegularExpressions.Regex
            .Matches(latex, @"p\{(\d+)pt\}")
            .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))
            .ToList();
        latex.ShouldContain($"{{@{{}}p{{{widths[0]}pt}}p{{{widths[1]}pt}}l@{{}}}}");
        widths[0].ShouldBeInRange((2 * widths[1]) - 1, (2 * widths[1]) + 1);
        widths.Sum().ShouldBeInRange(250, 345 - (2 * 6) - (5 * 3));     // the page without the spaces between columns and the third
    }

    [Fact]
    public void Latex_table_brings_the_macro_that_it_uses_and_no_other()
    {
        File(One("猫"), "tex").ShouldStartWith("\\providecommand{\\ttcaunicode}[3]{#3}\n\\begin{table}");
        File(One("cat"), "tex").ShouldStartWith("\\begin{table}");
    }

    [Fact]
    public void Render_with_sources_for_some_rows_only_throws() =>
        Should.Throw<ArgumentException>(() => (One("y") with { RowSources = ["a", "b"] }).Render())
            .Message.ShouldBe("table t has 2 row sources for 1 rows");

    [Fact]
    public void Render_of_a_row_with_too_few_cells_throws() =>
        Should.Throw<ArgumentException>(() => (One("y") with { Rows = [["y", "x"], ["y"]] }).Render())
            .Message.ShouldBe("table t, row 2 has 1 cells for 2 columns");

    [Fact]
    public void Render_of_a_cell_of_another_kind_throws() =>
        Should.Throw<ArgumentException>(() => (One("y") with { Rows = [["y", 0.5]] }).Render())
            .Message.ShouldBe("table t, row 1, column 'b' takes Text, not Number");

    [Fact]
    public void Render_of_a_name_that_cannot_be_a_label_throws() =>
        Should.Throw<ArgumentException>(() => (One("y") with { Name = "a b" }).Render())
            .Message.ShouldBe("table name 'a b': use lower-case letters, digits and hyphens");

    private static Table One(TableCell cell) => new()
    {
        Name = "t",
        Caption = "c",
        Columns = [new("a", cell.Kind), new("b")],
        Rows = [[cell, "x"]],
    };

    private static string File(Table table, string extension) => table.Render().Single(f => f.Extension == extension).Text;
}
