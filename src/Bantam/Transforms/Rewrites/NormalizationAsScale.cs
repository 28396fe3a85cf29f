using Bantam.Operators.Normalization;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>
/// A batch normalization with known statistics is a factor and a summand for each channel, x·f + s, which go on into the weights of
/// a product before or behind it.
/// </summary>
internal static class NormalizationAsScale
{
    public static Tensor? Match(Site site)
    {
        if (site.Operator is not BatchNormalization { TrainingMode: false } normalization) return null;
        if (!site.Inputs.Skip(1).All(site.IsKnown)) return null;
        return normalization.Expand([site[0], .. site.Inputs.Skip(1).Select(i => Site.Written(i!))])[0];
    }
}
