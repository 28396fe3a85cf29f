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

    /// <summary>Classes of the samples of a training step, one array a batch.</summary>
    public static int[][] Labels(BenchmarkCase @case)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, Batches).Select(
            _ => Enumerable.Range(0, @case.Batch).Select(_ => random.Next(@case.Classes)).ToArray())];
    }

    /// <summary>Writes the images of all batches of a training, and behind them their labels, for a peer in another process.</summary>
    public static void Write(BenchmarkCase @case, string path)
    {
        using var file = File.Create(path);
        foreach (var batch in Images(@case, @case.Batch)) file.Write(MemoryMarshal.AsBytes<float>(batch));
        foreach (var batch in Labels(@case)) file.Write(MemoryMarshal.AsBytes<int>(batch));
    }

    /// <summary>So many numbers in [0, 1).</summary>
    public static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
}
