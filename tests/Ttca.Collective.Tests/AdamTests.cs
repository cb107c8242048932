using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ttca.Collective.Tests;

public sealed class AdamTests
{
    [Fact]
    public void Step_equals_libtorch_s_Adam_over_many_steps()
    {
        using var scope = NewDisposeScope();
        var random = new Random(1);
        var values = zeros(64);
        using var own = new Adam(values, rate: 0.01);
        var parameter = new Parameter(values.clone());
        using var reference = optim.Adam([parameter], lr: 0.01);

        for (int step = 0; step < 25; step++)
        {
            var gradient = tensor(Enumerable.Range(0, 64).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray());
            own.Step(gradient);
            parameter.grad = gradient.clone();
            reference.step();
        }

        values.data<float>().ToArray().ShouldBe(parameter.data<float>().ToArray(), 1e-6);
    }
}
