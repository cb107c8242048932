using System.Numerics;
using Ttca.Datasets;

namespace Ttca.Collective.Tests;

public sealed class PhaseShuffleTests
{
    private const int Side = 16;
    private const int Area = Side * Side;
    private const int Planes = 2 * 3;

    /// <summary>Mostly +-8, as perturbations are, in waves of another direction and length in each plane.</summary>
    private static readonly Perturbation Original = new([.. Enumerable.Range(0, Planes * Area).Select(Wave)], 2, Side, Side, new(8));

    [Fact]
    public void Fourier_magnitudes_and_size_stay_and_random_signs_of_the_size_have_others()
    {
        var shuffled = PhaseShuffle.Of(Original, seed: 1);
        var signs = Perturbation.RandomSigns(2, Side, Side, new(8), seed: 1);
        for (var plane = 0; plane < Planes; plane++)
        {
            var wanted = Magnitudes(PlaneOf(Original, plane));
            Distance(Magnitudes(PlaneOf(shuffled, plane)), wanted).ShouldBeLessThan(0.1);
            Distance(Magnitudes(PlaneOf(signs, plane)), wanted).ShouldBeGreaterThan(0.5);
            PlaneOf(shuffled, plane).Max(delta => Math.Abs((int)delta)).ShouldBe(8);
            Energy(PlaneOf(shuffled, plane)).ShouldBe(Energy(PlaneOf(Original, plane)), tolerance: 0.15 * Energy(PlaneOf(Original, plane)));
        }
    }

    [Fact]
    public void Planes_are_not_the_original_moved_or_turned()
    {
        var shuffled = PhaseShuffle.Of(Original, seed: 1);
        for (var plane = 0; plane < Planes; plane++)
        {
            var (before, after) = (PlaneOf(Original, plane), PlaneOf(shuffled, plane));
            var norm = Math.Sqrt(Energy(before) * Energy(after));
            foreach (var shift in Enumerable.Range(0, Area))
            {
                var (dx, dy) = (shift % Side, shift / Side);
                Product(i => after[At((i % Side) + dx, (i / Side) + dy)]).ShouldBeLessThan(0.9);
                Product(i => after[At(dx - (i % Side), dy - (i / Side))]).ShouldBeLessThan(0.9);
            }

            double Product(Func<int, sbyte> moved) => Enumerable.Range(0, Area).Sum(i => before[i] * (double)moved(i)) / norm;
        }

        static int At(int x, int y) => ((y + Side) % Side * Side) + ((x + Side) % Side);
    }

    [Fact]
    public void Seed_decides()
    {
        PhaseShuffle.Of(Original, seed: 1).Deltas.ShouldBe(PhaseShuffle.Of(Original, seed: 1).Deltas);
        PhaseShuffle.Of(Original, seed: 2).Deltas.ShouldNotBe(PhaseShuffle.Of(Original, seed: 1).Deltas);
    }

    [Fact]
    public void Nothing_stays_nothing() => PhaseShuffle.Of(Perturbation.None(2, 5, 3), seed: 1).Deltas.ShouldBe(new sbyte[2 * 3 * 5 * 3]);

    private static sbyte Wave(int i)
    {
        var (plane, x, y) = (i / Area, i % Side, i % Area / Side);
        var wave = Math.Cos(2 * Math.PI * (((plane + 1) * x) + (2 * y)) / Side)
            + Math.Sin(2 * Math.PI * (x + (plane * y)) / Side)
            + SplitMix64.Of(3, i).NextNormal() / 2;
        return (sbyte)Math.Clamp(Math.Round(12 * wave), -8, 8);
    }

    private static double Energy(sbyte[] plane) => plane.Sum(delta => (double)delta * delta);

    private static sbyte[] PlaneOf(Perturbation perturbation, int plane) => perturbation.Deltas[(plane * Area)..((plane + 1) * Area)];

    /// <summary>Of the discrete Fourier transform, by its definition.</summary>
    private static double[] Magnitudes(sbyte[] plane) =>
    [
        .. from v in Enumerable.Range(0, Side)
           from u in Enumerable.Range(0, Side)
           select Enumerable.Range(0, Area).Aggregate(Complex.Zero, (sum, i) =>
               sum + (plane[i] * Complex.FromPolarCoordinates(1, -2 * Math.PI * ((u * (i % Side)) + (v * (i / Side))) / Side))).Magnitude,
    ];

    /// <summary>Root mean square of the differences, in that of the wanted ones.</summary>
    private static double Distance(double[] magnitudes, double[] wanted) =>
        Math.Sqrt(magnitudes.Zip(wanted, (a, b) => (a - b) * (a - b)).Sum() / wanted.Sum(b => b * b));
}
