using System.Diagnostics;
using System.Text;
using System.Xml.Linq;
using Ttca.Reporting.Figures;

namespace Ttca.Reporting.Tests.Figures;

public sealed class FigureFileTests
{
    private const string FolderVariable = "TTCA_TEST_FIGURES";

    private static readonly Dictionary<string, IReadOnlyList<FigureFile>> Files =
        Samples.All().ToDictionary(sample => sample.Key, sample => sample.Value.Render());

    public static TheoryData<string> Names => new(Samples.All().Keys);

    [Theory, MemberData(nameof(Names))]
    public void Render_gives_pdf_svg_and_png(string name)
    {
        var files = Files[name];

        files.Select(f => f.Extension).ShouldBe(["pdf", "svg", "png"]);
        Encoding.ASCII.GetString(files[0].Bytes, 0, 5).ShouldBe("%PDF-");
        XDocument.Load(new MemoryStream(files[1].Bytes)).Root!.Name.LocalName.ShouldBe("svg");
        files[2].Bytes[..8].ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
    }

    [Fact]
    public void Render_in_another_process_gives_the_same_bytes()
    {
        var folder = Directory.CreateTempSubdirectory("ttca-figures-");
        try
        {
            RenderElsewhere(folder.FullName);

            foreach (var (name, files) in Files)
            {
                foreach (var file in files)
                {
                    var other = File.ReadAllBytes(Path.Combine(folder.FullName, $"{name}.{file.Extension}"));
                    other.AsSpan().SequenceEqual(file.Bytes).ShouldBeTrue($"{name}.{file.Extension}");
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Not a test: what the other process runs.</summary>
    [Fact(Explicit = true)]
    public void Write_samples()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable)!;
        foreach (var (name, files) in Files)
        {
            foreach (var file in files)
            {
                File.WriteAllBytes(Path.Combine(folder, $"{name}.{file.Extension}"), file.Bytes);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Svg_needs_no_font(string name)
    {
        var svg = Rendered(name, "svg");

        var document = XDocument.Load(new MemoryStream(svg.Bytes));
        document.Descendants().Select(e => e.Name.LocalName).ShouldNotContain("text");
        document.Descendants().Where(e => e.Attribute("aria-label") is not null)
            .ShouldAllBe(e => ((string)e.Attribute("d")!).Length > 20);
    }

    [Theory, MemberData(nameof(Names))]
    public void Pdf_embeds_its_font_and_holds_no_date(string name)
    {
        var pdf = Encoding.Latin1.GetString(Rendered(name, "pdf").Bytes);

        pdf.ShouldContain("/FontFile2");
        pdf.ShouldContain("OpenSans");
        pdf.ShouldNotContain("Date");
    }

    [Fact]
    public void Png_of_178_millimetres_has_300_dots_per_inch()
    {
        var png = Rendered("collective-size", "png").Bytes;

        var width = (png[16] << 24) | (png[17] << 16) | (png[18] << 8) | png[19];     // IHDR, big-endian
        width.ShouldBe(2102);       // 178 mm / 25.4 mm * 300
    }

    [Fact]
    public void Svg_of_178_millimetres_says_so() =>
        ((string)XDocument.Load(new MemoryStream(Rendered("collective-size", "svg").Bytes)).Root!.Attribute("width")!).ShouldBe("178mm");

    private static FigureFile Rendered(string name, string extension) => Files[name].Single(f => f.Extension == extension);

    private static void RenderElsewhere(string folder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                "exec", typeof(FigureFileTests).Assembly.Location, "-explicit", "only",
                "-method", $"{typeof(FigureFileTests).FullName}.{nameof(Write_samples)}",
            },
            RedirectStandardOutput = true,
            Environment = { [FolderVariable] = folder },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, output);
    }
}
