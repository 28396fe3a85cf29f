using Bantam.Operators.Activation;
using Bantam.Operators.Arithmetic;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>max(0, min(6, x + 3))/6, or another clamp from 0 to 1 that is ½ at 0, is <see cref="HardSigmoid"/>.</summary>
internal static class WrittenHardSigmoid
{
    public static Tensor? Match(Site site)
    {
        var (clamp, times) = (Clamp.Of(site), 1.0);
        if (clamp is null && site.Operator is Mul or Div)
        {
            if (Factors.Of(site) is not { Tensors: [var only] } product) return null;
            (clamp, times) = (Clamp.Of(site.OwnOf(only)), product.Number);
        }

        if (clamp is null || !clamp.X.Type.Equals(site.Type) || !clamp.X.Element.IsFloating()) return null;
        return clamp.AsHardSigmoid(times)?.ApplyOne(clamp.X);
    }
}
