using Bantam.Graphs;
using Bantam.Operators.Convolution;
using Bantam.Operators.Pooling;
using Bantam.Tensors;

namespace Bantam.Web.Tests.Bundles;

/// <summary>Two convolutions, each with a pool behind it, and a dense layer.</summary>
internal sealed class ConvolutionalNet : TestNet
{
    private const int Side = 28, Kernel = 5;
    private static readonly ConvolutionAttributes Same = ConvolutionAttributes.Plain with { Pads = [2, 2, 2, 2] };
    private static readonly PoolAttributes Halve = new([2, 2], [2, 2], [0, 0, 0, 0]);

    private readonly Variable _first, _firstBias, _second, _secondBias, _last, _lastBias;

    private readonly int _features;

    public ConvolutionalNet(int first, int second)
        : base($"convolutional-{first}-{second}")
    {
        const int Taps = Kernel * Kernel;
        _features = second * (Side / 4) * (Side / 4);
        (_first, _firstBias) = (Weights("conv0/kernel", Taps, Taps * first, first, 1, Kernel, Kernel), Bias("conv0/bias", first));
        _second = Weights("conv1/kernel", Taps * first, Taps * second, second, first, Kernel, Kernel);
        _secondBias = Bias("conv1/bias", second);
        (_last, _lastBias) = (Weights("dense/kernel", _features, Classes, _features, Classes), Bias("dense/bias", Classes));
    }

    protected override Tensor Scores(Tensor image)
    {
        var x = image.Reshape([-1, 1, Side, Side]);
        x = new MaxPool(Halve).ApplyOne(new Conv(Same).ApplyOne(x, _first.Read(), _firstBias.Read()).Relu());
        x = new MaxPool(Halve).ApplyOne(new Conv(Same).ApplyOne(x, _second.Read(), _secondBias.Read()).Relu());
        return x.Reshape([-1, _features]).MatMul(_last) + _lastBias;
    }
}
