namespace Ttca.Datasets;

/// <summary>
/// A data set can't be had or isn't what it should be. The message says what, where, expected and actual, and what to do next.
/// </summary>
public sealed class DatasetException : Exception
{
    public DatasetException(string message)
        : base(message)
    {
    }

    public DatasetException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
