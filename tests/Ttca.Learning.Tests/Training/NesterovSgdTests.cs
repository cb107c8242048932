using TorchSharp.Modules;
using Ttca.Learning.Networks;
using Ttca.Learning.Tests.Networks;
using Ttca.Learning.Training;
using static TorchSharp.torch;

namespace Ttca.Learning.Tests.Training;

public sealed class NesterovSgdTests
{
    /// <summary>libtorch's own optimiser, on the same gradients, with decay for matrices and filters only.</summary>
    [Fact]
    public void Step_is_that_of_torch_optim_SGD()
    {
        using var scope = NewDisposeScope();
        using var network = Architectures.Create("resnet8", 10, 8, 8, 1);
        var reference = network.Module.parameters().Select(p => new Parameter(p.detach().clone())).ToList();
        var groups = new[]
        {
            new SGD.ParamGroup(
                reference.Where(p => p.dim() > 1),
                new SGD.Options { LearningRate = 0.1, momentum = 0.9, nesterov = true, weight_decay = 0.01 }),
            new SGD.ParamGroup(
                reference.Where(p => p.dim() == 1),
                new SGD.Options { LearningRate = 0.1, momentum = 0.9, nesterov = true, weight_decay = 0 }),
        };
        using var sgd = optim.SGD(groups, 0.1, momentum: 0.9, nesterov: true);
        using (var flat = new FlatParameters(network.Weights, ScalarType.Float32))
        {
            using var ours = new NesterovSgd(flat, momentum: 0.9, weightDecay: 0.01);
            var weights = network.Weights.ToList();
            for (var step = 0; step < 3; step++)
            {
                flat.ZeroGradients();
                foreach (var (parameter, theirs) in network.Module.parameters().Zip(reference))
                {
                    var gradient = randn(theirs.shape);
                    weights.Single(w => ReferenceEquals(w.Stored, parameter)).InUse.grad!.add_(gradient);
                    theirs.grad = gradient;
                }

                ours.Step(0.1);
                sgd.step();
            }

            flat.Store();
        }

        foreach (var (ours, theirs) in network.Module.parameters().Zip(reference))
        {
            (ours - theirs).abs().max().item<float>().ShouldBeLessThan(1e-5f);
        }
    }

    [Fact]
    public void Low_precision_products_see_the_rounded_master_weights()
    {
        using var scope = NewDisposeScope();
        using var network = Architectures.Create("vgg-small", 10, 8, 8, 1);
        using var flat = new FlatParameters(network.Weights, ScalarType.BFloat16);

        foreach (var weight in network.Weights)
        {
            weight.InUse.dtype.ShouldBe(weight.AllowsLowPrecision ? ScalarType.BFloat16 : ScalarType.Float32);
            var rounded = weight.Stored.to_type(weight.InUse.dtype);
            (weight.InUse - rounded).abs().max().to_type(ScalarType.Float32).item<float>().ShouldBe(0);
        }
    }

    [Fact]
    public void The_sum_of_many_small_steps_is_not_lost_to_rounding()
    {
        using var scope = NewDisposeScope();
        using var network = Architectures.Create("mlp", 10, 8, 8, 1);
        var first = network.Module.get_parameter("features.0.weight")!;
        var before = first.detach().clone();
        using (var flat = new FlatParameters(network.Weights, ScalarType.BFloat16))
        {
            using var optimizer = new NesterovSgd(flat, momentum: 0, weightDecay: 0);
            for (var step = 0; step < 100; step++)
            {
                flat.ZeroGradients();
                network.Weights.Single(w => ReferenceEquals(w.Stored, first)).InUse.grad!.fill_(1);
                optimizer.Step(1e-5);                       // far below the spacing of bfloat16 numbers around 0.1
            }

            flat.Store();
        }

        var change = first - before;
        (change + 1e-3).abs().max().item<float>().ShouldBeLessThan(1e-5f);
    }
}
