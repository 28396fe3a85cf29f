using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators;
using Bantam.Operators.Arithmetic;
using Bantam.Operators.Convolution;
using Bantam.Operators.Linear;
using Bantam.Operators.Movement;
using Bantam.Operators.Normalization;
using Bantam.Operators.Randomness;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using static Bantam.Tests.Transforms.Preparation;

namespace Bantam.Tests.Transforms;

/// <summary>What is left of a model that is made ready to infer, and that it computes what the model says.</summary>
public sealed class PatternTests
{
    private static readonly int[] Image = [2, 6, 9, 8];
    private static readonly ConvolutionAttributes Padded = ConvolutionAttributes.Plain with { Pads = [1, 1, 1, 1] };

    [Fact]
    public void A_normalization_behind_a_convolution_is_in_its_weights() =>
        Check(Image, x => Normalized(Convolved(x, Padded, bias: false)).Relu(), "Conv Relu");

    [Fact]
    public void A_normalization_behind_a_convolution_with_a_bias_and_groups_is_in_its_weights() =>
        Check(Image, x => Normalized(Convolved(x, Padded with { Group = 3 })), "Conv");

    [Fact]
    public void A_normalization_before_a_convolution_without_padding_is_in_its_weights() =>
        Check(Image, x => Convolved(Normalized(x), ConvolutionAttributes.Plain with { Group = 2 }), "Conv");

    [Fact]
    public void Of_a_normalization_before_a_padded_convolution_the_sum_stays() =>
        Check(Image, x => Convolved(Normalized(x), Padded), "Mul Add Conv");

    [Fact]
    public void A_scale_before_a_padded_convolution_is_in_its_weights() => Check(Image, x => Convolved(x / 255.0, Padded), "Conv");

    [Fact]
    public void A_normalization_of_what_is_read_elsewhere_too_stays_outside() => Check(Image, x =>
    {
        var convolved = Convolved(x, Padded);
        return Normalized(convolved) + convolved;
    }, "Conv Mul Add Add");

    [Fact]
    public void Scales_and_biases_behind_a_matrix_product_are_in_its_weights() => Check([5, 7], x =>
        (((x.MatMul(Weights(7, 4)) + Weights(4)) * Weights(1, 4)) - Weights(4)) / 3.0, "MatMul Add");

    [Fact]
    public void Scales_and_biases_before_a_matrix_product_are_in_its_weights() => Check([3, 5, 7], x =>
        ((x * Weights(7)) - Weights(1, 7)).MatMul(Weights(7, 4)).Relu(), "MatMul Add Relu");

    [Fact]
    public void Scales_and_biases_around_a_gemm_are_in_its_weights() => Check([5, 7], x =>
        (new Gemm(0.5f, 2, TransB: true).ApplyOne((x + 3.0) * Weights(7), Weights(4, 7), Weights(1, 4)) * Weights(4)) + 1.5, "Gemm");

    [Fact]
    public void Numbers_that_differ_inside_a_channel_stay() =>
        Check(Image, x => Convolved(x, Padded) * Weights(9, 8), "Conv Mul");

    [Fact]
    public void A_quotient_by_a_product_stays() => Check([5, 7], x => 1.0 / ((x * 0.1).MatMul(Weights(7, 4)) + 30.0), "MatMul Add Div");

    [Fact]
    public void Zeros_around_an_image_are_the_padding_of_its_convolution() =>
        Check(Image, x => Convolved(x.Pad([0, 0, 1, 2], [0, 0, 0, 1]), Padded), "Conv");

    [Theory]
    [InlineData(PadMode.Edge, 0)]
    [InlineData(PadMode.Constant, 1)]
    public void Other_numbers_around_an_image_stay(PadMode mode, float number) =>
        Check(Image, x => Convolved(x.Pad([0, 0, 1, 2], [0, 0, 0, 1], mode, number), Padded), "Pad Conv");

    [Fact]
    public void What_changes_nothing_is_left_out() => Check([4, 6], x =>
    {
        var same = x.Transpose(1, 0).Transpose(1, 0).Reshape(2, 12).Flatten().Reshape(4, 6);
        same = new Identity().ApplyOne(same).Cast(ElementType.Float);
        same = Tensor.Concat(0, same.Slice([0], [0], [4])).Expand(Shape.Of(4, 6));
        return new Pad().ApplyOne(same, Tensor.Integers([0, 0, 0, 0])) * new Tensor(x.Type).Exp() + new Tensor(x.Type);
    }, "Identity");

    /// <summary>What a file that was exported for training is left with.</summary>
    [Fact]
    public void A_dropout_is_left_out() => Check(Image, x =>
        Normalized(new Dropout().Apply(Convolved(x, Padded))[0]), "Conv");

    [Fact]
    public void A_dropout_whose_mask_is_read_is_left_out_too() => Check([4, 6], x =>
    {
        var kept = new Dropout().Apply(x, Tensor.Scalar(0.3f));
        return Tensor.Where(kept[1], kept[0].Relu(), 7f);
    }, "Relu Where");

    [Fact]
    public void A_dropout_that_drops_stays() => Assert.Equal("Dropout", OperatorsOf(Prepared(
        [4, 6], x => new Dropout().Apply(x, Tensor.Scalar(0.3f), Tensor.Scalar(true))[0], out _)));

    [Fact]
    public void A_slice_that_turns_an_axis_around_stays() => Check([4, 6], x => x.Slice([0], [-1], [int.MinValue], [-1]), "Slice");

    [Fact]
    public void A_number_added_to_fewer_numbers_stays() => Check([4, 1], x => x + new Tensor(TensorType.Float(4, 3)), "Add");

    [Fact]
    public void Weights_of_any_size_are_computed_once()
    {
        var weights = new Variable("w", Lowering.Tensors.Random([300, 400], 1));
        var graph = Graph.Trace([("x", TensorType.Float("rows", 300))], i =>
            [("y", i[0].MatMul((weights.Read().Tanh() * weights.Read()).Reshape(300, 400)))]);
        var prepared = Inference.Prepare(graph);
        Assert.Equal("MatMul", OperatorsOf(prepared));
        Assert.Empty(prepared.Variables);
        Assert.All(prepared.Nodes.Single().Inputs.Skip(1), i => Assert.NotNull(i!.Constant));
        var expected = weights.Value.Span<float>()[7] * MathF.Tanh(weights.Value.Span<float>()[7]);
        Assert.Equal(expected, prepared.Nodes[0].Inputs[1]!.Constant!.Span<float>()[7], 1e-6);
    }

    [Fact]
    public void Equal_constants_that_were_computed_are_one()
    {
        var (a, b) = (Lowering.Tensors.Random([300, 300], 1), Lowering.Tensors.Random([300, 300], 1));
        var prepared = Inference.Prepare(Graph.Trace([("x", TensorType.Float(2, 300))], i =>
            [("y", i[0].MatMul(Lazy(a).Tanh()).MatMul(Lazy(b).Tanh()))]));
        Assert.Same(prepared.Nodes[0].Inputs[1]!.Constant, prepared.Nodes[1].Inputs[1]!.Constant);

        Tensor Lazy(Tensor tensor) => new Variable("w", tensor).Read();
    }

    [Fact]
    public void A_number_that_is_repeated_often_is_not_stored_often()
    {
        var scale = new Variable("s", Tensor.Scalar(3f));
        var prepared = Inference.Prepare(Graph.Trace([("x", TensorType.Float(1000, 1000))], i =>
            [("y", i[0] * scale.Read().Expand(Shape.Of(1000, 1000)))]));
        Assert.DoesNotContain(prepared.Nodes.SelectMany(n => n.Inputs), i => i!.Constant is { Shape.ElementCount: > 1000 });
    }

    [Fact]
    public void A_variable_that_the_graph_changes_stays_one()
    {
        var (count, weights) = (new Variable("count", Tensor.Scalar(1f)), new Variable("w", Lowering.Tensors.Random([3], 1)));
        var prepared = Inference.Prepare(Graph.Trace([("x", TensorType.Float(3))], i =>
        {
            GraphBuilder.Current!.Update(count, count.Read() + 1);
            return [("y", i[0] * weights.Read() * count.Read())];
        }));
        Assert.Equal([count], prepared.Variables);
    }

    [Fact]
    public void All_widths_compute_the_same_bits_of_what_is_prepared()
    {
        var graph = Prepared(Image, x => Normalized(Convolved(x, Padded)).Relu(), out _);
        var runs = CpuTargets.All.Select(target => Run(graph, target, Lowering.Tensors.Random(Image, 5))).ToArray();
        Assert.All(runs, run => Assert.Equal(runs[0], run));
    }

    private static Tensor Convolved(Tensor x, ConvolutionAttributes attributes, bool bias = true)
    {
        Tensor[] weights = bias ? [Weights(12, 6 / attributes.Group, 3, 3), Weights(12)] : [Weights(12, 6 / attributes.Group, 3, 3)];
        return new Conv(attributes).ApplyOne([x, .. weights]);
    }

    private static Tensor Normalized(Tensor x)
    {
        var channels = x.Shape[1].Size;
        return new BatchNormalization(1e-3f).ApplyOne(x, Weights(channels), Weights(channels), Weights(channels), Positive(channels));
    }

    private static Tensor Positive(int count) => new Variable("variance", Lowering.Tensors.Random([count], 9, low: 0.5f)).Read();
}
