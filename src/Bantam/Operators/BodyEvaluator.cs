using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators;

/// <summary>Evaluates the bodies of elementwise operators: floats in double precision, whole numbers exactly.</summary>
internal static class BodyEvaluator
{
    /// <summary>What a body computes with for an element type.</summary>
    public static KernelType ParameterType(ElementType element) =>
        KernelTypes.Of(element);

    /// <summary>
    /// The output of an elementwise operator. Whole numbers of up to 32 bits are computed with 32 as kernels do; where wider ones take
    /// part, all are computed with 64.
    /// </summary>
    public static Tensor Evaluate(ElementwiseOperator op, IReadOnlyList<Tensor> operands, TensorType output)
    {
        ElementType[] types = [.. operands.Select(o => o.Element), output.Element];
        return types.Contains(ElementType.UInt64) ? Evaluate<ulong>(op, operands, output)
            : types.Any(t => t.IsInteger() && t.Info().Most > int.MaxValue) ? Evaluate<long>(op, operands, output)
            : Evaluate<int>(op, operands, output);
    }

    private static Tensor Evaluate<T>(ElementwiseOperator op, IReadOnlyList<Tensor> operands, TensorType output)
        where T : struct, System.Numerics.IBinaryInteger<T>
    {
        var body = op.Body([.. operands.Select((o, i) => new Parameter(i, ParameterType(o.Element)))]);
        var evaluate = new BodySteps<T>(body);
        BodyOperand<T>[] sources = [.. operands.Select(o => new BodyOperand<T>(o, output.Shape))];
        var count = output.Shape.ElementCount;
        var (fractions, wholes) = output.Element.IsFloating() ? (new double[count], []) : ((double[])[], new T[count]);
        var sizes = output.Shape.Sizes;
        var arguments = new BodyValue<T>[sources.Length];
        var indices = new int[output.Shape.Rank];
        for (var offset = 0; offset < count; offset++)
        {
            for (var i = 0; i < arguments.Length; i++) arguments[i] = sources[i].At(indices, offset);
            var value = evaluate.Run(arguments, offset);
            if (fractions.Length > 0) fractions[offset] = value.Fraction;
            else wholes[offset] = value.Whole;
            for (var axis = indices.Length - 1; axis >= 0 && ++indices[axis] == sizes[axis]; axis--) indices[axis] = 0;
        }

        return fractions.Length > 0 ? Tensor.FromNumbers<double>(output, fractions) : Tensor.FromNumbers<T>(output, wholes);
    }
}
