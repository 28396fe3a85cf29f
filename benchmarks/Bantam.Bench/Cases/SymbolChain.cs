namespace Bantam.Bench.Cases;

/// <summary>Sequences of symbols of which most follow from the one before, so that there is something to learn.</summary>
internal static class SymbolChain
{
    private const double Surprise = 0.2;

    /// <summary>Batches of sequences, and for each symbol the one behind it.</summary>
    public static (byte[] Samples, byte[] Labels)[] Batches(BenchmarkCase @case, int symbols)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, CaseData.Batches).Select(_ => Batch(random, @case, symbols))];
    }

    private static (byte[] Samples, byte[] Labels) Batch(Random random, BenchmarkCase @case, int symbols)
    {
        var (samples, labels) = (new List<int>(), new List<int>());
        for (var sample = 0; sample < @case.Batch; sample++)
        {
            var symbol = random.Next(symbols);
            for (var step = 0; step < @case.Input[0]; step++)
            {
                samples.Add(symbol);
                symbol = random.NextDouble() < Surprise ? random.Next(symbols) : ((5 * symbol) + 3) % symbols;
                labels.Add(symbol);
            }
        }

        return (CaseData.Bytes<int>([.. samples]), CaseData.Bytes<int>([.. labels]));
    }
}
