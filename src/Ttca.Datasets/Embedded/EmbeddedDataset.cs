namespace Ttca.Datasets;

/// <summary>A data set drawn by code: 32x32 RGB pictograms of ten classes with random pose, colour, clutter and noise.</summary>
/// <remarks>
/// The same seed gives the same bytes on every machine: random numbers are <see cref="SplitMix64"/>, and the arithmetic is IEEE double
/// precision with <c>+ - * /</c> and square roots only (the JIT does not contract them); rotations are made without sines, see
/// <see cref="Pose"/>. Each class also has a weave, a texture that helps to tell it and that people hardly see. Photographs have such
/// features, and they are what makes a perturbation that was found on one network work on another (Ilyas et al. 2019, arXiv 1905.02175).
/// Poses and contrasts are mild enough for a small network to learn the classes from a few thousand images in a few passes. Each image has
/// a stream of its own, so images are drawn in parallel, and the first images don't depend on how many follow.
/// </remarks>
public static class EmbeddedDataset
{
    /// <summary>Height and width of the images, pixels.</summary>
    public const int Size = 32;

    private const int Area = Size * Size;

    // The training and test images are separate ranges of one sequence.
    private const long FirstTestImage = 1L << 40;

    public static IReadOnlyList<string> ClassNames => Pictogram.Names;

    /// <summary>Draws the images; labels go round through the classes, so that every class has equally many.</summary>
    public static Dataset Draw(int trainImages, int testImages, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trainImages);
        ArgumentOutOfRangeException.ThrowIfNegative(testImages);
        return new Dataset(ClassNames, DrawImages(trainImages, seed, 0), DrawImages(testImages, seed, FirstTestImage));
    }

    private static ImageSet DrawImages(int count, long seed, long first)
    {
        var pixels = new byte[checked(count * 3 * Area)];     // [N,3,32,32]
        var labels = new int[count];
        Parallel.For(0, count, i =>
        {
            var random = SplitMix64.Of(seed, first + i);
            labels[i] = i % Pictogram.Names.Count;
            DrawImage(labels[i], ref random, pixels.AsSpan(i * 3 * Area, 3 * Area));
        });
        return new ImageSet(pixels, labels, new Group[count], Size, Size);
    }

    private static void DrawImage(int label, ref SplitMix64 random, Span<byte> pixels)
    {
        Span<double> canvas = stackalloc double[3 * Area];     // [3,32,32], 0..255
        var background = Colour.Any(ref random);
        FillGradient(canvas, background, ref random);
        var clutter = random.NextInt(4);
        for (var i = 0; i < clutter; i++)
        {
            DrawStroke(canvas, ref random);
        }

        DrawPictogram(canvas, label, Colour.Against(background, ref random), ref random);
        AddWeave(canvas, label, ref random);
        AddNoise(canvas, pixels, ref random);
    }

    private static void FillGradient(Span<double> canvas, Colour colour, ref SplitMix64 random)
    {
        var slopeX = random.NextDouble(-1.2, 1.2);     // brightness steps per pixel
        var slopeY = random.NextDouble(-1.2, 1.2);
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                var shade = slopeX * (x - 15.5) + slopeY * (y - 15.5);
                var pixel = y * Size + x;
                canvas[pixel] = colour.Red + shade;
                canvas[Area + pixel] = colour.Green + shade;
                canvas[2 * Area + pixel] = colour.Blue + shade;
            }
        }
    }

    private static void DrawStroke(Span<double> canvas, ref SplitMix64 random)
    {
        var (startX, startY) = (random.NextDouble(0, Size), random.NextDouble(0, Size));
        var (endX, endY) = (random.NextDouble(-9, 9), random.NextDouble(-9, 9));
        var halfWidth = random.NextDouble(0.5, 1.5);
        var opacity = random.NextDouble(0.2, 0.6);
        var colour = Colour.Any(ref random);
        for (var pixel = 0; pixel < Area; pixel++)
        {
            var distance = SignedDistance.Stroke(pixel % Size + 0.5 - startX, pixel / Size + 0.5 - startY, endX, endY, halfWidth);
            Blend(canvas, pixel, colour, opacity * Coverage(distance));
        }
    }

    private static void DrawPictogram(Span<double> canvas, int label, Colour colour, ref SplitMix64 random)
    {
        var pose = Pose.Any(ref random);
        for (var pixel = 0; pixel < Area; pixel++)
        {
            var (x, y) = pose.ToShape(pixel % Size + 0.5, pixel / Size + 0.5);
            Blend(canvas, pixel, colour, Coverage(pose.Scale * Pictogram.Distance(label, x, y)));
        }
    }

    /// <summary>A faint pattern of triangle waves with a direction and a frequency of the class's own, over the whole image.</summary>
    private static void AddWeave(Span<double> canvas, int label, ref SplitMix64 random)
    {
        var amplitude = random.NextDouble(0, 10);     // in 1/255: often too faint to be of use
        var phase = random.NextDouble();
        var (waveX, waveY) = Pictogram.Weave(label);
        for (var pixel = 0; pixel < Area; pixel++)
        {
            var turns = phase + (waveX * (pixel % Size) + waveY * (pixel / Size)) / 8.0;
            var level = amplitude * (4 * Math.Abs(turns - Math.Floor(turns) - 0.5) - 1);
            canvas[pixel] += level;
            canvas[Area + pixel] += level;
            canvas[2 * Area + pixel] += level;
        }
    }

    private static void AddNoise(Span<double> canvas, Span<byte> pixels, ref SplitMix64 random)
    {
        var sigma = random.NextDouble(2, 6);     // in 1/255
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(Math.Clamp(canvas[i] + sigma * random.NextNormal(), 0, 255) + 0.5);
        }
    }

    // Share of a pixel that lies inside an outline at this distance (in pixels): exact for a straight edge along the grid.
    private static double Coverage(double distance) => Math.Clamp(0.5 - distance, 0, 1);

    private static void Blend(Span<double> canvas, int pixel, Colour colour, double opacity)
    {
        if (opacity == 0)
        {
            return;
        }

        canvas[pixel] += opacity * (colour.Red - canvas[pixel]);
        canvas[Area + pixel] += opacity * (colour.Green - canvas[Area + pixel]);
        canvas[2 * Area + pixel] += opacity * (colour.Blue - canvas[2 * Area + pixel]);
    }

    private readonly record struct Colour(double Red, double Green, double Blue)
    {
        // Mean difference over the channels that keeps a pictogram visible to a person at full exposure.
        private const double LeastContrast = 60;

        public static Colour Any(ref SplitMix64 random) =>
            new(random.NextDouble(20, 236), random.NextDouble(20, 236), random.NextDouble(20, 236));

        public static Colour Against(Colour background, ref SplitMix64 random)
        {
            while (true)
            {
                var colour = Any(ref random);
                var contrast = Math.Abs(colour.Red - background.Red)
                    + Math.Abs(colour.Green - background.Green)
                    + Math.Abs(colour.Blue - background.Blue);
                if (contrast >= 3 * LeastContrast)
                {
                    return colour;
                }
            }
        }
    }

    /// <summary>Where a pictogram is: centre and half extent in pixels, rotation as cosine and sine.</summary>
    private readonly record struct Pose(double CentreX, double CentreY, double Scale, double Cosine, double Sine)
    {
        // Tangent of half the largest rotation, 15 degrees.
        private const double MostHalfTangent = 0.13;
        private const double MostShift = 3;

        public static Pose Any(ref SplitMix64 random)
        {
            var scale = random.NextDouble(8.5, 12);
            var room = Math.Min(MostShift, Size / 2.0 - scale - 0.5);
            var halfTangent = random.NextDouble(-MostHalfTangent, MostHalfTangent);
            var denominator = 1 + halfTangent * halfTangent;     // cos a = (1 - t^2) / (1 + t^2), sin a = 2 t / (1 + t^2), t = tan(a / 2)
            return new Pose(
                Size / 2.0 + random.NextDouble(-room, room),
                Size / 2.0 + random.NextDouble(-room, room),
                scale,
                (1 - halfTangent * halfTangent) / denominator,
                2 * halfTangent / denominator);
        }

        public (double X, double Y) ToShape(double x, double y)
        {
            var (dx, dy) = ((x - CentreX) / Scale, (y - CentreY) / Scale);
            return (Cosine * dx + Sine * dy, Cosine * dy - Sine * dx);
        }
    }
}
