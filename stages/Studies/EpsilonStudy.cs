using System.ComponentModel.DataAnnotations;
using Ttca.Collective;
using Ttca.Learning;
using Ttca.Reporting.Figures;

namespace Ttca.Stages.Studies;

/// <summary>Closure by size of the perturbation, beside controls of the same size.</summary>
public sealed record EpsilonStudy : IStudy
{
    public const string Name = "epsilon";

    string IStudy.Name => Name;

    public string Question => "How large must the perturbation be?";

    /// <summary>Largest changes of a pixel value to try, as fractions of 255.</summary>
    [Length(1, 32)]
    [Range(typeof(PixelFraction), "1/255", "64/255")]
    public IReadOnlyList<PixelFraction> Values { get; init; } = [new(4), new(8), new(16)];

    public StudyResults Plan(ExperimentPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var values = Values.Order().ToList();
        return CurveStudy.Plan(plan, new Curves(Name)
        {
            Question = Question,
            Variable = "epsilon",
            X = new Axis { Title = "Epsilon, largest change of a pixel value" },
            Values = [.. values.Select(value => (TickOf(value), plan.WithEpsilon(value)))],
            Constant = [Conditions.None, Conditions.Preprocess],
            Shown = "Accuracy of the subgroup and closure of the gap, by size of the perturbation.",
            Largest = $"Perturbations of {values[^1]}",
            Epsilons = values,
            Setting = plan.SettingButEpsilon,
            AllProxiesAt = values.Contains(plan.Epsilon) ? TickOf(plan.Epsilon) : null,
            ContrastName = values => $"epsilon {values.Larger} - {values.Smaller}",
        });
    }

    private static AxisTick TickOf(PixelFraction epsilon) => new(epsilon.Pixels, $"{epsilon}");
}
