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

    /// <summary>Classes, one array a batch.</summary>
    public static int[][] Labels(int batch)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, Batches).Select(_ => Enumerable.Range(0, batch).Select(_ => random.Next(BenchmarkCase.Classes)).ToArray())];
    }

    /// <summary>So many numbers in [0, 1).</summary>
    public static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
}
