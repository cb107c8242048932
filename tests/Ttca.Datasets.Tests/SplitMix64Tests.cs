using Ttca.Datasets;

namespace Ttca.Datasets.Tests;

public sealed class SplitMix64Tests
{
    [Fact]
    public void NextBits_follows_the_published_sequence()
    {
        // Rosetta Code, "Pseudo-random numbers/Splitmix64", seed 1234567.
        var random = new SplitMix64(1234567);
        ulong[] bits = [random.NextBits(), random.NextBits(), random.NextBits(), random.NextBits(), random.NextBits()];
        bits.ShouldBe([6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821]);
    }

    [Fact]
    public void NextDouble_of_the_published_seed_falls_equally_often_into_each_fifth()
    {
        // The same page: seed 987654321, 100,000 numbers: 0: 20027, 1: 19892, 2: 20073, 3: 19978, 4: 20030.
        var random = new SplitMix64(987654321);
        var counts = new int[5];
        for (var i = 0; i < 100_000; i++)
        {
            counts[(int)(random.NextDouble() * 5)]++;
        }

        counts.ShouldBe([20027, 19892, 20073, 19978, 20030]);
    }

    [Fact]
    public void NextNormal_has_mean_0_and_variance_1_and_the_tails_of_a_normal_number()
    {
        var random = new SplitMix64(5);
        var values = Enumerable.Range(0, 200_000).Select(_ => random.NextNormal()).ToArray();
        values.Average().ShouldBe(0, 0.01);
        values.Average(v => v * v).ShouldBe(1, 0.015);
        values.Average(v => Math.Abs(v) > 1.959964 ? 1.0 : 0).ShouldBe(0.05, 0.003);
    }

    [Fact]
    public void NextInt_gives_every_number_below_the_bound()
    {
        var random = new SplitMix64(1);
        Enumerable.Range(0, 1000).Select(_ => random.NextInt(7)).Distinct().Order().ShouldBe([0, 1, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public void Shuffle_keeps_the_items_and_makes_each_order_equally_likely()
    {
        var random = new SplitMix64(2);
        var orders = Enumerable.Range(0, 60_000).Select(_ =>
        {
            int[] items = [1, 2, 3];
            random.Shuffle(items.AsSpan());
            return string.Concat(items);
        }).CountBy(order => order).ToArray();
        orders.Length.ShouldBe(6);
        orders.ShouldAllBe(order => Math.Abs(order.Value - 10_000) < 400);     // four standard deviations
    }

    [Fact]
    public void Of_other_item_gives_another_stream() =>
        Enumerable.Range(0, 1000)
            .SelectMany(item => new[] { SplitMix64.Of(1, item).NextBits(), SplitMix64.Of(2, item).NextBits() })
            .Distinct()
            .Count()
            .ShouldBe(2000);
}
