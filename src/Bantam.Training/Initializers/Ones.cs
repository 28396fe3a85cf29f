namespace Bantam.Training.Initializers;

/// <summary>All elements are 1.</summary>
public sealed class Ones() : Constant(1);
