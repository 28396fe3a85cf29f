using System.Runtime.InteropServices;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Bench.Cases;

/// <summary>Random inputs, the same each time: a few batches that systems take in turns.</summary>
internal static class CaseData
{
    /// <summary>How many batches there are.</summary>
    public const int Batches = 8;

    /// <summary>Numbers in [0, 1), one array a batch.</summary>
    public static float[][] Images(BenchmarkCase @case, int batch)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Batches).Select(_ => Numbers(random, batch * Shape.Of(@case.Input).ElementCount))];
    }

    /// <summary>The graph of a case, of one sample.</summary>
    public static Graph GraphOf(BenchmarkCase @case) => @case.Graph?.Invoke() ?? new CaseModel(@case).Inference(1);

    /// <summary>Sets of inputs of that graph: of a network a few samples, of any other graph one set.</summary>
    public static Tensor[][] Inputs(BenchmarkCase @case, Graph graph)
    {
        if (@case.Graph is null)
            return [.. Images(@case, 1).Select(image => new[] { Tensor.From<float>(image, graph.Inputs[0].Type.Shape) })];
        var random = new Random(1);
        return [[.. graph.Inputs.Select(i => Random(random, i.Type))]];
    }

    /// <summary>Numbers in [0, 1), or any bytes of integers.</summary>
    public static Tensor Random(Random random, TensorType type)
    {
        if (type.Element == ElementType.Float) return Tensor.From<float>(Numbers(random, type.Shape.ElementCount), type.Shape);
        var tensor = new Tensor(type);
        random.NextBytes(tensor.Bytes);
        return tensor;
    }

    /// <summary>What a training step is given, one pair a batch: the elements of the samples, and their labels as Int32.</summary>
    public static (byte[] Samples, byte[] Labels)[] Training(BenchmarkCase @case)
    {
        if (@case.Symbols is { } symbols) return SymbolChain.Batches(@case, symbols);
        var random = new Random(2);
        return [.. Images(@case, @case.Batch).Select(
            images => (Bytes<float>(images), Bytes<int>([.. Enumerable.Range(0, @case.Batch).Select(_ => random.Next(@case.Classes))])))];
    }

    /// <summary>Numbers as bytes.</summary>
    public static byte[] Bytes<T>(ReadOnlySpan<T> numbers) where T : unmanaged => MemoryMarshal.AsBytes(numbers).ToArray();

    /// <summary>Writes the samples of all batches of a training, and behind them their labels, for a peer in another process.</summary>
    public static void Write(BenchmarkCase @case, string path)
    {
        using var file = File.Create(path);
        var batches = Training(@case);
        foreach (var (samples, _) in batches) file.Write(samples);
        foreach (var (_, labels) in batches) file.Write(labels);
    }

    /// <summary>So many numbers in [0, 1).</summary>
    public static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
}
