using System.Text;
using Ttca.Pipeline;
using Ttca.Reporting.Figures;
using Ttca.Reporting.Tables;

namespace Ttca.Stages;

/// <summary>Files for the folder of results.</summary>
/// <param name="Files">Content by path within that folder, such as <c>figures/epsilon.pdf</c>.</param>
public sealed record RenderedFiles(IReadOnlyDictionary<string, byte[]> Files)
{
    public RenderedFiles(IEnumerable<(string Path, byte[] Content)> files)
        : this(files.ToDictionary(file => file.Path, file => file.Content, StringComparer.Ordinal))
    {
    }

    /// <summary>A figure in all its formats: <c>figures/NAME.pdf</c> and so on, with its caption in <c>figures/NAME.txt</c>.</summary>
    /// <param name="name">Of the files.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="caption">What it shows, in sentences.</param>
    /// <param name="progress">Told which signs of its text no font has.</param>
    public static RenderedFiles Of(string name, Figure figure, string caption, IStageProgress progress)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(progress);
        var files = figure.Render(out var missing);
        if (missing.Count > 0)
        {
            progress.Log(
                $"figures/{name} shows codes for signs that no font of this machine has: {string.Join(", ", missing)}; install a "
                    + $"font that has them, such as Noto Sans, and run in an empty store");
        }

        return new(
            [.. files.Select(file => ($"figures/{name}.{file.Extension}", file.Bytes)), ($"figures/{name}.txt", Text($"{caption}\n"))]);
    }

    /// <summary>A table in all its formats: <c>tables/NAME.tex</c> and so on.</summary>
    public static RenderedFiles Of(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new(table.Render().Select(file => ($"tables/{table.Name}.{file.Extension}", Text(file.Text))));
    }

    /// <summary>UTF-8 without a byte order mark.</summary>
    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
