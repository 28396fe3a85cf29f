namespace Bantam.Onnx;

/// <summary>A function that a model defines: an operator that consists of nodes.</summary>
/// <param name="Domain">Its domain.</param>
/// <param name="Name">Its name, by which nodes call it.</param>
/// <param name="Inputs">The names of its inputs.</param>
/// <param name="Outputs">The names of its outputs.</param>
public sealed record OnnxFunction(string Domain, string Name, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs)
{
    /// <summary>What tells it from others of its name; usually empty.</summary>
    public string Overload { get; init; } = "";

    /// <summary>A description, for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>How many nodes it consists of.</summary>
    public int NodeCount { get; init; }
}
