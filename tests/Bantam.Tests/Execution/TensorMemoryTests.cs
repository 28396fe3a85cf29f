using Bantam.Tensors;

namespace Bantam.Tests.Execution;

/// <summary>Elements stay while they are read, and sizes that cannot be are named.</summary>
public sealed class TensorMemoryTests
{
    [Fact]
    public void A_span_of_a_tensor_that_nothing_else_refers_to_has_its_elements()
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
            var span = Filled(i).Span<float>();
            Thread.Yield();
            Assert.False(span.ContainsAnyExcept((float)i), $"span {i} shows other elements.");
        }

        collector.Join();
    }

    [Fact]
    public void More_bytes_than_an_array_holds_are_named()
    {
        var error = Assert.Throws<ShapeException>(() => new Tensor(TensorType.Float(1 << 30)));
        Assert.Equal("A tensor has at most 2147483591 bytes; Float[1073741824] takes 4294967296.", error.Message);
    }

    private static Tensor Filled(int value)
    {
        var tensor = new Tensor(TensorType.Float(1 << 16));
        tensor.Span<float>().Fill(value);
        return tensor;
    }
}
