using Bantam.Operators.Activation;
using Bantam.Operators.Arithmetic;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>A ReLU before a clip from 0 or a greater number on does nothing: PyTorch's ReLU6.</summary>
internal static class ReluBeforeClip
{
    public static Tensor? Match(Site site)
    {
        if (site.Operator is not Clip || Site.Number(site.Optional(1)) is not >= 0) return null;
        return site.Of(site[0]) is { Operator: Relu } relu ? site.Operator.ApplyOne([relu[0], .. site.Inputs.Skip(1)]) : null;
    }
}
