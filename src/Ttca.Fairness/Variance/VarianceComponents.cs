using MathNet.Numerics.Distributions;

namespace Ttca.Fairness;

/// <summary>
/// How much of the spread of a measurement is whose: of platforms, of the proxies of one platform, of images, of images that one platform
/// finds hard and another doesn't, and of what is left. Images are crossed with platforms and proxies, proxies nested in platforms; all are
/// random draws. The method of moments of a balanced design (analysis of variance; Searle, Casella and McCulloch: Variance components,
/// 1992, chapter 4).
/// </summary>
/// <param name="Platforms">Their number, a.</param>
/// <param name="Proxies">Of each platform, b.</param>
/// <param name="Images">Their number, n.</param>
/// <param name="Mean">Of all, with Student's t-interval, 95 %: other platforms, other proxies of them and other images.</param>
/// <param name="Components">The variances of one draw of each kind, and what they add to the variance of the mean.</param>
public sealed record VarianceComponents(int Platforms, int Proxies, int Images, Estimate Mean, IReadOnlyList<VarianceComponent> Components)
{
    public const string Platform = "platform";
    public const string Proxy = "proxy of a platform";
    public const string Image = "image";
    public const string PlatformByImage = "platform x image";
    public const string Residual = "rest";

    /// <param name="measured">One number for each platform, proxy and image, <c>[a][b][n]</c>; a, b and n are 2 at least.</param>
    /// <param name="range">Where the ends of the mean's interval must lie.</param>
    /// <exception cref="ArgumentException">There are fewer, or not of all the same number.</exception>
    public static VarianceComponents Of(IReadOnlyList<IReadOnlyList<double[]>> measured, ValueRange range)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var (a, b, n) = SizesOf(measured);
        double mean = measured.Average(proxies => proxies.Average(images => images.Average()));
        double[] ofPlatforms = [.. measured.Select(proxies => proxies.Average(images => images.Average()))];
        double[] ofImages = Averages([.. measured.SelectMany(proxies => proxies)], n);
        var (platform, proxy, image, both, rest) = (0.0, 0.0, 0.0, 0.0, 0.0);  // sums of squares
        for (int i = 0; i < a; i++)
        {
            platform += Square(ofPlatforms[i] - mean);
            double[] here = Averages(measured[i], n);
            for (int k = 0; k < n; k++)
            {
                both += Square(here[k] - ofPlatforms[i] - ofImages[k] + mean);
            }

            foreach (double[] images in measured[i])
            {
                double own = images.Average();
                proxy += Square(own - ofPlatforms[i]);
                for (int k = 0; k < n; k++)
                {
                    rest += Square(images[k] - own - here[k] + ofPlatforms[i]);
                }
            }
        }

        image = ofImages.Sum(average => Square(average - mean));
        return new MeanSquares(a, b, n)
        {
            Platform = (double)b * n * platform / (a - 1),
            Proxy = n * proxy / (a * (b - 1.0)),
            Image = (double)a * b * image / (n - 1),
            PlatformByImage = b * both / ((a - 1.0) * (n - 1)),
            Residual = rest / (a * (b - 1.0) * (n - 1)),
        }.Divide(mean, range);
    }

    private static double[] Averages(IReadOnlyList<double[]> all, int images)
    {
        double[] sums = new double[images];
        foreach (double[] one in all)
        {
            for (int k = 0; k < images; k++)
            {
                sums[k] += one[k] / all.Count;
            }
        }

        return sums;
    }

    private static (int Platforms, int Proxies, int Images) SizesOf(IReadOnlyList<IReadOnlyList<double[]>> measured)
    {
        int proxies = measured.Count == 0 ? 0 : measured[0].Count;
        int images = proxies == 0 ? 0 : measured[0][0].Length;
        if (measured.Any(ofPlatform => ofPlatform.Count != proxies || ofPlatform.Any(ofProxy => ofProxy.Length != images)))
        {
            throw new ArgumentException(
                "variance is divided where each platform has as many proxies, and each of these as many images", nameof(measured));
        }

        return measured.Count < 2 || proxies < 2 || images < 2
            ? throw new ArgumentException(
                $"{measured.Count} platforms x {proxies} proxies x {images} images: of each, 2 at least tell its variance",
                nameof(measured))
            : (measured.Count, proxies, images);
    }

    private static double Square(double x) => x * x;

    /// <summary>Sums of squares by their degrees of freedom.</summary>
    private sealed record MeanSquares(int Platforms, int Proxies, int Images)
    {
        public double Platform { get; init; }

        public double Proxy { get; init; }

        public double Image { get; init; }

        public double PlatformByImage { get; init; }

        public double Residual { get; init; }

        public VarianceComponents Divide(double mean, ValueRange range)
        {
            var (a, b, n) = ((double)Platforms, (double)Proxies, (double)Images);
            return new VarianceComponents(Platforms, Proxies, Images, IntervalOf(mean, range),
            [
                Component(VarianceComponents.Platform, (Platform - Proxy - PlatformByImage + Residual) / (b * n), a),
                Component(VarianceComponents.Proxy, (Proxy - Residual) / n, a * b),
                Component(VarianceComponents.Image, (Image - PlatformByImage) / (a * b), n),
                Component(VarianceComponents.PlatformByImage, (PlatformByImage - Residual) / b, a * n),
                Component(VarianceComponents.Residual, Residual, a * b * n),
            ]);
        }

        /// <summary>Degrees of freedom are Satterthwaite's (1946).</summary>
        private Estimate IntervalOf(double mean, ValueRange range)
        {
            double variance = Math.Max(0, Platform + Image - PlatformByImage);
            if (variance == 0)
            {
                return new Estimate(mean, mean, mean);
            }

            double freedom = Square(variance) / (Square(Platform) / (Platforms - 1)
                + Square(Image) / (Images - 1) + Square(PlatformByImage) / ((Platforms - 1.0) * (Images - 1)));
            double half = StudentT.InvCDF(
                0, 1, freedom, 1 - Percentile.Tail) * Math.Sqrt(variance / ((double)Platforms * Proxies * Images));
            return new Estimate(mean, Math.Max(range.Low, mean - half), Math.Min(range.High, mean + half));
        }

        private static VarianceComponent Component(string source, double variance, double draws) => new(source, variance, variance / draws);
    }
}

/// <summary>What one kind of draw adds.</summary>
/// <param name="Source">Which.</param>
/// <param name="Variance">Of one draw; an estimate by moments, which is below zero by chance where it is small.</param>
/// <param name="OfMean">That by the number of draws: what it adds to the variance of the mean over all.</param>
public sealed record VarianceComponent(string Source, double Variance, double OfMean)
{
    /// <summary>Standard deviation of one draw; 0 where the estimate is below zero.</summary>
    public double Deviation => Math.Sqrt(Math.Max(0, Variance));
}
