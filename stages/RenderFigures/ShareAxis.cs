using Ttca.Reporting.Figures;

namespace Ttca.Stages;

/// <summary>Axes of what is mostly a share, such as an accuracy.</summary>
internal static class ShareAxis
{
    private const double Break = 0.5;

    /// <param name="title">What is measured.</param>
    /// <param name="minimum">Least value shown; null: what the data need. An axis that would begin at 0 has a break where all lies above one half.</param>
    public static Axis Of(string title, double? minimum) => new() { Title = title, Minimum = minimum, BreakAbove = minimum == 0 ? Break : null };
}
