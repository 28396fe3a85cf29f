namespace Bantam.Onnx.Tests.Documents;

/// <summary>What flows back from the outputs of a model to its inputs.</summary>
internal enum GradientFlow
{
    /// <summary>There is nothing to ask: no input or no output is a tensor of floats.</summary>
    None,

    /// <summary>An operator has no gradient.</summary>
    Missing,

    /// <summary>Zeros, as of what rounds or compares.</summary>
    Zero,

    /// <summary>A gradient.</summary>
    Flows,
}
