namespace Ttca.Datasets;

/// <summary>
/// Named classes with images to train on and to test on. All images are <see cref="Group.Majority"/> until a disparity is applied.
/// </summary>
/// <param name="ClassNames">Name of each class; a label is an index into it.</param>
/// <param name="Train">Images <c>[N,3,H,W]</c> for the platform's training and for the collective.</param>
/// <param name="Test">Images <c>[M,3,H,W]</c> on which results are measured.</param>
public sealed record Dataset(IReadOnlyList<string> ClassNames, ImageSet Train, ImageSet Test)
{
    /// <summary>Number of each training image's content, <c>[N]</c>: equal pixels, equal number.</summary>
    /// <value>All different, where it isn't said (<see cref="RepeatedImages"/>).</value>
    public int[] Contents { get; init; } = [.. Enumerable.Range(0, Train.Count)];

    /// <summary>What was counted while it was read.</summary>
    public IReadOnlyList<DatasetNote> Notes { get; init; } = [];
}
