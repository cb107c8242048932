namespace Cake.Frosting;

/// <summary>The build program itself is wrong: a task, a dependency or an argument that cannot be used.</summary>
public sealed class FrostingException : Exception
{
    /// <summary>An exception without a message.</summary>
    public FrostingException()
    {
    }

    /// <summary>An exception that says what is wrong.</summary>
    public FrostingException(string message)
        : base(message)
    {
    }

    /// <summary>An exception that says what is wrong, and what caused it.</summary>
    public FrostingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
