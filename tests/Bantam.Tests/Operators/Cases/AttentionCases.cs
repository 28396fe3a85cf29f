using Bantam.Operators.Transformer;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class AttentionCases : IOperatorCases
{
    private const float No = float.NegativeInfinity;

    public static IEnumerable<OperatorCase> All =>
    [
        // One query, two keys whose products are 0 and ln 3: the probabilities are ¼ and ¾.
        new("Attention by hand", new Attention { Scale = 1, Scores = AttentionScores.Probabilities },
            [Floats([1], 1, 1, 1, 1), Floats([0, 1.0986123f], 1, 1, 2, 1), Floats([4, 8], 1, 1, 2, 1)])
        {
            Expected =
            [
                Floats([7], 1, 1, 1, 1), Floats([0, 1.0986123f], 1, 1, 2, 1), Floats([4, 8], 1, 1, 2, 1),
                Floats([0.25f, 0.75f], 1, 1, 1, 2),
            ],
        },

        // The first query sees one key, the second none.
        new("Attention of a query that sees no key", new Attention { Scores = AttentionScores.Probabilities },
            [Ones(1, 1, 2, 1), Ones(1, 1, 2, 1), Floats([4, 8], 1, 1, 2, 1), Of([false, true, false, false], 2, 2)])
        {
            Expected =
            [
                Floats([8, 0], 1, 1, 2, 1), Ones(1, 1, 2, 1), Floats([4, 8], 1, 1, 2, 1), Floats([0, 1, 0, 0], 1, 1, 2, 2),
            ],
            IsDifferentiable = true,
        },
        Same("of four axes", new Attention(), Given(2, 3, 5, 3)),
        Same("of three axes and shared keys", new Attention(4, 2) { IsCausal = true, Softcap = 1.5f }, Packed()),
        Same("whose scores are capped", new Attention(4, 2) { Softcap = 1.5f, Scores = AttentionScores.Capped }, Packed()),
        Same("whose scores are masked", new Attention(4, 2) { Scores = AttentionScores.Masked }, [.. Packed(), Numbers(5)]),
        Same("with a mask of numbers", new Attention(), [.. Given(2, 3, 3, 3), Floats([0, 1, No, -1, No, 2, No, No, No], 3, 3)]),
        Same("with a mask of each head", new Attention(4, 2) { Scale = 0.3f }, [.. Packed(), Numbers(4, 3, 5)]),
        Same("with a mask of each sample", new Attention(4, 2), [.. Packed(), Truths(2, 1, 3, 5)]),
        Same("with a mask of everything", new Attention(4, 2) { IsCausal = true }, [.. Packed(), Truths(2, 4, 3, 5)]),
        Same("with a mask that ends early", new Attention(), [.. Given(2, 3, 4, 5), Truths(4, 3)]),
        Same("with keys of before", new Attention(4, 2) { IsCausal = true, Scores = AttentionScores.Probabilities },
            [.. Packed(), null, Numbers(2, 2, 3, 4), Numbers(2, 2, 3, 2)]),
        Same("with keys of before and a mask", new Attention(4, 2) { IsCausal = true },
            [.. Packed(), Numbers(3, 8), Numbers(2, 2, 3, 4), Numbers(2, 2, 3, 2)]),
        Same("of as many keys as are there", new Attention { IsCausal = true },
            [.. Given(3, 2, 3, 5), null, null, null, Of(new long[] { 5, 2, 0 })]),
        Same("in a window", new Attention { LeftWindow = 1, RightWindow = 0 }, Given(1, 2, 5, 5)),
        Same("in a window behind keys of before", new Attention(4, 2) { IsCausal = true, LeftWindow = 2 },
            [.. Packed(), null, Numbers(2, 2, 3, 4), Numbers(2, 2, 3, 2)]),
        Same("of one head in double precision", new Attention { SoftmaxPrecision = ElementType.Double }, Given(1, 1, 17, 33)),
        Same("of many places", new Attention { IsCausal = true }, Given(1, 2, 65, 65)),
    ];

    private static OperatorCase Same(string name, Attention attention, CaseInput?[] inputs) => new($"Attention {name}", attention, inputs)
    {
        IsDifferentiable = attention.Scores != AttentionScores.Masked, Tolerance = 1e-5, Absolute = 1e-5,
    };

    private static CaseInput?[] Given(int batch, int heads, int queries, int keys) =>
        [Numbers(batch, heads, queries, 4), Numbers(batch, heads, keys, 4), Numbers(batch, heads, keys, 2)];

    /// <summary>Two samples of three queries of four heads and five keys of two heads.</summary>
    private static CaseInput?[] Packed() => [Numbers(2, 3, 16), Numbers(2, 5, 8), Numbers(2, 5, 4)];
}
