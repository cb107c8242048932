using System.ComponentModel.DataAnnotations;
using Ttca.Collective;

namespace Ttca.Stages.Studies;

/// <summary>Closure by size of the perturbation, beside controls of the same size.</summary>
public sealed record EpsilonStudy : IStudy
{
    public const string Name = "epsilon";

    string IStudy.Name => Name;

    public string Question => "How large must the perturbation be?";

    /// <summary>Largest changes of a pixel value to try, as fractions of 255.</summary>
    [Length(1, 32)]
    public IReadOnlyList<PixelFraction> Values { get; init; } = [new(4), new(8), new(16)];

    public StudyResults Plan(ExperimentPlan plan)
    {
        var values = Values.OrderBy(value => value.Pixels).ToList();
        var epsilon = plan.Experiment.Perturbation.Epsilon;
        var allProxies = values.Contains(epsilon) ? AllProxies.Of(plan, TickOf(epsilon)) : null;
        plan = plan.OfFirstProxies;
        var curves = new Curves
        {
            Study = Name,
            Question = Question,
            Variable = "epsilon",
            AxisTitle = "Epsilon, largest change of a pixel value",
            IsLogarithmic = false,
            Values = [.. values.Select(TickOf)],
            Constant = [Conditions.None, Conditions.Preprocess],
            Shown = "Accuracy of the subgroup and closure of the gap, by size of the perturbation.",
            Largest = $"Perturbations of {values[^1]}",
            Epsilons = values,
            Setting = plan.Pool,
            AllProxies = allProxies,
        };
        plan.AddContrasts(Name, values.Zip(values.Skip(1), (smaller, larger) =>
            new Contrast($"epsilon {larger} - {smaller}", plan.Collective(plan.Members, larger), plan.Collective(plan.Members, smaller))));
        return CurveStudy.Plan(plan, curves, values.Select(value => plan.BootstrapControlled(plan.Members, value)));
    }

    private static CurveTick TickOf(PixelFraction epsilon) => new(epsilon.Pixels, $"{epsilon}");
}
