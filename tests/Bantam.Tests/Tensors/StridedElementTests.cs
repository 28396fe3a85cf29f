using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Tests.TensorTests;

/// <summary>Elements that lie in another order are copied as the operator transposes them, and only when they are asked for.</summary>
public sealed class StridedElementTests
{
    [Theory]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.Float)]
    [InlineData(ElementType.Int64)]
    [InlineData(ElementType.Complex128)]
    public void A_permuted_constant_is_a_transpose(ElementType element)
    {
        var random = new Random(3);
        foreach (var sizes in (int[][])[[1, 1], [3, 50], [37, 16], [5, 4, 33], [19, 3, 2, 17], [2, 0, 3], [2, 3, 1, 4, 5]])
        {
            var tensor = new Tensor(new TensorType(element, Shape.Of(sizes)));
            random.NextBytes(tensor.Bytes);
            for (var i = 0; i < 8; i++)
            {
                int[] order = [.. Enumerable.Range(0, sizes.Length).OrderBy(_ => random.Next())];
                var permuted = PermutedConstants.Get(tensor, Ints.From(order));
                Assert.Same(permuted, PermutedConstants.Get(tensor, Ints.From(order)));
                var expected = new Transpose(Ints.From(order)).Evaluate([tensor])[0];
                Assert.Equal(expected.Type, permuted.Type);
                Assert.Equal(expected.Bytes.ToArray(), permuted.Bytes.ToArray());
            }
        }
    }

    [Fact]
    public void A_constant_is_not_permuted_before_its_elements_are_asked_for()
    {
        var tensor = Tensor.Zeros(Shape.Of(512, 512));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var permuted = PermutedConstants.Get(tensor, [1, 0]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, tensor.Bytes.Length / 2);
        Assert.False(permuted.IsSymbolic);
        Assert.Equal(tensor.Bytes.Length, permuted.Bytes.Length);
    }

    [Fact]
    public void Tensors_of_one_pool_lie_in_one_array_and_do_not_overlap()
    {
        TensorType[] types = [TensorType.Float(100_000), TensorType.Float(3), TensorType.Float(0), TensorType.Float(70, 10)];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var pool = new TensorPool(types.Sum(TensorPool.Footprint));
        var tensors = types.Select(pool.Next).Append(pool.Next(TensorType.Float(20))).ToArray();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, types.Sum(t => t.Bytes), types.Sum(t => t.Bytes) + 20_000);
        for (var i = 0; i < tensors.Length; i++) tensors[i].Span<float>().Fill(i);
        for (var i = 0; i < tensors.Length; i++) Assert.All(tensors[i].ToArray<float>(), x => Assert.Equal(i, x));
        Assert.Equal(3, tensors[3].View(Shape.Of(700)).Span<float>()[699]);
    }
}
