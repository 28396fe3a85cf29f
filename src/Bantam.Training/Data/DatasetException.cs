namespace Bantam.Training.Data;

/// <summary>Data cannot be used. The message says which file or field, which sample, which rule, and both values.</summary>
public sealed class DatasetException : Exception
{
    /// <summary>An error in data.</summary>
    /// <param name="source">The file, field or data set.</param>
    /// <param name="problem">Where in it, which rule, both values, a hint.</param>
    /// <param name="inner">What it came from.</param>
    public DatasetException(string source, string problem, Exception? inner = null)
        : base($"{source} > {problem}", inner)
    {
    }
}
