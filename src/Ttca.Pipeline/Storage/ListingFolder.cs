using System.Text.Json;

namespace Ttca.Pipeline;

/// <summary>Which external files results were made from: each listing in a file that its own hash names, which is part of a key.</summary>
/// <param name="directory">Full path.</param>
/// <param name="files">Writes.</param>
/// <param name="quarantine">Where what is in a writer's way goes.</param>
internal sealed class ListingFolder(string directory, StoreFiles files, QuarantineFolder quarantine)
{
    private const string Extension = ".sha256";

    public string Directory => directory;

    /// <summary>Whether a file is called as listings are.</summary>
    public static bool IsListing(string path) =>
        Path.GetExtension(path) == Extension && Checked.IsDigest(Path.GetFileNameWithoutExtension(path));

    /// <summary>Where the listing with this hash lies.</summary>
    /// <exception cref="ArgumentException">It is no hash.</exception>
    public string PathOf(string hash) => Path.Combine(directory, Checked.Digest(hash) + Extension);

    /// <summary>The listing with this hash; null where it isn't on record, or can't be read.</summary>
    public FileListing? Find(string hash)
    {
        try
        {
            return Read(hash);
        }
        catch (StoreException)
        {
            return null;    // for people only: as if it weren't there
        }
    }

    /// <summary>The same; null where it is missing or damaged.</summary>
    /// <exception cref="StoreException">It is there, but can't be read.</exception>
    public FileListing? Read(string hash)
    {
        try
        {
            return StoreFiles.TryReadBytes(PathOf(hash)) is { } text && Hashing.Hash(text) == hash ? FileListing.Read(text) : null;
        }
        catch (JsonException)
        {
            return null;    // it is too large
        }
    }

    /// <summary>Puts it on record, unless it is.</summary>
    /// <exception cref="StoreException">It can't be written.</exception>
    public void Write(FileListing listing)
    {
        if (Find(listing.Hash) is null)
        {
            quarantine.MakeWay(PathOf(listing.Hash));
            files.Write(PathOf(listing.Hash), listing.Text);
        }
    }
}
