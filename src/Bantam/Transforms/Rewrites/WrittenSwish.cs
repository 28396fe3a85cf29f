using Bantam.Operators.Activation;
using Bantam.Operators.Arithmetic;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>x·sigmoid(α·x) is <see cref="Swish"/>.</summary>
internal static class WrittenSwish
{
    public static Tensor? Match(Site site)
    {
        if (site.Operator is not Mul) return null;
        for (var i = 0; i < 2; i++)
        {
            var x = site[i];
            if (site.OwnOf(site[1 - i]) is not { Operator: Sigmoid } sigmoid || !x.Type.Equals(site.Type)) continue;
            if (Site.IsSame(sigmoid[0], x)) return new Swish().ApplyOne(x);
            if (Factors.Of(sigmoid, sigmoid[0]) is { Tensors: [var inner] } scaled && Site.IsSame(inner, x))
                return new Swish((float)scaled.Number).ApplyOne(x);
        }

        return null;
    }
}
