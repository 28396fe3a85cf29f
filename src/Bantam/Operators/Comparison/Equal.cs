using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Comparison;

/// <summary>a = b as Bool, broadcast; NaN equals nothing. <see href="https://onnx.ai/onnx/operators/onnx__Equal.html"/></summary>
public sealed record Equal : ComparisonOperator
{
    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        if (inputs is not [{ Element: ElementType.String } a, { Element: ElementType.String } b]) return base.Evaluate(inputs);

        // Equal texts get equal numbers.
        var numbers = new Dictionary<string, int>();
        return base.Evaluate([Numbered(a), Numbered(b)]);

        Tensor Numbered(Tensor texts) => Tensor.From<int>(Array.ConvertAll(texts.Strings.ToArray(), Number), texts.Shape);

        int Number(string text) => numbers.TryGetValue(text, out var known) ? known : numbers[text] = numbers.Count;
    }

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) =>
        inputs[0].Type.ToScalar() == KernelType.Bool ? ~(inputs[0] ^ inputs[1]) : Ops.Equal(inputs[0], inputs[1]);
}
