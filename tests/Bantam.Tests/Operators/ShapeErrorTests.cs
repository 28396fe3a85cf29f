using Bantam.Autodiff;
using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Operators.Activation;
using Bantam.Operators.Arithmetic;
using Bantam.Operators.Convolution;
using Bantam.Operators.Linear;
using Bantam.Operators.Logic;
using Bantam.Operators.Loss;
using Bantam.Operators.Movement;
using Bantam.Operators.Normalization;
using Bantam.Operators.Pooling;
using Bantam.Operators.Randomness;
using Bantam.Operators.Reduction;
using Bantam.Operators.Vision;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators;

/// <summary>Inputs that do not fit are told apart in a sentence with the node, the rule and both values.</summary>
public sealed class ShapeErrorTests
{
    private static readonly (Operator Operator, CaseInput?[] Inputs, string Message)[] Problems =
    [
        (new Add(), [Numbers(3), Numbers(4)], "axis 1 is 3 in one and 4 in the other"),
        (new Add(), [Numbers(3), Of([1, 2, 3])], "input 0 is Float[3], input 1 is Int32[3]. Cast one of them"),
        (new Add(), [Numbers(3)], "Add takes 2 inputs; 1 were given"),
        (new And(), [Numbers(3), Truths(3)], "both inputs must be Bool; they are Float[3] and Bool[3]"),
        (new Clip(), [Numbers(3), Numbers(3)],
            "a bound must be a scalar of the input's element type; the input is Float[3], bound 1 is Float[3]"),
        (new Gemm(), [Numbers(2, 3), Numbers(2, 4)], "[2,3] has 3, [2,4] has 2"),
        (new Gemm(), [Numbers(2, 3), Numbers(3, 4), Numbers(5)], "Shapes [5] and [2,4] do not broadcast"),
        (new Concat(1), [Numbers(2, 3), Numbers(3, 3)], "inputs must agree on every axis but 1; input 0 is [2,3], input 1 is [3,3]"),
        (new Split(0, 2), [Numbers(5), Fixed(2, 2)], "the sizes of the 2 parts must add up to 5; they are [2,2]"),
        (new Slice(), [Numbers(5), Fixed(0), Fixed(3), Fixed(0), Fixed(0)], "a step must not be 0; that of axis 0 is"),
        (new Slice(), [Numbers(5), Fixed(0, 1), Fixed(3)], "there are 2, 1, 2 and 2"),
        (new Gather(0), [Numbers(5), Numbers(2)], "indices must be Int32 or Int64; they are Float[2]"),
        (new Gather(2), [Numbers(5), Of([0L])], "Shape [5] has no axis 2"),
        (new Pad(), [Numbers(5), Fixed(1, 2, 3)], "there must be two pads an axis, 2; there are 3"),
        (new Pad(), [Numbers(5), Fixed(-3, -3)], "-3 before and -3 after leave -1"),
        (new Pad(PadMode.Edge), [Numbers(3), Fixed(2, -3)],
            "axis 0 has 3 elements, and 2 before and -3 after cut them all; Edge pads have nothing to repeat"),
        (new Pad(PadMode.Wrap), [Numbers(3), Fixed(2, -3)], "Wrap pads have nothing to repeat"),
        (new Pad(PadMode.Reflect), [Numbers(3), Fixed(2, -3)], "Reflect pads have nothing to repeat"),
        (new SoftmaxCrossEntropyLoss(), [Number(1f), Of([0L])], "scores must have a batch and a classes axis, [N, C, …]; they are []"),
        (new BatchNormalization(), [Numbers(3), Numbers(3), Numbers(3), Numbers(3), Numbers(3)],
            "a batch has at least two axes, [N, C, …]; this one is [3]"),
        (new Unsqueeze(), [Numbers(3), Fixed(0, -3)], "the axes [0,-3] name one of the 3 axes of the output twice"),
        (new Split(0, 0), [Numbers(3)], "1 part or more; 0 were asked for"),
        (new Conv(new ConvolutionAttributes([1, 1], [0, 0, 0, 0], [1, 1], 0)), [Numbers(1, 1, 3, 3), Numbers(1, 1, 3, 3)],
            "there must be 1 group or more; there are 0"),
        (new Conv(new ConvolutionAttributes([0, 1], [0, 0, 0, 0], [1, 1])), [Numbers(1, 1, 3, 3), Numbers(1, 1, 3, 3)],
            "strides and dilations must be 1 or more; they are [0,1] and [1,1]"),
        (new MaxPool(new PoolAttributes([2, 2], [2, 0], [0, 0, 0, 0])), [Numbers(1, 1, 3, 3)],
            "windows and strides must be 1 or more; they are [2,2] and [2,0]"),
        (new AveragePool(new PoolAttributes([2, 2], [1, 1], [0, 0, 2, 0])), [Numbers(1, 1, 3, 3)], "pads must be smaller than the window"),
        (new MaxPool(new PoolAttributes([2], [1], [0, 0], Dilations: [0])), [Numbers(1, 1, 3)], "dilations must be 1 numbers from 1 on"),
        (new MaxPool(new PoolAttributes([2], [1], [0, 0], Dilations: [3])), [Numbers(1, 1, 3)], "it spans 4 of 3"),
        (new MaxUnpool([2], [2], [0, 0]), [Numbers(1, 1, 3), Numbers(1, 1, 3)], "each element has an Int64 index"),
        (new LpPool(new PoolAttributes([2], [1], [0, 0]), 0), [Numbers(1, 1, 3)], "p of a p-norm is a number from 1 on; it is 0"),
        (new Resize(), [Numbers(2, 3)], "either scales or sizes say how large the result is; neither is given"),
        (new Resize(), [Numbers(2, 3), null, Fixed(Vector(1f, 1f)), Fixed(2, 3)], "both are given"),
        (new Resize(), [Numbers(2, 3), null, Fixed(Vector(1f))], "there must be 2 scales for [2,3] (input 2); they are Float[1]"),
        (new Resize(), [Numbers(2, 3), null, Fixed(Vector(1f, -1f))], "scales are numbers above 0; one is -1"),
        (new Resize { ResizedAxes = [0, -2] }, [Numbers(2, 3), null, null, Fixed(2, 3)], "the axes [0,-2] name one twice"),
        (new Resize(), [Numbers(0, 3), null, null, Fixed(2, 3)], "axis 0 of [0,3] is empty; it cannot be resized to 2"),
        (new Resize(Coordinates: CoordinateTransformation.TfCropAndResize), [Numbers(2), null, null, Fixed(2)],
            "the part of the tensor must be given (input 1); it is not"),
        (new GridSample(), [Numbers(1, 2, 3, 3), Numbers(1, 2, 3, 3)], "a grid [N, …, axes]"),
        (new GridSample(), [Numbers(1, 2, 3, 3), Numbers(2, 2, 3, 2)], "there are 1 images in [1,2,3,3], 2 grids in [2,2,3,2]"),
        (new AffineGrid(), [Numbers(1, 2, 2), Fixed(1, 1, 3, 3)], "[N, axes, axes + 1]; they are [1,2,2], and the size has 4 numbers"),
        (new NonMaxSuppression(), [Numbers(1, 5, 4), Numbers(1, 2, 6)], "they are [1,5,4] and [1,2,6]"),
        (new RoiAlign(), [Numbers(1, 1, 4, 4), Numbers(2, 4), Of([0L])], "the regions are [2,4], the numbers of their images [1]"),
        (new MaxRoiPool(1, 1), [Numbers(1, 1, 4, 4), Numbers(2, 4)], "regions [regions, 5]; they are [1,1,4,4] and [2,4]"),
        (new DeformConv(ConvolutionAttributes.Plain, 2), [Numbers(1, 3, 4, 4), Numbers(2, 3, 2, 2), Numbers(1, 16, 3, 3)],
            "2 offset groups do not share the 3 channels of [1,3,4,4]"),
        (new DeformConv(ConvolutionAttributes.Plain), [Numbers(1, 3, 4, 4), Numbers(2, 3, 2, 2), Numbers(1, 4, 3, 3)],
            "each tap of each pixel has its own numbers, [1,8,3,3]; input 2 is [1,4,3,3]"),
        (new InstanceNormalization(), [Numbers(2, 3), Numbers(3), Numbers(3)], "at least three axes, [N, C, …]; this one is [2,3]"),
        (new InstanceNormalization(), [Numbers(2, 3, 4), Numbers(3), Numbers(2)],
            "scale and bias must have one element a channel, [3]; input 2 is [2]"),
        (new GroupNormalization(2), [Numbers(2, 3, 4), Numbers(3), Numbers(3)], "2 groups do not share 3 channels of [2,3,4]"),
        (new LRN(0), [Numbers(2, 3)], "a window has one channel or more; this one has 0"),
        (new Exp(), [Of([1, 2])], "the input must be Float or Double; it is Int32[2]. Cast it"),
        (new Sigmoid(), [Of([1, 2])], "the input must be Float or Double"),
        (new HardSigmoid(0.2f, 0.5f), [Of([1, 2])], "the input must be Float or Double"),
        (new ArgMax(0, false), [Numbers(0, 3)], "the axis must have elements; axis 0 of [0,3] has none"),
        (new ReduceSum(false), [Numbers(2, 3), Fixed(1, -1)], "name one twice"),
        (new RandomUniform(ElementType.Int32, [3], 0, 1), [], "random numbers are floating-point; Int32 is not"),
        (new Dropout(), [Numbers(3), Numbers(2)], "the ratio must be a floating-point scalar; it is Float[2]"),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Problems.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Inputs_that_do_not_fit_are_named(int problem)
    {
        var (op, inputs, message) = Problems[problem];
        var one = new OperatorCase(op.Name, op, inputs);
        var error = Assert.ThrowsAny<ShapeException>(() => one.Trace());
        Assert.StartsWith($"node '{op.Name}' ({op.Name}): ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_index_outside_is_named_by_the_reference()
    {
        var error = Assert.Throws<AxisIndexException>(() => Numbers(5).Gather(Of([0L, 5])));
        Assert.Equal("index 5 is outside an axis of size 5; its indices are -5 to 4.", error.Message);
    }

    [Fact]
    public void Sides_of_a_flattened_tensor_beyond_32_bits_are_named()
    {
        var type = new TensorType(ElementType.Float, new Shape("batch", 65536, 65536));
        var error = Assert.ThrowsAny<ShapeException>(
            () => Graph.Trace([("x", type)], inputs => [("y", new Flatten().ApplyOne(inputs[0]))]));
        Assert.Contains("[65536,65536] has more elements", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_that_is_no_class_is_named_by_the_reference()
    {
        var error = Assert.Throws<ShapeException>(() => new SoftmaxCrossEntropyLoss().ApplyOne(Numbers(1, 3), Of([3])));
        Assert.Equal("label 3 is no class of scores [1,3]; labels are 0 to 2.", error.Message);
    }

    [Fact]
    public void A_vector_has_no_last_two_axes()
    {
        var error = Assert.Throws<ShapeException>(() => Numbers(3).TransposeLast());
        Assert.Contains("the last two axes of [3] cannot be exchanged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_concrete_parameter_has_no_gradient()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Graph.Trace([("x", TensorType.Float(5))], inputs =>
            [("g", Gradients.Of(inputs[0].ReduceSum(), [Numbers(5)])[0])]));
        Assert.Contains("parameter 0, Float[5], is a concrete tensor", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_that_does_not_exist_is_named()
    {
        var error = Assert.Throws<NotSupportedException>(() => Graph.Trace([("x", TensorType.Float(5))], inputs =>
            [("g", Gradients.Of(inputs[0].Pad([2], [2], PadMode.Reflect).ReduceSum(), inputs)[0])]));
        Assert.Contains("Pad has no gradient", error.Message, StringComparison.Ordinal);
    }
}
