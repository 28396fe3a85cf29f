using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>
/// The plans of a graph for a class of sizes: those for which nothing is fused, ordered or tiled in another way. It does not change; any
/// number of threads may use it.
/// </summary>
public sealed class PlanClass
{
    private readonly PlanAssembly _assembly;
    private readonly ShapeClass _sizes;

    internal PlanClass(PlanAssembly assembly, ShapeClass sizes) => (_assembly, _sizes) = (assembly, sizes);

    /// <summary>Whether sizes are of the class.</summary>
    /// <param name="names">A number for each named dimension.</param>
    public bool Has(IReadOnlyDictionary<string, int> names) => Difference(names) is null;

    /// <summary>An expression of whose number something else follows at these sizes; null where they are of the class.</summary>
    /// <param name="names">A number for each named dimension.</param>
    public Dimension? Difference(IReadOnlyDictionary<string, int> names) => _sizes.Difference(names);

    /// <summary>The plan for sizes of the class.</summary>
    /// <param name="names">A number for each named dimension.</param>
    /// <exception cref="ArgumentException">They are not of the class.</exception>
    /// <exception cref="ShapeException">A tensor is too large.</exception>
    public Plan Bind(IReadOnlyDictionary<string, int> names) => Difference(names) is { } difference
        ? throw new ArgumentException($"These sizes are of another class, since '{difference}' is another number; make one of them with "
            + "Planner.Class.", nameof(names))
        : new PlanBinding(_assembly, names).Build();
}
