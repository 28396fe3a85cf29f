using Bantam.Operators.Activation;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>x·max(0, min(6, x + 3))/6, or x times that as a <see cref="HardSigmoid"/>, is <see cref="HardSwish"/>.</summary>
internal static class WrittenHardSwish
{
    private const double Alpha = 1.0 / 6;

    public static Tensor? Match(Site site)
    {
        if (Factors.Of(site) is not { Tensors.Count: 2 } product) return null;
        for (var i = 0; i < 2; i++)
        {
            var x = product.Tensors[i];
            if (!x.Type.Equals(site.Type) || site.OwnOf(product.Tensors[1 - i]) is not { } gate) continue;
            var (sigmoid, of) = gate.Operator is HardSigmoid { Beta: 0.5f } given && product.Is(1) ? (given, gate[0])
                : Clamp.Of(gate) is { } clamp ? (clamp.AsHardSigmoid(product.Number), clamp.X) : (null, null);
            if (sigmoid is not null && Site.IsNear(sigmoid.Alpha, Alpha, x.Element) && Site.IsSame(of!, x))
                return new HardSwish().ApplyOne(x);
        }

        return null;
    }
}
