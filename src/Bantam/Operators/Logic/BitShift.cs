using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Logic;

/// <summary>
/// Unsigned whole numbers with their bits moved by as many places as a second operand says, broadcast; zeros move in.
/// <see href="https://onnx.ai/onnx/operators/onnx__BitShift.html"/>
/// </summary>
/// <param name="IsLeft">Whether they move to higher places.</param>
public sealed record BitShift(bool IsLeft) : BitwiseOperator
{
    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs)
    {
        // Processors take a distance without its higher bits.
        var (a, distance) = (inputs[0], inputs[1]);
        var bits = a.Type.IsWide() ? 64 : 32;
        return Ops.Select(distance < Constant.Of(distance.Type, bits), IsLeft ? a << distance : a >>> distance, 0);
    }

    /// <inheritdoc/>
    protected override ElementType Result(OperatorInputs inputs) =>
        inputs[0].Element.Info().Kind == ElementKind.Unsigned ? base.Result(inputs)
        : throw new ShapeException($"bits of unsigned whole numbers are moved; these are {inputs[0]}. Cast them.");
}
