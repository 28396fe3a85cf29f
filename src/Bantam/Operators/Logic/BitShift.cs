using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Logic;

/// <summary>
/// Unsigned whole numbers with their bits moved by as many places as a second operand says, broadcast; zeros move in.
/// <see href="https://onnx.ai/onnx/operators/onnx__BitShift.html"/>
/// </summary>
/// <param name="IsLeft">Whether they move to higher places.</param>
public sealed record BitShift(bool IsLeft) : PairwiseOperator
{
    private const int MostBits = 64;

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) => inputs[0].Element.Info().Kind == ElementKind.Unsigned ? base.Infer(inputs)
        : throw new ShapeException($"bits of unsigned whole numbers are moved; these are {inputs[0]}. Cast them.");

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null, null];

    /// <inheritdoc/>
    protected override T Compute<T>(T a, T b)
    {
        if (b >= T.CreateChecked(MostBits)) return T.Zero;
        var factor = T.CreateChecked(Int128.One << int.CreateChecked(b));
        return IsLeft ? a * factor : a / factor;
    }
}
