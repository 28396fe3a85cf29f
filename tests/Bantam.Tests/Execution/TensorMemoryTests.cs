using Bantam.Tensors;

namespace Bantam.Tests.Execution;

/// <summary>Elements stay while they are read, and sizes that cannot be are named.</summary>
public sealed class TensorMemoryTests
{
    [Fact]
    public void A_copy_of_a_tensor_that_nothing_else_refers_to_has_its_elements()
    {
        var until = Environment.TickCount64 + 800;
        var faults = 0;
        Thread[] threads = [.. Enumerable.Range(0, 3).Select(i => new Thread(i == 0 ? Collect : () => Copy(i)))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.Equal(0, faults);

        void Collect()
        {
            while (Environment.TickCount64 < until)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }

        // What is freed too early is soon another thread's, which fills it with other numbers.
        void Copy(int first)
        {
            for (float value = first; Environment.TickCount64 < until; value += 2)
                if (Filled(value).ToArray<float>().AsSpan().ContainsAnyExcept(value))
                    Interlocked.Increment(ref faults);
        }
    }

    [Fact]
    public void More_bytes_than_a_span_holds_are_named()
    {
        Assert.Equal(int.MaxValue, TensorStorage.SpanLength(int.MaxValue));
        var error = Assert.Throws<ShapeException>(() => TensorStorage.SpanLength(2_147_483_648));
        Assert.Equal("The tensor has 2147483648 bytes; 2147483647 can be read or written as one piece. Split it.", error.Message);
    }

    private static Tensor Filled(float value)
    {
        var tensor = new Tensor(TensorType.Float(1 << 13));
        tensor.Span<float>().Fill(value);
        GC.KeepAlive(tensor);
        return tensor;
    }
}
