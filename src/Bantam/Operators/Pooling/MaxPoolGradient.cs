using Bantam.Operators.Convolution;
using Bantam.Tensors;

namespace Bantam.Operators.Pooling;

/// <summary>
/// The gradient of <see cref="MaxPool"/>: of each window its first element that is the largest gets the gradient. Internal: it is
/// never saved. Inputs: image, pooled image, gradient of the latter.
/// </summary>
/// <param name="Attributes">Those of the pooling.</param>
public sealed record MaxPoolGradient(PoolAttributes Attributes) : Operator, IInternalOperator, IPool
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        Attributes.CheckPooled(inputs[0], inputs.Shape(1));
        Attributes.CheckPooled(inputs[0], inputs.Shape(2));
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs) =>
        Attributes.AxesOf([inputs.Shape(0), inputs.Shape(1), inputs.Shape(2)], inputs.Shape(0));

    /// <summary>Computes channels last.</summary>
    public override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs) => Attributes.ChannelsLast ? null
        : [ChannelsLastOrder.Image(ChannelsLastPooling.MaxGradient(
            Attributes, ChannelsLastOrder.Image(inputs[0]), ChannelsLastOrder.Image(inputs[1]), ChannelsLastOrder.Image(inputs[2])))];

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (image, pooled, gradient) = (inputs[0]!, inputs[1]!, inputs[2]!);
        var result = new NdArray(outputs[0]);
        var isDone = new bool[pooled.Count];
        Attributes.ForEach(image.Sizes, pooled.Sizes, (to, from) =>
        {
            if (isDone[to] || image.Elements[from] != pooled.Elements[to]) return;
            isDone[to] = true;
            result.Elements[from] += gradient.Elements[to];
        });
        return [result];
    }
}
