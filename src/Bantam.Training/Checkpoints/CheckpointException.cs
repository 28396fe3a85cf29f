namespace Bantam.Training.Checkpoints;

/// <summary>A file of tensors cannot be used. The message says which file, where in it, which rule, and both values.</summary>
public sealed class CheckpointException : Exception
{
    /// <summary>A checkpoint error.</summary>
    /// <param name="file">The file.</param>
    /// <param name="problem">Where, which rule, both values, a hint.</param>
    /// <param name="inner">What it came from.</param>
    public CheckpointException(string file, string problem, Exception? inner = null)
        : base($"{file} > {problem}", inner) => File = file;

    /// <summary>The file.</summary>
    public string File { get; }
}
