using Bantam.Bench.Measuring;
using Bantam.Tensors;

namespace Bantam.Bench.Systems;

/// <summary>Holds what a peer computes against what we do, before anybody's time means anything.</summary>
internal static class Agreement
{
    private const double Tolerance = 1e-3;

    /// <summary>
    /// Each output must be the same but for a thousandth of its largest element: what ends in a softmax has elements that say nothing.
    /// </summary>
    /// <exception cref="MeasurementException">One is not.</exception>
    public static void Require(
        string name, string peer, IReadOnlyDictionary<string, Tensor> ours, IReadOnlyDictionary<string, Tensor> theirs)
    {
        foreach (var (output, tensor) in ours)
        {
            var (mine, yours) = (Numbers(tensor), Numbers(theirs[output]));
            var most = Tolerance * Math.Max(1e-2, mine.Select(Math.Abs).DefaultIfEmpty().Max());
            for (var i = 0; i < mine.Length; i++)
                if (!(Math.Abs(mine[i] - yours[i]) <= most))
                {
                    throw new MeasurementException(
                        $"On {name} element {i} of {output} is {mine[i]} in Bantam and {yours[i]} in {peer}, so one of them computes " +
                        $"something else.");
                }
        }
    }

    private static double[] Numbers(Tensor tensor) => tensor.Element switch
    {
        ElementType.Float => [.. tensor.ToArray<float>().Select(x => (double)x)],
        ElementType.Int32 => [.. tensor.ToArray<int>().Select(x => (double)x)],
        ElementType.Int64 => [.. tensor.ToArray<long>().Select(x => (double)x)],
        _ => throw new MeasurementException(
            $"Outputs are compared that are floats or whole numbers of 32 or 64 bits; one is {tensor.Type}."),
    };
}
