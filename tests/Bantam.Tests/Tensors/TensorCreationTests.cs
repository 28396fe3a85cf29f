using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Tests.TensorTests;

/// <summary>Tensors of arrays and shapes, and their parts.</summary>
public sealed class TensorCreationTests
{
    [Fact]
    public void An_array_becomes_a_tensor_of_its_dimensions()
    {
        Assert.Equal("Float[1]", Tensor.From([1f]).Type.ToString());
        Assert.Equal("Int32[2,3]", Tensor.From(new[,] { { 1, 2, 3 }, { 4, 5, 6 } }).Type.ToString());
        Assert.Equal([1, 2, 3, 4, 5, 6], Tensor.From(new[,] { { 1, 2, 3 }, { 4, 5, 6 } }).ToArray<int>());
        Assert.Equal("Double[1,1,2]", Tensor.From(new[, ,] { { { 1.0, 2 } } }).Type.ToString());
        Assert.Equal("Bool[0,3]", Tensor.From(new bool[0, 3]).Type.ToString());
        Assert.Equal(["a", "b"], Tensor.From(new[,] { { "a" }, { "b" } }).Strings.ToArray());
        var error = Assert.Throws<NotSupportedException>(() => Tensor.From(new decimal[1, 1]));
        Assert.Contains("Tensors do not hold Decimal", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_are_made_of_shapes()
    {
        Assert.Equal([0f, 0, 0], Tensor.Zeros(Shape.Of(3)).ToArray<float>());
        Assert.Equal([1L, 1], Tensor.Ones(Shape.Of(2), ElementType.Int64).ToArray<long>());
        Assert.Equal([1f, 0, 0, 1], Tensor.Eye(2).ToArray<float>());
        Assert.Equal([long.MaxValue], Tensor.Full(long.MaxValue, Shape.Of(1)).ToArray<long>());
        Assert.Equal([0, 1, 2], Tensor.Arange(3).ToArray<int>());
        Assert.Equal([5.0, 3.5], Tensor.Arange(5, 3.0, -1.5).ToArray<double>());
        var random = Tensor.Random(Shape.Of(100), seed: 7, low: 2, high: 3);
        Assert.Equal(random.ToArray<float>(), Tensor.Random(Shape.Of(100), seed: 7, low: 2, high: 3).ToArray<float>());
        Assert.NotEqual(random.ToArray<float>(), Tensor.Random(Shape.Of(100), seed: 8, low: 2, high: 3).ToArray<float>());
        Assert.All(random.ToArray<float>(), x => Assert.InRange(x, 2, 3));
    }

    [Fact]
    public void Indices_and_ranges_take_parts_of_tensors()
    {
        var t = Tensor.Arange(24).Reshape(2, 3, 4);
        Assert.Equal(17, t[1, 1, 1].Item<int>());
        Assert.Equal(23, t[^1, -1, ^1].Item<int>());
        Assert.Equal("Int32[]", t[0, 0, 0].Type.ToString());
        Assert.Equal([4, 5, 6, 7], t[0, 1].ToArray<int>());
        Assert.Equal("Int32[2,2,4]", t[.., 1..3].Type.ToString());
        Assert.Equal([2, 3, 14, 15], t[.., 0, ^2..].ToArray<int>());
        var error = Assert.Throws<ShapeException>(() => t[0, 3]);
        Assert.Contains("index 3 is outside axis 1 of [2,3,4]", error.Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => t[^0]);
        Assert.Throws<ShapeException>(() => t[0, 0, 0, 0]);
        Assert.Contains("Int32[2,3,4] has 24", Assert.Throws<ShapeException>(() => t.Item<int>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Symbolic_tensors_have_the_same_parts()
    {
        var t = Tensor.Arange(24f).Reshape(2, 3, 4);
        var graph = Graph.Trace([("t", t.Type)], x => [("one", x[0][1, 2, ^1]), ("part", x[0][.., 1..])]);
        var outputs = ReferenceExecutor.Run(graph, new Dictionary<string, Tensor> { ["t"] = t });
        Assert.Equal(23, outputs["one"].Item<float>());
        Assert.Equal(t[.., 1..].ToArray<float>(), outputs["part"].ToArray<float>());
    }
}
