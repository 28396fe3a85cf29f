using Bantam.Tensors;
using Bantam.Training.Initializers;
using Bantam.Training.Layers;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Layers;

/// <summary>Layers that change the size of images or what is around them.</summary>
public sealed class ImageLayerTests
{
    private static readonly Tensor Counted = Tensor.From<float>([.. Enumerable.Range(1, 6).Select(i => (float)i)], Shape.Of(1, 2, 3, 1));

    [Fact]
    public void Zeros_are_put_around_images_and_cut_off_again()
    {
        var padded = new ZeroPadding2D().Apply(Counted);
        Assert.Equal("[1,4,5,1]", padded.Shape.ToString());
        Assert.Equal([0f, 1f, 2f, 3f, 0f], padded.ToArray<float>()[5..10]);
        Assert.Equal(Counted.ToArray<float>(), new Cropping2D(1).Apply(padded).ToArray<float>());
        var uneven = new ZeroPadding2D((0, 1), (2, 0)).Apply(Counted);
        Assert.Equal("[1,3,5,1]", uneven.Shape.ToString());
        Assert.Equal([0f, 0f, 1f, 2f, 3f], uneven.ToArray<float>()[..5]);
        Assert.Equal([5f, 6f], new Cropping2D((1, 0), (1, 0)).Apply(Counted).ToArray<float>());
        Assert.Equal(Counted.ToArray<float>(), new Cropping2D().Apply(Counted).ToArray<float>());
        Assert.Throws<ArgumentOutOfRangeException>(() => new ZeroPadding2D((-1, 0), (0, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cropping2D(-1));
        var nothing = Assert.Throws<ShapeException>(() => new Cropping2D(1).Apply(Counted));
        Assert.Contains("must be left", nothing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_are_enlarged_by_repeating_pixels_or_between_them()
    {
        var nearest = new UpSampling2D((1, 2)).Apply(Counted);
        Assert.Equal([1f, 1f, 2f, 2f, 3f, 3f, 4f, 4f, 5f, 5f, 6f, 6f], nearest.ToArray<float>());
        var line = Tensor.From([0f, 4f], 1, 1, 2, 1);
        Assert.Equal([0f, 1f, 3f, 4f], new UpSampling2D((1, 2), Interpolation.Bilinear).Apply(line).ToArray<float>());
        Assert.Equal("[1,4,6,1]", new UpSampling2D().Apply(Counted).Shape.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => new UpSampling2D(0));
    }

    [Fact]
    public void The_largest_of_each_channel_is_found()
    {
        var image = Tensor.From([-1f, 8f, -5f, 7f, -2f, 9f, -3f, 6f], 1, 2, 2, 2);
        Assert.Equal([-1f, 9f], new GlobalMaxPooling2D().Apply(image).ToArray<float>());
        Assert.Equal("[1,1,1,2]", new GlobalMaxPooling2D(keepDimensions: true).Apply(image).Shape.ToString());
    }

    [Fact]
    public void A_mean_may_count_its_padding()
    {
        var image = Tensor.Full(9f, Shape.Of(1, 3, 3, 1));
        Assert.Equal(9f, new AveragePooling2D(3, 1, Padding.Same).Apply(image).ToArray<float>()[0]);
        Assert.Equal([4f, 6f, 4f], new AveragePooling2D(3, 1, 1, countsPadding: true).Apply(image).ToArray<float>()[..3]);
    }

    [Fact]
    public void Padding_by_a_number_is_left_out_of_maxima_and_is_not_negative()
    {
        var image = Tensor.Full(-2f, Shape.Of(1, 4, 4, 1));
        Assert.Equal(Enumerable.Repeat(-2f, 4), new MaxPooling2D(3, 2, padding: 1).Apply(image).ToArray<float>());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2D(1, 3, padding: -1));
    }

    [Fact]
    public void A_separable_convolution_is_one_of_each_channel_and_one_of_pixels()
    {
        var layer = new SeparableConv2D(
            3, 2, strides: 2, depthMultiplier: 2, depthwiseInitializer: new Ones(), pointwiseInitializer: new Ones(),
            biasInitializer: new Training.Initializers.Constant(0.5f));
        var output = layer.Apply(Tensor.Full(1f, Shape.Of(1, 4, 4, 2)));
        Assert.Equal("[1,2,2,3]", output.Shape.ToString());
        Assert.All(output.ToArray<float>(), x => Assert.Equal(16.5f, x));
        var model = new Sequential(new SeparableConv2D(8, 3, useBias: false));
        model.Build(6, 6, 4);
        Assert.Equal(
            ["separable_conv2d/depthwise/kernel [4,1,3,3]", "separable_conv2d/pointwise/kernel [8,4,1,1]"],
            model.Variables.Select(v => $"{v.Name} {v.Type.Shape}"));
    }

    [Fact]
    public void Axes_of_samples_are_permuted()
    {
        var x = TestTensors.Normal(1, 2, 3, 4, 5);
        Assert.Equal(x.Transpose(0, 3, 1, 2).ToArray<float>(), new Permute([3, 1, 2]).Apply(x).ToArray<float>());
        Assert.Contains(
            "[2,2]", Assert.Throws<ArgumentException>(() => new Permute([2, 2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_layers_on_images_transposes_only_the_image()
    {
        var model = new Sequential(
            new Conv2D(4, 3, padding: 1), new BatchNormalization(), new ReLU(6), new ZeroPadding2D(), new UpSampling2D(),
            new SeparableConv2D(4, 3, activation: Activations.HardSwish), new MaxPooling2D(), new GlobalMaxPooling2D(), new Dense(3));
        model.Build(8, 8, 3);
        Graphs.Graph graph = model;
        Assert.Equal("input", Assert.Single(graph.Nodes, n => n.Operator is Operators.Movement.Transpose).Inputs[0]!.Name);
    }
}
