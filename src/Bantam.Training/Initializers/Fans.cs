namespace Bantam.Training.Initializers;

/// <summary>How many inputs an output of a layer is computed from, and how many outputs an input takes part in.</summary>
/// <param name="In">Inputs of an output.</param>
/// <param name="Out">Outputs of an input.</param>
public readonly record struct Fans(int In, int Out);
