using Bantam.Tensors;

namespace Bantam.Kernels.Templates;

/// <summary>Rows of a left factor that lie at equal distances; all rows of a product are lines of this length.</summary>
/// <param name="Length">Rows of a line.</param>
/// <param name="Step">Elements from one to the next.</param>
public sealed record GemmLine(Dimension Length, Dimension Step);
