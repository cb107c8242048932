namespace Ttca.Datasets.Images;

/// <summary>What becomes of images of which an attribute isn't known.</summary>
public enum MissingValues
{
    /// <summary>They are a group of their own, <see cref="AttributeColumn.Missing"/>.</summary>
    OwnGroup,

    /// <summary>They are left out of training and test.</summary>
    LeaveOut,
}

/// <summary>Which attributes of the images tell groups, and what becomes of images of which one isn't known.</summary>
public sealed record AttributeUse
{
    /// <summary>Nothing is used.</summary>
    public static AttributeUse None { get; } = new();

    /// <summary>
    /// Names of the attributes. In these, every value must have one spelling, and missing ones are an error unless <see cref="Missing"/> is
    /// given.
    /// </summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Null: a missing value is an error.</summary>
    public MissingValues? Missing { get; init; }

    internal static void ReportLeftOut(string split, int leftOut, int count, IEnumerable<string> names, Action<string>? log)
    {
        if (leftOut > 0)
        {
            log?.Invoke($"left out: {leftOut} of {count} {split} images, without a value of {string.Join(" or ", names)}");
        }
    }
}
