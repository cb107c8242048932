namespace Ttca.Reporting.Pages;

/// <summary>What a test says of a claim.</summary>
public enum PaperVerdict
{
    Supported,
    NotSupported,

    /// <summary>Its effect went past what is claimed.</summary>
    OverCorrected,

    /// <summary>Nothing can be said, for whatever reason.</summary>
    Inconclusive,
    NotTested,
}

/// <summary>A claim of the paper with its verdict, as a page shows it.</summary>
public sealed record PaperClaim
{
    /// <summary>Such as <c>C1</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What the paper says.</summary>
    public required string Statement { get; init; }

    /// <summary>How that is tested.</summary>
    public required string Test { get; init; }

    public required PaperVerdict Verdict { get; init; }

    /// <summary>The verdict in words, which may say more.</summary>
    public required string VerdictText { get; init; }

    /// <summary>What was measured, or why nothing was.</summary>
    public required string Measure { get; init; }

    /// <summary>With its interval; empty where the claim is no matter of a number.</summary>
    public string Effect { get; init; } = "";

    /// <summary>What the effect has to be read with: the control, seeds and images; may be empty.</summary>
    public string Beside { get; init; } = "";

    /// <summary>Ids of the nodes that it rests on.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];
}
