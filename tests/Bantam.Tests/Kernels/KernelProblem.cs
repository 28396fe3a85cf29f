using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Plans;

namespace Bantam.Tests.Kernels;

/// <summary>A kernel with its data, made for any target, and what the interpreter says its buffers hold afterwards.</summary>
/// <param name="Name">What a failure is called.</param>
/// <param name="Make">The kernel, its sizes and its number of tiles for a target.</param>
/// <param name="Buffers">The buffers' contents before the run.</param>
public sealed record KernelProblem(string Name, Func<Target, (Kernel Kernel, int[] Sizes, int Tiles)> Make, byte[][] Buffers)
{
    /// <summary>Buffers whose contents afterwards mean nothing: they differ from target to target.</summary>
    public int[] IsScratch { get; init; } = [];

    /// <summary>The buffers after a checked run.</summary>
    public byte[][] Interpret(Target target)
    {
        var (kernel, sizes, tiles) = Make(target);
        var buffers = Buffers.Select(b => (byte[])b.Clone()).ToArray();
        Interpreter.Run(kernel, [.. buffers.Select(b => b.AsMemory())], sizes, 0, tiles);
        return WithoutScratch(buffers);
    }

    /// <summary>The buffers with those emptied whose contents mean nothing.</summary>
    public byte[][] WithoutScratch(byte[][] buffers) => [.. buffers.Select((b, i) => IsScratch.Contains(i) ? [] : b)];

    /// <summary>The kernel as a plan of one call on buffers that lie one after the other.</summary>
    public (KernelCall Call, Placement[] Places, long Bytes) Plan(Target target)
    {
        var (kernel, sizes, tiles) = Make(target);
        var places = new Placement[Buffers.Length];
        var offset = 0L;
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = new Placement(Region.Work, offset, Buffers[i].Length);
            offset += Placement.Footprint(Buffers[i].Length);
        }

        return (new KernelCall(kernel, places, sizes, tiles, KernelCall.SerialCost, Name), places, offset);
    }

    /// <summary>Floats from a seed, with zeros of both signs among them.</summary>
    public static byte[] Floats(int count, int seed, float scale = 1)
    {
        var random = new Random(seed);
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = i % 17 == 3 ? (i % 2 == 0 ? 0f : -0f) : (random.NextSingle() - 0.5f) * 2 * scale;
        var bytes = new byte[4 * count];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        return bytes;
    }

    public static byte[] Zeros(int count) => new byte[4 * count];
}
