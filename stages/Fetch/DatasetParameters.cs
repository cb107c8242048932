using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Ttca.Configuration;
using Ttca.Datasets;
using Ttca.Learning.Data;
using Ttca.Parameters;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>
/// Which images, from where, and how many. A data set is one record: its name and parameters, what is known of it beforehand, and how it is
/// read.
/// </summary>
/// <remarks>
/// What is settable is in the key of <see cref="Fetch"/>, unless it is a <see cref="LocationAttribute"/> or not written as JSON.
/// </remarks>
public abstract record DatasetParameters : INamed
{
    /// <summary>What experiments call the data set.</summary>
    public abstract string Name { get; }

    /// <summary>What the data are, for captions.</summary>
    public abstract string Title { get; }

    /// <summary>Number of classes.</summary>
    public abstract int Classes { get; }

    /// <summary>Height and width of the images, pixels.</summary>
    public abstract int Size { get; }

    /// <summary>Images the platform is trained on. The collective's come from the rest.</summary>
    [Range(100, 1_000_000)]
    [JsonIgnore]
    public int PlatformImages { get; init; } = 6_000;

    /// <summary>
    /// Images of the subgroup on which controls are chosen, at most: neither the platform's nor the collective's. Too few of them are an
    /// error.
    /// </summary>
    [Range(10, 1_000_000)]
    [JsonIgnore]
    public int ValidationImages { get; init; } = 500;

    /// <summary>
    /// Test images; the first ones that there are. Half of them are seen as a subgroup that is drawn by chance sees itself.
    /// </summary>
    [Range(20, 1_000_000)]
    [JsonIgnore]
    public virtual int TestImages { get; init; } = 2_000;

    /// <summary>What is known of each image beside its class; null where only the user's table of images says it.</summary>
    internal virtual IReadOnlyList<string>? Attributes => [];

    /// <summary>What is known of an image as soon as its class is: groups by it have no class in common.</summary>
    internal virtual IReadOnlyList<string> ClassAttributes => [NaturalSubgroup.Class];

    /// <summary>Whether the attributes that tell groups are checked while it is read.</summary>
    internal virtual bool ChecksAttributes => false;

    /// <summary>Whether everyone measures on the very same test images, after training on the very same others.</summary>
    internal virtual bool HasPublishedSplit => false;

    /// <summary>How many training images there are, where that is known before they are read.</summary>
    internal virtual int? KnownTrainingImages => null;

    /// <summary>The files that it is read from; null where there are none.</summary>
    internal virtual ExternalFiles? Files => null;

    /// <summary>The same without what makes no difference to what is read.</summary>
    internal virtual DatasetParameters Settled() => this;

    /// <summary>Reads it as published: images, labels, attributes, and its own division into training and test.</summary>
    internal abstract Dataset Read(DatasetReading reading);
}
