namespace Ttca.Datasets;

/// <summary>What an archive or a folder holds in place of the binary layout of one CIFAR data set: for messages.</summary>
internal static class CifarContents
{
    /// <summary>How many names are looked at.</summary>
    public const int Most = 1000;

    private const int Shown = 5;

    /// <param name="layout">What is expected.</param>
    /// <param name="names">Paths of files and folders, with <c>/</c>.</param>
    public static string Describe(CifarLayout layout, IEnumerable<string> names)
    {
        string[] all = [.. names.Order(StringComparer.Ordinal)];
        var parts = all.SelectMany(name => name.Split('/')).ToHashSet(StringComparer.Ordinal);
        var list = all.Length == 0
            ? "nothing"
            : string.Join(", ", all.Take(Shown)) + (all.Length > Shown ? $" and {all.Length - Shown} more" : "");
        var hint =
            parts.Overlaps(["cifar-10-batches-py", "cifar-100-python", "data_batch_1"]) || parts.IsSupersetOf(["train", "test", "meta"])
                ? "the version for Python; the binary one is read"
            : parts.Any(part => part.EndsWith(".mat", StringComparison.Ordinal)) ? "the version for MATLAB; the binary one is read"
            : layout.Name != "cifar100" && parts.Overlaps(["train.bin", "fine_label_names.txt"]) ? "CIFAR-100: set dataset.name to cifar100"
            : layout.Name != "cifar10" && parts.Overlaps(["data_batch_1.bin", "test_batch.bin", "batches.meta.txt"])
                ? "CIFAR-10: set dataset.name to cifar10"
            : parts.Any(part => part.EndsWith(".gz", StringComparison.Ordinal) || part.EndsWith(".zip", StringComparison.Ordinal))
                ? "not unpacked yet: unpack it, or give its address as dataset.url"
            : null;
        return hint is null ? list : $"{list}, which is {hint}";
    }
}
