using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Normalization;

/// <summary>
/// What <see cref="LayerNormalization"/> and <see cref="RMSNormalization"/> do before scale and bias: (x − mean) / √(variance + ε), or
/// x / √(mean of x² + ε), each over the axes from one axis on. Internal: it is never saved.
/// </summary>
/// <param name="Axis">The first axis; negative ones count from the end.</param>
/// <param name="Epsilon">ε, which keeps the root away from zero.</param>
/// <param name="IsCentred">Whether the mean is taken away.</param>
public sealed record RowNormalization(int Axis, float Epsilon, bool IsCentred) : Operator, IInternalOperator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        inputs.Shape(0).Axis(Axis);
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var centred = Centred(inputs[0]!);
        return [centred / Deviation(centred)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (input, result) = (inputs[0]!, new NdArray(outputs[0]));
        var columns = input.Type.Shape.Product(input.Type.Shape.Axis(Axis), input.Rank).Size;
        for (var start = 0; start < input.Count; start += columns)
        {
            var row = input.Elements.AsSpan(start, columns).ToArray();
            var mean = IsCentred ? row.Average() : 0;
            var deviation = Math.Sqrt(row.Average(x => (x - mean) * (x - mean)) + Epsilon);
            for (var i = 0; i < columns; i++) result.Elements[start + i] = (row[i] - mean) / deviation;
        }

        return [result];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (y, g) = (context.Outputs[0], context.OutputGradient);
        var change = g - (y * Mean(g * y));
        if (IsCentred) change -= Mean(g);
        return [change / Deviation(Centred(context.Inputs[0]!))];
    }

    private Tensor Centred(Tensor x) => IsCentred ? x - Mean(x) : x;

    private Tensor Deviation(Tensor centred) => (Mean(centred * centred) + Epsilon).Sqrt();

    private Tensor Mean(Tensor x)
    {
        var first = x.Shape.Axis(Axis);
        return x.ReduceMean([.. Enumerable.Range(first, x.Shape.Rank - first)], keepDimensions: true);
    }
}
