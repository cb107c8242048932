using System.Globalization;
using Ttca.Collective;
using Ttca.Learning;

namespace Ttca.Stages;

/// <summary>What tables say of epsilon that no metric tells.</summary>
internal static class ControlNotes
{
    private const int Most = 4;     // of them fit a line

    /// <summary>Epsilon in units of what it changes.</summary>
    public static string Epsilons(PixelDeviations pixels, IReadOnlyList<PixelFraction> epsilons)
    {
        var (first, others) = (epsilons[0], epsilons.Skip(1).Take(Most - 1).Select(epsilon => string.Create(CultureInfo.InvariantCulture, $"; {epsilon}: {epsilon.Pixels / pixels.Subgroup:0.00}")));
        return string.Create(CultureInfo.InvariantCulture,
            $"Epsilon {first} is {first.Pixels / pixels.Subgroup:0.00} of the subgroup's pixel deviation, as {first.Pixels * pixels.Majority / pixels.Subgroup:0.#}/255 of the majority's{string.Concat(others)}.");
    }
}
