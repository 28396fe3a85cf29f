using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators;

/// <summary>What operators do to small tensors of integers whose elements are expressions of named dimensions.</summary>
internal static class ShapeElements
{
    private const int LargestCount = 64;

    /// <summary>
    /// Whether the numbers of a tensor may decide about sizes: those of small ones of integers, and a single truth value.
    /// </summary>
    public static bool MayDecide(TensorType type) => type.Shape.IsKnown
        && (type.Element.IsInteger() ? type.Shape.ElementCount <= LargestCount
        : type.Element == ElementType.Bool && type.Shape.ElementCount == 1);

    /// <summary>The elements of the outputs; null where they do not follow from shapes, or are not such tensors.</summary>
    public static Dimension[][]? Of(Operator op, OperatorInputs inputs, IReadOnlyList<TensorType> outputs)
    {
        if (!op.IsDeterministic || !outputs.All(IsSmall)) return null;
        try
        {
            return op.Elements(inputs, outputs);
        }
        catch (ShapeException)
        {
            // What leaves 32 bits, or an index outside, is no size. Should it matter, the run says so.
            return null;
        }
    }

    /// <summary>The outputs of an operator that moves elements: its loops say which goes where, by its number.</summary>
    public static Dimension[][]? Move(Operator op, OperatorInputs inputs, IReadOnlyList<TensorType> outputs)
    {
        if (!Enumerable.Range(0, inputs.Count).Any(op.Moves)) return null;
        var moved = new List<Dimension> { 0 };
        var arrays = new NdArray?[inputs.Count];
        for (var i = 0; i < arrays.Length; i++)
        {
            if (inputs.Optional(i) is not { } type) continue;
            if (!op.Moves(i) && inputs.Constant(i) is { } constant) arrays[i] = NdArray.From(constant);
            else if (!op.Moves(i) || !type.Shape.IsKnown || inputs.Elements(i) is not { } elements) return null;
            else
            {
                arrays[i] = new NdArray(type, [.. Enumerable.Range(moved.Count, elements.Count).Select(n => (double)n)]);
                moved.AddRange(elements);
            }
        }

        return [.. op.Reference(arrays, outputs).Select(o => Array.ConvertAll(o.Elements, n => moved[(int)n]))];
    }

    /// <summary>The output of an elementwise operator, by its body.</summary>
    public static Dimension[][]? Compute(ElementwiseOperator op, OperatorInputs inputs, TensorType output)
    {
        var count = inputs.Count - op.ShapeInputs;
        var body = op.Body([.. Enumerable.Range(0, count).Select(i => new Parameter(i, KernelTypes.Of(inputs[i].Element)))]);
        return Compute(count, inputs, output, operands => Value(body, operands, []));
    }

    /// <summary>The output of a function of one element of each operand; null where it is null of some.</summary>
    public static Dimension[][]? Compute(int count, OperatorInputs inputs, TensorType output, Func<Dimension[], Dimension?> function)
    {
        var operands = new (NdArray Places, IReadOnlyList<Dimension> Elements)[count];
        for (var i = 0; i < count; i++)
        {
            if (!inputs.Shape(i).IsKnown || inputs.Elements(i) is not { } elements) return null;
            operands[i] = (new NdArray(inputs[i]), elements);
        }

        var results = new List<Dimension?>();
        new NdArray(output).ForEach((indices, _) =>
            results.Add(function([.. operands.Select(o => o.Elements[o.Places.Broadcast(indices)])])));
        return results.Contains(null) ? null : [[.. results.OfType<Dimension>()]];
    }

    /// <summary>The tensor of elements that are numbers.</summary>
    public static Tensor ToTensor(Dimension[] elements, TensorType type) =>
        Tensor.FromDoubles(type, Array.ConvertAll(elements, e => (double)e.Size));

    private static bool IsSmall(TensorType type) => type.Element is ElementType.Int32 or ElementType.Int64 or ElementType.Bool
        && type.Shape is { IsKnown: true, ElementCount: <= LargestCount };

    /// <summary>
    /// The value of an expression; truth values are 0 and 1. Null where it is none, or depends on what names are bound to.
    /// </summary>
    private static Dimension? Value(Expr expr, Dimension[] operands, Dictionary<Expr, Dimension?> known)
    {
        if (known.TryGetValue(expr, out var value)) return value;
        return known[expr] = expr switch
        {
            Parameter parameter => operands[parameter.Index],
            Constant { Type: not (KernelType.F32 or KernelType.F64), Bits: >= int.MinValue and <= int.MaxValue } constant =>
                (int)constant.Bits,
            Select select => Operand(0) is { IsKnown: true } condition ? Operand(condition != 0 ? 1 : 2) : null,
            Cast => IsWhole(expr.Operands[0].Type) && IsWhole(expr.Type) ? Operand(0) : null,
            Unary unary => Operand(0) is { } x ? Value(unary.Op, x) : null,
            Binary binary => Operand(0) is { } x && Operand(1) is { } y ? Value(binary.Op, x, y) : null,
            Compare compare => Operand(0) is { } x && Operand(1) is { } y ? Value(compare.Op, x, y) : null,
            _ => null,
        };

        static bool IsWhole(KernelType type) => type.ToScalar() is not (KernelType.F32 or KernelType.F64);

        Dimension? Operand(int index) => Value(expr.Operands[index], operands, known);
    }

    private static Dimension? Value(UnaryOp op, Dimension x) => op switch
    {
        UnaryOp.Neg => -x,
        UnaryOp.Abs => Dimension.Max(x, -x),
        UnaryOp.Not when x == 0 || x == 1 => 1 - x,
        _ => null,
    };

    private static Dimension? Value(BinaryOp op, Dimension x, Dimension y) => op switch
    {
        BinaryOp.Add => x + y,
        BinaryOp.Sub => x - y,
        BinaryOp.Mul => x * y,
        BinaryOp.Min => Dimension.Min(x, y),
        BinaryOp.Max => Dimension.Max(x, y),
        BinaryOp.And when y.IsKnown && (x == 0 || x == 1) => x * y,
        BinaryOp.Or when y.IsKnown && (x == 0 || x == 1) => Dimension.Max(x, y),

        // Kernels truncate towards zero.
        BinaryOp.Div when y is { IsKnown: true, Size: > 0 } => (Dimension.Max(x, 0) / y) - (Dimension.Max(-x, 0) / y),
        _ => null,
    };

    private static Dimension? Value(CompareOp op, Dimension x, Dimension y) => op switch
    {
        CompareOp.Equal => x == y ? 1 : Dimension.Differ(x, y) ? 0 : null,
        CompareOp.NotEqual => x == y ? 0 : Dimension.Differ(x, y) ? 1 : null,
        CompareOp.Less => (y - x - 1).IsNonNegative ? 1 : (x - y).IsNonNegative ? 0 : null,
        CompareOp.LessOrEqual => (y - x).IsNonNegative ? 1 : (x - y - 1).IsNonNegative ? 0 : null,
        _ => null,
    };
}
