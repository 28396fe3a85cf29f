using Bantam.Operators.Transformer;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class RotaryEmbeddingCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        // A quarter of a turn brings (1, 2) to (−2, 1); the second pair stays.
        .. from isInterleaved in (bool[])[false, true]
           select new OperatorCase($"RotaryEmbedding by hand{(isInterleaved ? ", interleaved" : "")}", new RotaryEmbedding(isInterleaved),
               [
                   isInterleaved ? Floats([1, 2, 3, 4], 1, 1, 1, 4) : Floats([1, 3, 2, 4], 1, 1, 1, 4),
                   Floats([0, 1], 1, 1, 2), Floats([1, 0], 1, 1, 2),
               ])
           {
               Expected = [isInterleaved ? Floats([-2, 1, 3, 4], 1, 1, 1, 4) : Floats([-2, 3, 1, 4], 1, 1, 1, 4)],
               IsDifferentiable = true,
           },
        .. from isInterleaved in (bool[])[false, true]
           from turned in (int[])[0, 4]
           from isPacked in (bool[])[false, true]
           from hasPlaces in (bool[])[false, true]
           let half = turned == 0 ? 3 : 2
           select new OperatorCase(
               $"RotaryEmbedding of {(turned == 0 ? "all" : "some")} features{(isInterleaved ? ", interleaved" : "")}"
               + $"{(isPacked ? ", side by side" : "")}{(hasPlaces ? ", at places" : "")}",
               new RotaryEmbedding(isInterleaved, turned, isPacked ? 3 : 0),
               [
                   isPacked ? Numbers(2, 5, 18) : Numbers(2, 3, 5, 6),
                   hasPlaces ? Numbers(7, half) : Numbers(2, 5, half), hasPlaces ? Positive(7, half) : Positive(2, 5, half),
                   hasPlaces ? (CaseInput)Integers(Bantam.Tensors.ElementType.Int64, 0, 7, 2, 5) : null,
               ])
           { IsDifferentiable = true },
    ];
}
