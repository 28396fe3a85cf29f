namespace Bantam.Onnx.Tests.Documents;

/// <summary>What one model shows of the operators in it.</summary>
/// <param name="Operators">The operators, by domain and name.</param>
/// <param name="ByReference">Whether the reference gives what it should.</param>
/// <param name="Compiled">Whether kernels of a CPU alone do.</param>
/// <param name="InPage">Whether a bundle does.</param>
/// <param name="Flow">What flows back to the inputs.</param>
/// <param name="Reason">Why something does not; null where everything does.</param>
internal sealed record OperatorSample(
    IReadOnlyList<(string Domain, string Name)> Operators, bool ByReference, bool Compiled, bool InPage, GradientFlow Flow, string? Reason);
