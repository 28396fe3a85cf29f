using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Operators.Activation;
using Bantam.Operators.Arithmetic;
using Bantam.Operators.Linear;
using Bantam.Operators.Movement;
using Bantam.Operators.Reduction;
using Bantam.Operators.Vision;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Execution;

/// <summary>Operators on large concrete tensors run through kernels, and say the same as by reference.</summary>
public sealed class EagerOperatorTests
{
    private static readonly Tensor Large = Between(-1, 1, [160, 130], seed: 1);

    [Fact]
    public void Large_operators_are_compiled_and_agree_with_the_reference()
    {
        Check(new MatMul(), Large, Between(-1, 1, [130, 140], seed: 2));
        Check(new Concat(1), Large, Large, Between(-1, 1, [160, 3], seed: 3));
        Check(new Slice(), Large, Tensor.Integers([5, 2]), Tensor.Integers([150, 128]), Tensor.Integers([0, 1]));
        Check(new Transpose([1, 0]), Large);
    }

    [Fact]
    public void Small_ones_have_the_bits_of_the_reference()
    {
        CheckBits(new MatMul(), Between(-1, 1, [3, 3], seed: 1), Between(-1, 1, [3, 3], seed: 2));
        CheckBits(new Sigmoid(), Between(-1, 1, [3, 3], seed: 1));
        CheckBits(new Cast(ElementType.Double), Between(-1, 1, [3, 3], seed: 1));
        CheckBits(new ReduceSum(KeepDimensions: false), Between(-1, 1, [3, 3], seed: 1), Tensor.Integers([1]));
    }

    [Fact]
    public void Elements_that_decide_about_a_shape_are_a_part_of_what_is_kept()
    {
        var x = Between(-1, 1, [4], seed: 1);
        foreach (var factor in (float[])[2, 3, 2, 0.5f])
            Assert.Equal(Shape.Of((int)(4 * factor)), new Resize().Apply(x, null, Tensor.From([factor]))[0].Shape);
        foreach (var size in (int[])[1, 2, 4])
            Assert.Equal(Shape.Of(size, 4 / size), x.Reshape(Shape.Of(size, 4 / size)).Shape);
    }

    [Fact]
    public void Texts_are_not_compiled()
    {
        Assert.Null(Compiled(new Identity(), new Tensor(new TensorType(ElementType.String, Shape.Of(200, 200)))));
    }

    [Fact]
    public void Random_bits_are_those_of_the_reference() =>
        CheckBits(new Bantam.Operators.Randomness.RandomBits([200, 200], 1), Tensor.Scalar(1), Tensor.Scalar(2));

    [Fact]
    public void What_does_not_fit_is_the_same_error_whether_large_or_small()
    {
        foreach (var x in (Tensor[])[Between(-1, 1, [3, 4], seed: 1), Large])
        {
            var error = Assert.Throws<ShapeException>(() => x.MatMul(x));
            Assert.StartsWith("the last axis of the left factor must be as long", error.Message, StringComparison.Ordinal);
        }
    }

    private static void Check(Operator op, params Tensor[] inputs)
    {
        var expected = op.Evaluate(inputs)[0];
        var actual = Assert.Single(Compiled(op, inputs)!);
        Assert.Equal(expected.Type, actual.Type);
        Lowering.Tensors.AssertClose(expected.Span<float>(), actual.Bytes, 1e-5, op.Name);
        Assert.Equal(actual.ToArray<float>(), op.ApplyOne(inputs).ToArray<float>());
    }

    private static void CheckBits(Operator op, params Tensor[] inputs)
    {
        for (var time = 0; time < 2; time++)
            Assert.Equal(op.Evaluate(inputs)[0].Bytes.ToArray(), Assert.Single(Compiled(op, inputs)!).Bytes.ToArray());
    }

    private static Tensor[]? Compiled(Operator op, params Tensor[] inputs) =>
        Operator.Compiled!(op, inputs);
}
