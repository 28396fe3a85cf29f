using Bantam.Graphs;
using Bantam.Operators.Movement;

namespace Bantam.Tensors;

/// <summary>Dimensions as tensors: constants where they are numbers, else nodes that compute them from the shapes in a trace.</summary>
internal static class DimensionTensors
{
    /// <summary>The dimensions as an Int64 vector.</summary>
    /// <exception cref="UnknownShapeException">Nothing is being traced that has a dimension of a name.</exception>
    public static Tensor Vector(Shape shape) => shape.IsKnown ? Tensor.Integers(shape.Sizes) : Tensor.Concat(0, [.. shape.Select(Vector)]);

    private static Tensor Vector(Dimension dimension)
    {
        if (dimension.IsKnown) return Tensor.Integers([dimension.Size]);
        var terms = dimension.Terms.Select(t => t.Atoms.Select(Vector).Aggregate(Tensor.Integers([(int)t.Coefficient]), Product));
        return terms.Aggregate((sum, term) => sum + term);
    }

    private static Tensor Vector(DimensionAtom atom) => atom switch
    {
        QuotientAtom quotient => Floor(Vector(quotient.Dividend), Vector(quotient.Divisor), quotient.Dividend.IsNonNegative),
        ExtremumAtom { IsMax: true } extremum => Tensor.Max([.. extremum.Parts.Select(Vector)]),
        ExtremumAtom extremum => Tensor.Min([.. extremum.Parts.Select(Vector)]),
        _ => Named(((NameAtom)atom).Name),
    };

    private static Tensor Product(Tensor a, Tensor b) => !a.IsSymbolic && a.ToIntegers() is [1] ? b : a * b;

    /// <summary>Div truncates; of numbers below 0 that is rounded up.</summary>
    private static Tensor Floor(Tensor a, Tensor b, bool isNonNegative) =>
        isNonNegative ? a / b : (Tensor.Max(a, 0) / b) - ((Tensor.Max(-a, 0) + b - 1) / b);

    private static Tensor Named(string name)
    {
        foreach (var tensor in GraphBuilder.Current?.Tensors ?? [])
            for (var axis = 0; axis < tensor.Shape.Rank; axis++)
                if (tensor.Shape[axis].Name == name)
                    return tensor.ShapeOf(axis, axis + 1);
        throw new UnknownShapeException($"the dimension '{name}' is not bound to a number, and no tensor of the trace has it.");
    }
}
