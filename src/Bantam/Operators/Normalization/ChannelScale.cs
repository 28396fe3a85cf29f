using Bantam.Tensors;

namespace Bantam.Operators.Normalization;

/// <summary>What normalizations of images [N, C, …] end with: x · scale + bias with one number a channel of each.</summary>
internal static class ChannelScale
{
    /// <summary>Makes sure that inputs 1 and 2 are scale and bias of input 0.</summary>
    /// <exception cref="ShapeException">They are not.</exception>
    public static void Check(OperatorInputs inputs)
    {
        for (var i = 1; i < 3; i++)
        {
            if (inputs[i].Element != inputs[0].Element)
                throw new ShapeException($"inputs must have one element type; input 0 is {inputs[0]}, input {i} is {inputs[i]}. Cast one.");
            if (Shape.Differ(inputs.Shape(i), new Shape(inputs.Shape(0)[1])))
                throw new ShapeException(
                    $"scale and bias must have one element a channel, [{inputs.Shape(0)[1]}]; input {i} is {inputs.Shape(i)}.");
        }
    }

    /// <summary>The axes of a normalization of each sample.</summary>
    /// <param name="x">The shape of the images.</param>
    /// <param name="channels">Whether channels are mixed.</param>
    public static AxisMap Axes(Shape x, AxisKind channels)
    {
        var labels = AxisMap.Labels(x, AxisKind.Mixed);
        (labels[0], labels[1]) = (new AxisLabel(), new AxisLabel(channels));
        var (axes, own) = (AxisMap.Axes(x, labels), (AxisPart[][])[AxisMap.Axis(labels[1], x[1])]);
        return new AxisMap([axes, own, own], [axes]);
    }

    /// <summary>x · scale + bias.</summary>
    public static Tensor Apply(Tensor x, Tensor scale, Tensor bias)
    {
        int[] perChannel = [-1, .. Enumerable.Repeat(1, x.Shape.Rank - 2)];
        return (x * scale.Reshape(perChannel)) + bias.Reshape(perChannel);
    }

    /// <summary>The same by plain loops.</summary>
    public static NdArray Apply(NdArray x, NdArray scale, NdArray bias)
    {
        x.ForEach((at, offset) => x.Elements[offset] = (x.Elements[offset] * scale.Elements[at[1]]) + bias.Elements[at[1]]);
        return x;
    }
}
