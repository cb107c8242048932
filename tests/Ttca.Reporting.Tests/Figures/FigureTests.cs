using System.Text;
using Ttca.Reporting.Figures;

namespace Ttca.Reporting.Tests.Figures;

public sealed class FigureTests
{
    public static TheoryData<string> Names => new(Samples.All().Keys);

    [Theory, MemberData(nameof(Names))]
    public void Render_gives_pdf_svg_and_png(string name)
    {
        var files = Samples.All()[name].Render();

        files.Select(f => f.Extension).ShouldBe(["pdf", "svg", "png"]);
        Encoding.ASCII.GetString(files[0].Bytes, 0, 5).ShouldBe("%PDF-");
        Encoding.ASCII.GetString(files[1].Bytes).ShouldContain("<svg ");
        files[2].Bytes[..8].ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
    }
}
