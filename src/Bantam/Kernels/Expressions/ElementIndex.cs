using static Bantam.Kernels.KernelType;

namespace Bantam.Kernels;

/// <summary>A hole for the flat row-major index of the output element, as I32.</summary>
public sealed class ElementIndex() : Expr(I32);
