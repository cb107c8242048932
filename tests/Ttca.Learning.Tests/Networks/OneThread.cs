using Ttca.Learning.Tests.Networks;
using Ttca.Learning.Training;

[assembly: AssemblyFixture(typeof(OneThread))]

namespace Ttca.Learning.Tests.Networks;

/// <summary>Tests run side by side; more threads in each would only be in each other's way.</summary>
public sealed class OneThread
{
    public OneThread() => TorchRuntime.Configure(threads: 1, device: "cpu");
}
