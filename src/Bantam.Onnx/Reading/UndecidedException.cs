namespace Bantam.Onnx.Reading;

/// <summary>What a node gives is not known before it is known which branch is taken: the graph is written down when it is.</summary>
internal sealed class UndecidedException(string reason) : NotSupportedException(reason);
