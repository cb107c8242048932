using Ttca.Datasets;
using Ttca.Pipeline;

namespace Ttca.Stages;

/// <summary>What a data set may use while it is read.</summary>
public sealed class DatasetReading
{
    private readonly StageContext _context;
    private readonly DataFiles? _files;

    internal DatasetReading(StageContext context, string? folder, IReadOnlyList<string> uses)
    {
        _context = context;
        _files = folder is null ? null : new DataFiles(folder, context.FileNames, context.OpenFile);
        Uses = uses;
    }

    /// <summary>The files that it declared (<see cref="DatasetParameters.Files"/>).</summary>
    public DataFiles Files => _files ?? throw new InvalidOperationException("the data set declares no files");

    /// <summary>Attributes that tell groups in the experiment, where the data set checks them.</summary>
    public IReadOnlyList<string> Uses { get; }

    public CancellationToken Cancellation => _context.CancellationToken;

    /// <inheritdoc cref="IStageProgress.Report"/>
    public void Report(long done, long total, string detail) => _context.Progress.Report(done, total, detail);

    /// <inheritdoc cref="IStageProgress.Log"/>
    public void Log(string line) => _context.Progress.Log(line);

    /// <summary>Reads a file that is kept among the downloads.</summary>
    /// <exception cref="DatasetException">It can't be had, or has another hash.</exception>
    public Dataset Download(string url, string sha256, Func<Stream, Dataset> read)
    {
        var progress = new Relay<DownloadProgress>(p => Report(p.Bytes, p.Total ?? p.Bytes, "downloading"));
        return new DatasetDownloader(_context.DataDirectory).Read(new Uri(url), sha256, (_, content) =>
            read(content), progress, Cancellation);
    }
}
