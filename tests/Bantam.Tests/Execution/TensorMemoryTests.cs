using Bantam.Tensors;

namespace Bantam.Tests.Execution;

/// <summary>Elements stay while they are read, and sizes that cannot be are named.</summary>
public sealed class TensorMemoryTests
{
    [Fact]
    public void A_copy_of_a_tensor_that_nothing_else_refers_to_has_its_elements()
    {
        var until = Environment.TickCount64 + 500;
        var collector = new Thread(() =>
        {
            while (Environment.TickCount64 < until)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        for (var i = 1; Environment.TickCount64 < until; i++)
        {
            var copy = Filled(i).ToArray<float>();
            Assert.False(copy.AsSpan().ContainsAnyExcept((float)i), $"copy {i} holds other elements.");
        }

        collector.Join();
    }

    [Fact]
    public void More_bytes_than_a_span_holds_are_named()
    {
        Assert.Equal(int.MaxValue, TensorStorage.SpanLength(int.MaxValue));
        var error = Assert.Throws<ShapeException>(() => TensorStorage.SpanLength(2_147_483_648));
        Assert.Equal("The tensor has 2147483648 bytes; 2147483647 can be read or written as one piece. Split it.", error.Message);
    }

    private static Tensor Filled(int value)
    {
        var tensor = new Tensor(TensorType.Float(1 << 16));
        tensor.Span<float>().Fill(value);
        GC.KeepAlive(tensor);
        return tensor;
    }
}
