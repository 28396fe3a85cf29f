using Bantam.Graphs;
using Bantam.Operators.Convolution;
using Bantam.Tensors;

namespace Bantam.Web.Tests.Bundles;

/// <summary>
/// Convolutions of 3x3 that are large enough for Winograd's algorithm while training, two of them in strides, and a dense layer.
/// </summary>
internal sealed class WinogradNet : TestNet
{
    private const int Side = 28, Channels = 16, Features = Channels * (Side / 4) * (Side / 4);
    private static readonly ConvolutionAttributes Same = ConvolutionAttributes.Plain with { Pads = [1, 1, 1, 1] };
    private static readonly ConvolutionAttributes Halved = Same with { Strides = [2, 2] };

    private readonly Variable _first, _second, _third, _last, _lastBias;

    public WinogradNet()
        : base("winograd")
    {
        const int Taps = 9;
        _first = Weights("conv0/kernel", Taps, Taps * Channels, Channels, 1, 3, 3);
        _second = Weights("conv1/kernel", Taps * Channels, Taps * Channels, Channels, Channels, 3, 3);
        _third = Weights("conv2/kernel", Taps * Channels, Taps * Channels, Channels, Channels, 3, 3);
        (_last, _lastBias) = (Weights("dense/kernel", Features, Classes, Features, Classes), Bias("dense/bias", Classes));
    }

    protected override Tensor Scores(Tensor image)
    {
        var x = new Conv(Halved).ApplyOne(image.Reshape([-1, 1, Side, Side]), _first.Read()).Relu();
        x = new Conv(Same).ApplyOne(x, _second.Read()).Relu();
        x = new Conv(Halved).ApplyOne(x, _third.Read()).Relu();
        return x.Reshape([-1, Features]).MatMul(_last) + _lastBias;
    }
}
