using Ttca.Learning.Training;
using static TorchSharp.torch;

namespace Ttca.Learning.Tests.Training;

public sealed class TorchRuntimeTests
{
    [Fact]
    public void Configure_for_a_GPU_that_is_not_there_says_what_to_do()
    {
        Assert.SkipWhen(TorchRuntime.CudaIsAvailable, "this is a build for GPUs, with one at hand");

        Should.Throw<InvalidOperationException>(() => TorchRuntime.Configure(1, "cuda")).Message.ShouldBe(
            "This build computes on the CPU only. Use --device cpu, or, on a machine with an NVIDIA GPU and its driver, " +
            "build with -p:TorchBackend=cuda and run again.");
        TorchRuntime.Device.type.ShouldBe(TorchSharp.DeviceType.CPU);
    }

    [Fact]
    public void Configure_of_an_unknown_device_names_those_that_there_are() =>
        Should.Throw<ArgumentException>(() => TorchRuntime.Configure(1, "tpu")).Message
            .ShouldBe("There is no device 'tpu'. There are: cpu, cuda. (Parameter 'device')");

    [Fact]
    public void Configure_sets_the_threads()
    {
        TorchRuntime.Configure(1, "cpu");

        get_num_threads().ShouldBe(1);
        get_num_interop_threads().ShouldBe(1);
    }
}
