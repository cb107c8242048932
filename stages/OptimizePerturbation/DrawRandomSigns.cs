using Ttca.Collective;
using Ttca.Learning;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>Control: noise of the same size, +epsilon or -epsilon at random for every value of every class.</summary>
[PartOf("OptimizePerturbation")]
public sealed record DrawRandomSigns(PixelFraction Epsilon, int Classes, int Height, int Width, int Seed) : IStage<Perturbation>, ISeeded
{
    public Perturbation Run(StageContext context) =>
        Perturbation.RandomSigns(Classes, Height, Width, Epsilon, context.Seed);
}
