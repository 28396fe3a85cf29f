using static Bantam.Kernels.KernelType;

namespace Bantam.Kernels;

/// <summary>The vector 0, 1, 2, … of I32.</summary>
public sealed class LaneIndex() : Expr(VectorI32);
