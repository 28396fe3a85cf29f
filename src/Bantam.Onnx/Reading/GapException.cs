namespace Bantam.Onnx.Reading;

/// <summary>A node keeps the format's rules, and Bantam cannot compute it: it becomes a hole in the graph.</summary>
internal sealed class GapException(string reason) : NotSupportedException(reason);
