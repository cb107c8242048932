namespace Ttca.Reporting.Figures;

/// <summary>The file formats that every figure is written in.</summary>
public enum FigureFormat
{
    /// <summary>Vector, fonts embedded: for LaTeX.</summary>
    Pdf,

    /// <summary>Vector, text as outlines: for web pages; looks the same without any font installed.</summary>
    Svg,

    /// <summary>Pixels, <see cref="Figure.PngDotsPerInch"/>: for a README or slides.</summary>
    Png,
}

/// <summary>A rendered figure in one format.</summary>
/// <param name="Format">The format of <paramref name="Bytes"/>.</param>
/// <param name="Bytes">The whole file: equal figures give equal bytes.</param>
public sealed record FigureFile(FigureFormat Format, byte[] Bytes)
{
    /// <summary>The file name's extension, without a dot: <c>pdf</c>, <c>svg</c> or <c>png</c>.</summary>
    public string Extension => Format switch
    {
        FigureFormat.Pdf => "pdf",
        FigureFormat.Svg => "svg",
        _ => "png",
    };
}
