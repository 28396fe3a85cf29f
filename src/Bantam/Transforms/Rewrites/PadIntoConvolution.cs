using Bantam.Operators.Convolution;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>Zeros put around the image of a convolution are padding of that convolution.</summary>
internal static class PadIntoConvolution
{
    private const int SpatialAxis = 2;

    public static Tensor? Match(Site site)
    {
        if (site.Operator is not Conv { Attributes: { ChannelsLast: false } attributes }) return null;
        if (site.OwnOf(site[0]) is not { Operator: Pad { Mode: PadMode.Constant } } pad) return null;
        if (pad.Optional(2) is { } number && Site.Number(number) is not 0) return null;
        if (pad[1].Constant is not { } numbers || pad.Optional(3) is { Constant: null }) return null;

        var pads = Pad.Pads(pad[0].Shape, numbers.ToIntegers(), pad.Optional(3)?.Constant!.ToIntegers());
        if (pads[..SpatialAxis].Any(p => p != (0, 0))) return null;
        int[] added = [.. pads[SpatialAxis..].Select(p => p.Before), .. pads[SpatialAxis..].Select(p => p.After)];
        if (added.Any(p => p < 0)) return null;
        var padded = attributes with { Pads = Ints.From(attributes.Pads.Zip(added, (a, b) => a + b)) };
        return new Conv(padded).ApplyOne([pad[0], .. site.Inputs.Skip(1)]);
    }
}
