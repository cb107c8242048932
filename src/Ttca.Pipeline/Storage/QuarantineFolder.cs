namespace Ttca.Pipeline;

/// <summary>What was damaged, for people: made when there is something. Nothing that isn't understood is deleted.</summary>
/// <param name="store">Full path of the store's folder.</param>
/// <param name="directory">Full path of this one.</param>
internal sealed class QuarantineFolder(string store, string directory)
{
    /// <summary>Moves a file or folder of the store out of the way of every reader.</summary>
    /// <returns>Where it is now.</returns>
    /// <exception cref="StoreException">It can't be moved.</exception>
    public string Take(string path) => StoreFiles.Guard("can't move to quarantine", path, () =>
    {
        Directory.CreateDirectory(directory);
        var kind = Path.GetRelativePath(store, path).Split(Path.DirectorySeparatorChar)[0];
        var name = Path.Combine(directory, $"{kind}-{Path.GetFileName(path)}");
        var target = name;
        for (var i = 2; Path.Exists(target); i++)
        {
            target = $"{name}.{i}";
        }

        if (Directory.Exists(path))
        {
            Directory.Move(path, target);
        }
        else
        {
            File.Move(path, target);
        }

        return target;
    });

    /// <summary>A folder where a file is to go stops its writer, after an hour of work perhaps.</summary>
    /// <exception cref="StoreException">It can't be moved.</exception>
    public void MakeWay(string path)
    {
        if (Directory.Exists(path) && StoreFiles.WhatIs(new FileInfo(path)) == StoreFiles.IsFolder)
        {
            Take(path);
        }
    }
}
