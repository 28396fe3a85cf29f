namespace Bantam.Training.Initializers;

/// <summary>All elements are 0.</summary>
public sealed class Zeros() : Constant(0);
