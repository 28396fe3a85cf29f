using Bantam.Graphs;
using Bantam.Operators.Activation;
using Bantam.Operators.Arithmetic;
using Bantam.Operators.Convolution;
using Bantam.Operators.Pooling;
using static Bantam.Bench.TensorFlow.GraphModel;

namespace Bantam.Bench.TensorFlow;

/// <content>Convolutions and pooling, on images with their channels last.</content>
internal sealed partial class GraphModelConverter
{
    private void WriteConvolution(Node node, ConvolutionAttributes attributes)
    {
        if (attributes.Rank != 2) throw Unwritten(node, "a window that is not over height and width");
        var (image, weights) = (Image(node), node.Inputs[1]!.Constant ?? throw Unwritten(node, "computed weights"));
        var (outputs, perGroup) = (weights.Shape[0].Size, weights.Shape[1].Size);
        var isDepthwise = attributes.Group > 1 && perGroup == 1 && outputs == attributes.Group;
        if (attributes.Group > 1 && !isDepthwise) throw Unwritten(node, "groups of more than one channel");

        // The weights of a convolution of each channel by itself are [height, width, channels, 1].
        var ordered = weights.Transpose(isDepthwise ? [2, 3, 0, 1] : [2, 3, 1, 0]);
        var filter = _model.Constant(ordered.Span<float>(), ordered.Shape.Sizes);
        var bias = node.Inputs.ElementAtOrDefault(2) is { } given ? Find(given).Name : _model.Constant(new float[outputs], outputs);
        var (last, activation) = Activation(node);
        _known[last.Outputs[0]] = Laid(last.Outputs[0], _model.Add(
            isDepthwise ? "FusedDepthwiseConv2dNative" : "_FusedConv2D",
            [image.Name, filter, bias],
            ("strides", Numbers(1, attributes.Strides[0], attributes.Strides[1], 1)),
            ("dilations", Numbers(1, attributes.Dilations[0], attributes.Dilations[1], 1)),
            ("padding", Word(attributes.Pads.All(p => p == 0) ? "VALID" : "EXPLICIT")),
            ("explicit_paddings", Numbers(Pads(attributes.Pads))),
            ("data_format", Word("NHWC")),
            ("num_args", Number(1)),
            ("fused_ops", Words(activation is null ? ["BiasAdd"] : ["BiasAdd", activation]))), LaidTensor.ChannelsLast);
    }

    /// <summary>The activation that alone reads what a node computes, and its name; the node itself where there is none.</summary>
    private (Node Last, string? Activation) Activation(Node node)
    {
        var output = node.Outputs[0];
        if (_outputs.Contains(output) || _readers[output].ToArray() is not [var reader]) return (node, null);
        return reader.Operator switch
        {
            Relu => (reader, "Relu"),
            Clip when IsRelu6(reader) => (reader, "Relu6"),
            _ => (node, null),
        };
    }

    private void WritePool(Node node, string op, PoolAttributes attributes)
    {
        if (attributes.Rank != 2 || attributes.CeilMode || attributes.Dilations is not null)
            throw Unwritten(node, "a window with holes, one that hangs over, or one that is not over height and width");
        var image = Image(node).Name;
        if (attributes.Pads.Any(p => p != 0))
        {
            var padding = _model.Constant2D(Pads(attributes.Pads), columns: 2);
            image = _model.Add("PadV2", [image, padding, _model.Scalar(float.MinValue)]);
        }

        var pooled = _model.Add(
            op, [image], ("ksize", Numbers(1, attributes.Kernel[0], attributes.Kernel[1], 1)),
            ("strides", Numbers(1, attributes.Strides[0], attributes.Strides[1], 1)), ("padding", Word("VALID")));
        Set(node, pooled, LaidTensor.ChannelsLast);
    }

    private void WriteMean(Node node) =>
        Set(node, _model.Add("Mean", [Image(node).Name, _model.Constant(1, 2)], ("keep_dims", Truth(true))), LaidTensor.ChannelsLast);

    private LaidTensor Image(Node node)
    {
        var image = Find(node.Inputs[0]!);
        return image.Shape.Count == LaidTensor.ChannelsLast.Count ? Arrange(image, LaidTensor.ChannelsLast)
            : throw Unwritten(node, "an image that is not [batch, channels, height, width]");
    }

    /// <summary>Before and after each axis of an image with its channels last.</summary>
    private static int[] Pads(IReadOnlyList<int> pads) => [0, 0, pads[0], pads[2], pads[1], pads[3], 0, 0];
}
