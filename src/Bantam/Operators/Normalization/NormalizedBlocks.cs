namespace Bantam.Operators.Normalization;

/// <summary>Tensors of which blocks of neighbours are brought to mean 0 and variance 1, by plain loops.</summary>
internal static class NormalizedBlocks
{
    /// <summary>(x − mean) / √(variance + ε) of each of some blocks of equal size.</summary>
    public static NdArray Of(NdArray x, int blocks, double epsilon)
    {
        var (result, size) = (new NdArray(x.Type), x.Count / Math.Max(blocks, 1));
        for (var start = 0; start < x.Count; start += size)
        {
            var block = x.Elements[start..(start + size)];
            var mean = block.Average();
            var deviation = Math.Sqrt(block.Average(e => (e - mean) * (e - mean)) + epsilon);
            for (var i = 0; i < size; i++) result.Elements[start + i] = (block[i] - mean) / deviation;
        }

        return result;
    }
}
