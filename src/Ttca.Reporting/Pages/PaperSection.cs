using System.Text.RegularExpressions;

namespace Ttca.Reporting.Pages;

/// <summary>One question of the paper with the figure and the table that answer it.</summary>
/// <param name="Name">File name of figure and table without folder and extension: lower-case letters, digits and hyphens.</param>
/// <param name="Question">The heading.</param>
/// <param name="Caption">Of the figure; may be empty.</param>
public sealed partial record PaperSection(string Name, string Question, string Caption)
{
    /// <summary>Whether there is a figure of that name.</summary>
    public bool HasFigure { get; init; } = true;

    /// <summary>Whether there is a table of that name.</summary>
    public bool HasTable { get; init; } = true;

    /// <summary>
    /// What the question compares and what the columns of its table mean, on the web page; a paragraph each, beginning with <c>- </c> where
    /// it is of a list.
    /// </summary>
    public IReadOnlyList<string> Guide { get; init; } = [];

    /// <exception cref="ArgumentException">The name can't be one of a file or a label.</exception>
    internal void Check()
    {
        if (!NamePattern().IsMatch(Name))
        {
            throw new ArgumentException($"section name '{Name}': use lower-case letters, digits and hyphens");
        }
    }

    [GeneratedRegex("^[a-z0-9-]+$")]
    private static partial Regex NamePattern();
}

/// <summary>One line on how the experiment was set up.</summary>
/// <param name="Name">Of what, such as <c>Platform</c>.</param>
/// <param name="Text">How it was, without a full stop.</param>
public sealed record PaperSetting(string Name, string Text);
