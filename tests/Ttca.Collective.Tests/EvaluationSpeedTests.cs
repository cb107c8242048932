using System.Diagnostics;
using Ttca.Datasets;
using Ttca.Learning.Data;
using Ttca.Learning.Networks;
using Ttca.Learning.Training;

namespace Ttca.Collective.Tests;

/// <summary>
/// What evaluation costs, against asking the network as it was trained about every image twice under each condition. Too long for every
/// run, so on demand: <c>dotnet tests/Ttca.Collective.Tests/bin/Debug/net10.0/Ttca.Collective.Tests.dll -explicit only -class
/// Ttca.Collective.Tests.EvaluationSpeedTests -showliveoutput</c>.
/// </summary>
public sealed class EvaluationSpeedTests(ITestOutputHelper output)
{
    private const int Rounds = 3;

    [Fact(Explicit = true)]
    public void Evaluate_gives_three_times_the_answers_per_second()
    {
        TorchRuntime.Configure(threads: 1, device: "cpu");   // as a worker
        var data = EmbeddedDataset.Draw(trainImages: 3_000, testImages: 2_000, seed: 1);
        var disparity = new DisparityParameters();
        var network = Trained(Disparity.ForTraining(data.Train, disparity, seed: 1));
        using var platform = new PlatformModel(network);
        var test = Disparity.ForTest(data.Test, disparity, seed: 2);
        using var frozen = network.Freeze(Precision.Bfloat16);
        var own = Disparity.ApplySubgroup(data.Train.Take(500), disparity.Subgroup, seed: 1);
        var conditions = new Dictionary<string, Perturbation>
        {
            ["none"] = Perturbation.None(10, 32, 32),
            ["random"] = Perturbation.RandomSigns(10, 32, 32, new(4), seed: 1),
            ["white-box"] = UniversalPerturbation.Optimize(
                frozen, own, new PerturbationParameters { Epsilon = new(4), Steps = 30, Precision = Precision.Bfloat16 }, seed: 1),
        };
        var read = conditions.Count * (test.Count + test.InGroup(Group.Subgroup).Count);   // what metrics read
        var (before, after) = (new Clock(), new Clock());

        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (name, perturbation) in conditions)
            {
                var claimed = Evaluator.ClaimedClasses(test.Labels, 10, seed: 1);
                var (labels, _) = before.Take(() =>
                    (Labels(network, test, perturbation, test.Labels), Labels(network, test, perturbation, claimed)));
                var condition = new Dictionary<string, Perturbation> { [name] = perturbation };
                var evaluation = after.Take(() =>
                    Evaluator.Evaluate(
                        platform.Open(AnswerKind.Label, Evaluator.QueriesNeeded(test, [perturbation])), test, condition, seed: 1));
                evaluation[name].Predictions.ShouldBe(labels);
            }
        }

        output.WriteLine($"before {before.PerSecond(Rounds * read)}, after {after.PerSecond(Rounds * read)}; {platform.Computed}");
        (before.Processor / after.Processor).ShouldBeGreaterThan(3);
    }

    private static Network Trained(ImageSet images)
    {
        var network = Architectures.Create("resnet8", classes: 10, height: 32, width: 32, seed: 1);
        Trainer.Train(
            network, images.ReadAll(), Trainer.OneHot(images.Labels, 10), new TrainingParameters { Epochs = 6, BatchSize = 64 }, seed: 1);
        return network;
    }

    private static int[] Labels(Network network, ImageSet test, Perturbation perturbation, int[] classOfEach) =>
    [
        .. perturbation.Apply(test, classOfEach).Parts(Evaluator.ImagesAtOnce)
            .SelectMany(part => Answers.MostProbable(network.Probabilities(part.ReadAll(), part.Count), 10)),
    ];

    private sealed class Clock
    {
        private readonly Stopwatch _wall = new();

        /// <summary>Of the whole process: other work on the machine counts less in it.</summary>
        public TimeSpan Processor { get; private set; }

        public T Take<T>(Func<T> work)
        {
            var start = Environment.CpuUsage.TotalTime;
            _wall.Start();
            var result = work();
            _wall.Stop();
            Processor += Environment.CpuUsage.TotalTime - start;
            return result;
        }

        public string PerSecond(
            int answers) =>
                $"{answers / Processor.TotalSeconds:F0} answers per second of processor time, "
                    + $"{answers / _wall.Elapsed.TotalSeconds:F0} per second";
    }
}
