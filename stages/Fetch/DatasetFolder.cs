using System.Security.Cryptography;
using System.Text;
using Ttca.Learning.Data;
using Ttca.Learning.Data.Images;

namespace Ttca.Stages;

/// <summary>
/// The files that make a data set in a folder. Their contents are part of the key of the stage that reads them, their paths are not: what
/// they are called within the folder, which says what they are, is part of it as a hash.
/// </summary>
internal static class DatasetFolder
{
    /// <summary>Paths of the files of data set <paramref name="name"/>; none where there is no such folder.</summary>
    public static IEnumerable<string> Files(string name, string folder) =>
        Names(name, folder).Select(path => Path.Combine(folder, path));

    /// <summary>SHA-256 over what the files are called.</summary>
    public static string Listing(string name, string folder) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Names(name, folder)))));

    /// <exception cref="DatasetException">There are other files than when the key was made.</exception>
    public static void EnsureUnchanged(string name, string folder, string listing)
    {
        if (Listing(name, folder) != listing)
        {
            throw new DatasetException(
                $"input changed during the run: files of {folder} came, went or were renamed; nothing was filed: run again once the folder is complete");
        }
    }

    /// <summary>Paths within the folder of the files of data set <paramref name="name"/>; none where there is no such folder.</summary>
    public static IReadOnlyList<string> Names(string name, string folder) => !Directory.Exists(folder) ? [] : name switch
    {
        "fairface" => FairFace.Files(folder),
        "image-folder" => ImageFolder.Files(folder),
        "cifar100" => Cifar100.Files(folder),
        _ => Cifar10.Files(folder),
    };
}
