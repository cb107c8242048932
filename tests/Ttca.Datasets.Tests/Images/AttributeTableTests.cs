using System.Text;
using Ttca.Datasets;
using Ttca.Datasets.Images;

namespace Ttca.Datasets.Tests.Images;

/// <summary>Tables as spreadsheets and scripts write them, and as nobody should.</summary>
public sealed class AttributeTableTests
{
    private const string Remedy = "Save it as UTF-8 (spreadsheets call it \"CSV UTF-8\").";

    [Fact]
    public void Read_takes_the_mark_of_UTF8_and_any_line_ends_and_spaces_around_commas()
    {
        var table = Read([0xEF, 0xBB, 0xBF, .. "file , race\r\n b.png, White\r\n\r\n\"a.png\" ,\"Asian, East\" \r\n"u8]);

        table.Attributes.ShouldBe(["race"]);
        table.Rows.Select(row => (row.File, row.Line, row.Values[0])).ShouldBe([("a.png", 4, "Asian, East"), ("b.png", 2, "White")]);
    }

    [Theory]
    [InlineData("utf-16", "is UTF-16 (it begins with FFFE), expected UTF-8. ")]
    [InlineData("utf-16BE", "is UTF-16 (it begins with FEFF), expected UTF-8. ")]
    [InlineData("utf-32", "is UTF-32 (it begins with FFFE), expected UTF-8. ")]
    public void Read_of_another_Unicode_encoding_is_refused_with_its_name(string encoding, string problem)
    {
        var other = Encoding.GetEncoding(encoding);
        Refusal([.. other.GetPreamble(), .. other.GetBytes("file,race\na.png,Black\n")]).ShouldBe(problem + Remedy);
    }

    [Fact]
    public void Read_of_text_that_is_not_UTF8_is_refused_with_its_line()
    {
        Refusal([.. "file,race\ra.png,Black\r\nb.png,M"u8, 0xE9, .. "tis\n"u8]).ShouldBe(
            $"line 3 is not UTF-8: byte E9 after 'b.png,M'. {Remedy}");
        Refusal(Encoding.Unicode.GetBytes("file,race\n")).ShouldBe(
            $"line 1 holds a NUL: it is UTF-16 or no text, expected UTF-8. {Remedy}");
        Refusal("file,race\na.png,\uFFFD\uFFFD\n").ShouldBe(
            "line 2 holds U+FFFD, which stands for a character that was lost when the file was converted: convert the original to "
                + "UTF-8 again.");
    }

    [Theory]
    [InlineData("a.png,5\" lens,x", "5\" lens")]
    [InlineData("a.png,lens 5\",x", "lens 5\"")]
    [InlineData("a.png,\"5\"\" lens\",x", "5\" lens")]
    public void Read_quote_within_a_value_stands_for_itself(string row, string value) =>
        Read($"file,race,other\n{row}\n").Rows.Single().Values.ShouldBe([value, "x"]);

    [Theory]
    [InlineData("a.png,\"5\" lens,x\nb.png,y,z", "line 3, column 2: the value '\"5\" lens' begins with a quote that doesn't end it.")]
    [InlineData("a.png,x,\"y\nb.png,y,z", "line 3, column 3: the value '\"y[U+000A]b.png,y,z' begins with a quote that doesn't end it.")]
    [InlineData("a.png,\"x\r\nb.png\",\"y\r\nc", "line 4, column 3: the value '\"y[U+000D][U+000A]c' begins with a quote that "
        + "doesn't end it.")]
    [InlineData("\"a.png,x,y\nb.png,y,z", "line 3, column 1: the value '\"a.png,x,y[U+000A]b.png,y,z' begins with a quote that "
        + "doesn't end it.")]
    public void Read_quote_that_is_not_closed_is_refused_with_its_place(string rows, string problem) =>
        Refusal($"file,race,other\nz.png,z,z\n{rows}\n").ShouldBe(
            problem + " Close it, or write a quote within quotes twice: \"5\"\" lens\".");

    [Fact]
    public void Read_value_over_several_lines_is_refused() => Refusal("file,race\na.png,\"x\nb.png,y\"\n").ShouldBe(
        "line 2, column 2: the value 'x[U+000A]b.png,y' goes over a line's end, or has more than 1000 characters: is a quote not closed?");

    [Theory]
    [InlineData("race,file\n", "the first line is 'race,file'; expected file and 1 to 32 attributes, such as file,race,gender.")]
    [InlineData("file;race\n", "the first line is 'file;race'; expected file and 1 to 32 attributes, such as file,race,gender.")]
    [InlineData("file,class\n", "the first line is 'file,class'; each name must be there once, and 'class' is the class of an image.")]
    [InlineData("file,race,Race\n", "the first line is 'file,race,Race'; each name must be there once, and 'class' is the class of "
        + "an image.")]
    [InlineData("file,race\na,b,c\n", "line 2 has 3 values, expected 2, the first not empty: a,b,c")]
    [InlineData("file,race\n,b\n", "line 2 has 2 values, expected 2, the first not empty: ,b")]
    [InlineData("file,race\na,b\n./a,c\n", "line 3 tells of a a second time, after line 2.")]
    [InlineData("", "the first line is ''; expected file and 1 to 32 attributes, such as file,race,gender.")]
    public void Read_of_a_wrong_table_is_refused_with_its_place(string text, string problem) => Refusal(text).ShouldBe(problem);

    [Fact]
    public void Read_is_bounded_before_memory_is_taken()
    {
        Refusal("file,race\n" + new string(',', 40_000)).ShouldBe("line 2 has 40000 characters, more than the 33099 that are accepted.");
        Refusal("file,race\na.png," + new string('x', 1001)).ShouldBe(
            $"line 2, column 2: the value '{new string('x', 60)}...' goes over a line's end, or has more than 1000 characters: is a "
                + $"quote not closed?");
        Refusal(new string('\n', 1_000_001)).ShouldBe("has more than 1000000 lines.");
        Should.Throw<DatasetException>(
            () => AttributeTable.Read(new DataFiles("folder", ["t.csv"], _ => new EndlessStream()), "t.csv")).Message
            .ShouldBe($"{Path.Combine("folder", "t.csv")}: is larger than 67108864 bytes.");
    }

    private static AttributeTable Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static AttributeTable Read(byte[] content) =>
        AttributeTable.Read(new DataFiles("folder", ["t.csv"], _ => new MemoryStream(content)), "t.csv");

    private static string Refusal(string text) => Refusal(Encoding.UTF8.GetBytes(text));

    private static string Refusal(byte[] content)
    {
        var message = Should.Throw<DatasetException>(() => Read(content)).Message;
        message.ShouldStartWith($"{Path.Combine("folder", "t.csv")}: ");
        return message[(Path.Combine("folder", "t.csv").Length + 2)..];
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override long Length => long.MaxValue;
    }
}
