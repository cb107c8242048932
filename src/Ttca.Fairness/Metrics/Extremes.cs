namespace Ttca.Fairness;

/// <summary>Smallest and largest of the groups' rates. One undefined rate makes both undefined: a group is never dropped.</summary>
internal struct Extremes()
{
    public double Low { get; private set; } = double.PositiveInfinity;

    public double High { get; private set; } = double.NegativeInfinity;

    /// <summary>Largest - smallest.</summary>
    public readonly double Gap => High - Low;

    /// <summary>Smallest / largest; NaN where both are 0.</summary>
    public readonly double Ratio => Low / High;

    public void Add(double rate)
    {
        Low = Math.Min(Low, rate);      // NaN if either is
        High = Math.Max(High, rate);
    }
}
