using System.Numerics;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators;

/// <summary>An elementwise operator made ready for operands of some types: its body as steps. Any number of threads may run it.</summary>
internal abstract class BodyCode
{
    /// <summary>
    /// The code for operands of some element types. Whole numbers of up to 32 bits are computed with 32 as kernels do; where wider ones
    /// take part, all are computed with 64.
    /// </summary>
    public static BodyCode Of(ElementwiseOperator op, IReadOnlyList<ElementType> operands, TensorType output)
    {
        ElementType[] types = [.. operands, output.Element];
        var body = op.Body([.. operands.Select((element, i) => new Parameter(i, KernelTypes.Of(element)))]);
        return types.Contains(ElementType.UInt64) ? new Typed<ulong>(body, output)
            : types.Any(t => t.IsInteger() && t.Info().Most > int.MaxValue) ? new Typed<long>(body, output)
            : new Typed<int>(body, output);
    }

    /// <summary>The output.</summary>
    public abstract Tensor Run(IReadOnlyList<Tensor> operands);

    private sealed class Typed<T>(Expr body, TensorType output) : BodyCode where T : struct, IBinaryInteger<T>
    {
        private readonly int[] _sizes = output.Shape.Sizes;
        private BodySteps<T>? _idle;

        public override Tensor Run(IReadOnlyList<Tensor> operands)
        {
            var steps = Interlocked.Exchange(ref _idle, null) ?? new BodySteps<T>(body);
            var sources = new BodyOperand<T>[operands.Count];
            for (var i = 0; i < sources.Length; i++) sources[i] = new BodyOperand<T>(operands[i], output.Shape);
            var count = output.Shape.ElementCount;
            var (fractions, wholes) = output.Element.IsFloating() ? (new double[count], []) : ((double[])[], new T[count]);
            var arguments = new BodyValue<T>[sources.Length];
            var indices = new int[_sizes.Length];
            for (var offset = 0; offset < count; offset++)
            {
                for (var i = 0; i < arguments.Length; i++) arguments[i] = sources[i].At(indices, offset);
                var value = steps.Run(arguments, offset);
                if (fractions.Length > 0) fractions[offset] = value.Fraction;
                else wholes[offset] = value.Whole;
                for (var axis = indices.Length - 1; axis >= 0 && ++indices[axis] == _sizes[axis]; axis--) indices[axis] = 0;
            }

            _idle = steps;
            return fractions.Length > 0 ? Tensor.FromNumbers<double>(output, fractions) : Tensor.FromNumbers<T>(output, wholes);
        }
    }
}
