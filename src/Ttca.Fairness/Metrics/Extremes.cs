namespace Ttca.Fairness;

/// <summary>Smallest and largest of the groups' rates. One undefined rate makes both undefined: a group is never dropped.</summary>
internal struct Extremes()
{
    private int _rates;

    public double Low { get; private set; } = double.PositiveInfinity;

    public double High { get; private set; } = double.NegativeInfinity;

    /// <summary>Largest - smallest; NaN where there is nothing to compare: a group alone has no gap, not one of 0.</summary>
    public readonly double Gap => _rates < 2 ? double.NaN : High - Low;

    /// <summary>Smallest / largest; NaN where both are 0, or there is nothing to compare.</summary>
    public readonly double Ratio => _rates < 2 ? double.NaN : Low / High;

    public static Extremes Of(ReadOnlySpan<double> rates)
    {
        var extremes = new Extremes();
        foreach (var rate in rates)
        {
            extremes.Add(rate);
        }

        return extremes;
    }

    public void Add(double rate)
    {
        _rates++;
        Low = Math.Min(Low, rate);      // NaN if either is
        High = Math.Max(High, rate);
    }
}
