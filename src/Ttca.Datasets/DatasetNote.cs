namespace Ttca.Datasets;

/// <summary>Something that was counted while a data set was read, for everyone who judges results on it.</summary>
/// <param name="Split">Of the data set: <c>train</c> or <c>test</c>; <c>neither</c> for rows of a table about files elsewhere.</param>
/// <param name="What">What was counted, one of the constants here.</param>
/// <param name="Among">Among which images: <see cref="All"/>, <c>class cat</c>, <c>race Black</c>, <c>.tif</c>.</param>
/// <param name="Count">How many.</param>
public sealed record DatasetNote(string Split, string What, string Among, int Count)
{
    /// <summary>Among all images of the split.</summary>
    public const string All = "all";

    /// <summary>Images that the data set holds.</summary>
    public const string Images = "images";

    /// <summary>Images that were left out since they couldn't be decoded.</summary>
    public const string Broken = "broken, left out";

    /// <summary>Images that were left out since a value of an attribute that is used is missing.</summary>
    public const string WithoutValues = "a value missing, left out";

    /// <summary>Rows of a table about files that aren't there; among values that no image has, too. No group is made of these.</summary>
    public const string WithoutFile = "rows about files that aren't there";

    /// <summary>Files that nothing here can decode, by the ends of their names.</summary>
    public const string NotRead = "files not read";

    /// <summary>Training images that were left out since a test image has the same pixels.</summary>
    public const string TestTwins = "also in test, left out";

    /// <summary>The same in a data set whose split is published: they stay.</summary>
    public const string PublishedTwins = "also in test, as published";

    /// <summary>
    /// Images that an earlier one of the same split equals. Of training images that do, never one is the platform's and the other the
    /// collective's.
    /// </summary>
    public const string Repeated = "repeated";

    /// <summary>As a line of text.</summary>
    public override string ToString() => FormattableString.Invariant($"{Split}: {Count} {What}{(Among == All ? "" : $" ({Among})")}");
}
