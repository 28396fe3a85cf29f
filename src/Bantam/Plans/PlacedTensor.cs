using Bantam.Tensors;

namespace Bantam.Plans;

/// <summary>A tensor that has a place.</summary>
/// <param name="Type">Its element type and shape.</param>
/// <param name="Place">Where it lies.</param>
public sealed record PlacedTensor(TensorType Type, Placement Place);
