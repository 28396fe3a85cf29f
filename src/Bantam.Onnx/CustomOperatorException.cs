namespace Bantam.Onnx;

/// <summary>
/// What was registered for an operator (<see cref="CustomOperator"/>) failed at a node in a way that says nothing of the file. The message
/// says where (file &gt; node &gt; operator); what it threw is the inner exception.
/// </summary>
public sealed class CustomOperatorException : InvalidOperationException
{
    internal CustomOperatorException(string file, string node, string what, Exception? cause = null)
        : base($"{file} > {node} > the operator that was registered: {what}", cause)
    {
        File = file;
        Node = node;
    }

    /// <summary>The file's name; <c>model</c> where it was read from memory.</summary>
    public string File { get; }

    /// <summary>The node.</summary>
    public string Node { get; }
}
