using Bantam.Tensors;
using Bantam.Training.Layers;

namespace Bantam.Training.Tests.Layers;

/// <summary>Functions of each element, and products.</summary>
public sealed class ActivationLayerTests
{
    private static readonly Tensor Given = Tensor.From([-4f, -1f, 0f, 0.5f, 3f, 9f], 1, 6);

    public static TheoryData<Layer, float[]> Layers => new()
    {
        { new ReLU(), [0, 0, 0, 0.5f, 3, 9] },
        { new ReLU(6), [0, 0, 0, 0.5f, 3, 6] },
        { new ReLU(negativeSlope: 0.5f), [-2, -0.5f, 0, 0.5f, 3, 9] },
        { new ReLU(6, 0.5f), [-2, -0.5f, 0, 0.5f, 3, 6] },
        { new ReLU(threshold: 1), [0, 0, 0, 0, 3, 9] },
        { new ReLU(6, 0.5f, 1), [-2.5f, -1, -0.5f, -0.25f, 3, 6] },
        { new LeakyReLU(), [-1.2f, -0.3f, 0, 0.5f, 3, 9] },
        { new Activation(Activations.Relu6), [0, 0, 0, 0.5f, 3, 6] },
        { new Activation(Activations.HardSigmoid), [0, 1 / 3f, 0.5f, 7 / 12f, 1, 1] },
        { new Activation(Activations.HardSwish), [0, -1 / 3f, 0, 7 / 24f, 3, 9] },
    };

    [Theory, MemberData(nameof(Layers))]
    public void An_activation_is_a_function_of_each_element(Layer layer, float[] expected) =>
        Assert.Equal(expected, layer.Apply(Given).ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-6f);

    [Fact]
    public void Slopes_and_bounds_are_not_negative()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReLU(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReLU(threshold: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeakyReLU(-1));
    }

    [Fact]
    public void A_product_repeats_axes_of_size_1()
    {
        var factors = Tensor.From([2f, 3f], 1, 1, 2);
        var x = Tensor.From([1f, 2f, 3f, 4f], 1, 2, 2);
        Assert.Equal([2f, 6f, 6f, 12f], new Multiply().Apply([x, factors]).ToArray<float>());
        Assert.Throws<ShapeException>(() => new Multiply().Apply([x]));
    }
}
