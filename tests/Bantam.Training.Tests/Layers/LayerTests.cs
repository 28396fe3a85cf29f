using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Initializers;
using Bantam.Training.Layers;
using Bantam.Training.Steps;
using Bantam.Training.Tests.Support;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Training.Tests.Layers;

public sealed class LayerTests
{
    public static TheoryData<Layer> Impossible => [new Conv2D(4, 3, groups: 3), new Reshape([-1, -1]), new Reshape([-2, 72])];

    [Theory, MemberData(nameof(Impossible))]
    public void Sizes_that_mean_nothing_are_refused_with_a_sentence(Layer layer) =>
        Assert.Throws<ShapeException>(() => new Sequential(layer).Build(12, 12, 1));

    [Fact]
    public void Layers_get_keras_names_and_variables_theirs()
    {
        var model = new Sequential(
            new Conv2D(2, 3), new DepthwiseConv2D(3), new BatchNormalization(), new MaxPooling2D(), new GlobalAveragePooling2D(),
                new Dense(4), new Dense(3, useBias: false), new Dense(2, name: "head"));
        model.Build(12, 12, 1);
        Assert.Equal(
            ["conv2d", "depthwise_conv2d", "batch_normalization", "max_pooling2d", "global_average_pooling2d", "dense", "dense_1", "head"],
                model.Layers.Select(l => l.Name));
        Assert.Equal(
            [
                "conv2d/kernel", "conv2d/bias", "depthwise_conv2d/kernel", "depthwise_conv2d/bias", "batch_normalization/gamma",
                "batch_normalization/beta", "batch_normalization/moving_mean", "batch_normalization/moving_variance", "dense/kernel",
                "dense/bias", "dense_1/kernel", "head/kernel", "head/bias",
            ],
            model.Variables.Select(v => v.Name));
        Assert.Equal(["[2,1,3,3]", "[2]", "[2,1,3,3]"], model.Variables.Take(3).Select(v => v.Type.Shape.ToString()));
        Assert.Equal(2, model.Variables.Count(v => !v.IsTrainable));
    }

    [Fact]
    public void A_summary_lists_layers_shapes_and_parameters()
    {
        var model = new Sequential(new Flatten(), new Dense(128, activation: Relu), new Dense(10));
        Assert.Contains("not built yet", model.Summary(), StringComparison.Ordinal);
        model.Build(28, 28, 1);
        Assert.Equal(
            """
            Layer              Output            Parameters
            -----------------------------------------------
            flatten (Flatten)  Float[batch,784]           0
            dense (Dense)      Float[batch,128]     100,480
            dense_1 (Dense)    Float[batch,10]        1,290

            Parameters: 101,770 (101,770 trainable, 0 not)

            """, model.Summary());
    }

    [Fact]
    public void A_dense_layer_computes_activation_of_x_times_kernel_plus_bias()
    {
        var layer = new Dense(2, activation: Relu, kernelInitializer: new Ones(), biasInitializer: new Training.Initializers.Constant(-4));
        Assert.Equal([2f, 2f, 0f, 0f], layer.Apply(Tensor.From([1f, 2f, 3f, 0f, 1f, 2f], 2, 3)).ToArray<float>());
    }

    public static TheoryData<Padding, int, string, float> Paddings => new()
    {
        { Padding.Valid, 1, "[1,3,3,1]", 9f },
        { Padding.Same, 1, "[1,5,5,1]", 4f },
        { Padding.Same, 2, "[1,3,3,1]", 4f },
        { 0, 2, "[1,2,2,1]", 9f },
        { 1, 2, "[1,3,3,1]", 4f },
        { (0, 1), 1, "[1,3,5,1]", 6f },
    };

    [Theory, MemberData(nameof(Paddings))]
    public void A_convolution_of_ones_counts_the_pixels_under_its_window(Padding padding, int stride, string shape, float first)
    {
        var layer = new Conv2D(1, 3, strides: stride, padding: padding, kernelInitializer: new Ones());
        var output = layer.Apply(Tensor.Full(1f, Shape.Of(1, 5, 5, 1)));
        Assert.Equal(shape, output.Shape.ToString());
        Assert.Equal(first, output.ToArray<float>()[0]);
        Assert.Equal(9f, output.ToArray<float>()[output.Shape.ElementCount / 2]);
    }

    [Fact]
    public void Same_padding_puts_the_extra_pixel_at_the_end()
    {
        var layer = new Conv2D(1, 2, padding: Padding.Same, kernelInitializer: new Ones());
        Assert.Equal([4f, 2f, 2f, 1f], layer.Apply(Tensor.Full(1f, Shape.Of(1, 2, 2, 1))).ToArray<float>());
    }

    [Fact]
    public void A_depthwise_convolution_keeps_channels_apart()
    {
        var layer = new DepthwiseConv2D(2, depthMultiplier: 2, depthwiseInitializer: new Ones());
        var output = layer.Apply(Tensor.From([1f, 10f, 2f, 20f, 3f, 30f, 4f, 40f], 1, 2, 2, 2));
        Assert.Equal("[1,1,1,4]", output.Shape.ToString());
        Assert.Equal([10f, 10f, 100f, 100f], output.ToArray<float>());
    }

    [Fact]
    public void Pooling_takes_the_largest_or_the_mean_of_each_window()
    {
        var image = Tensor.From<float>([.. Enumerable.Range(0, 16).Select(i => (float)i)], Shape.Of(1, 4, 4, 1));
        Assert.Equal([5f, 7f, 13f, 15f], new MaxPooling2D(2).Apply(image).ToArray<float>());
        Assert.Equal([2.5f, 4.5f, 10.5f, 12.5f], new AveragePooling2D(2).Apply(image).ToArray<float>());
        Assert.Equal([10f, 11f, 14f, 15f], new MaxPooling2D(3, strides: 2, padding: Padding.Same).Apply(image).ToArray<float>());
        Assert.Equal([7.5f], new GlobalAveragePooling2D().Apply(image).ToArray<float>());
        Assert.Equal("[1,1,1,1]", new GlobalAveragePooling2D(keepDimensions: true).Apply(image).Shape.ToString());
    }

    [Fact]
    public void Bytes_are_fractions_unless_they_are_rescaled()
    {
        var bytes = Tensor.From<byte>([0, 51, 255], Shape.Of(1, 3));
        Assert.Equal([0f, 0.2f, 1f], new Activation(x => x).Apply(bytes).ToArray<float>().Select(x => MathF.Round(x, 6)));
        Assert.Equal([-1f, -0.6f, 1f], new Rescaling(1 / 127.5f, -1).Apply(bytes).ToArray<float>().Select(x => MathF.Round(x, 5)));
        Assert.Equal(ElementType.UInt8, new Flatten().Apply(bytes).Element);
        Assert.Equal([3f, 4f], new Activation(x => x).Apply(Tensor.From([3, 4], 1, 2)).ToArray<float>());
    }

    [Fact]
    public void Shapes_change_as_asked_for()
    {
        var x = new Tensor(TensorType.Float(2, 12));
        Assert.Equal("[2,3,4]", new Reshape([3, -1]).Apply(x).Shape.ToString());
        Assert.Contains("do not divide into [5,-1]", Assert.Throws<ShapeException>(() => new Reshape([5, -1]).Apply(x)).Message,
            StringComparison.Ordinal);
        Assert.Equal("[2,36]", new Concatenate().Apply([x, x, x]).Shape.ToString());
        Assert.Equal([2f, 4f], new Training.Layers.Add()
            .Apply([Tensor.From([1f, 2f], 1, 2), Tensor.From([1f, 2f], 1, 2)]).ToArray<float>());
        Assert.Equal(1, new Softmax().Apply(TestTensors.Normal(1, 1, 7)).ToArray<float>().Sum(), 1e-6f);
    }

    [Fact]
    public void Batch_normalization_uses_the_batch_in_training_and_moving_values_else()
    {
        var layer = new BatchNormalization(momentum: 0.9f, epsilon: 0);
        var x = Tensor.From([1f, 10f, 3f, 30f], 2, 2);
        Assert.Equal([1f, 10f, 3f, 30f], layer.Apply(x).ToArray<float>());
        var state = new TrainingState();
        var learning = new Compiled(Graph.Trace([("x", x.Type)], inputs => [("y", layer.Apply(inputs[0], new CallContext(state)))]));
        Assert.Equal([-1f, -1f, 1f, 1f], learning.Run(x)["y"].Select(v => MathF.Round(v, 5)));
        var variables = layer.Variables.ToDictionary(v => v.Name.Split('/')[1], v => v.Value.ToArray<float>());
        Assert.Equal([0.2f, 2f], variables["moving_mean"].Select(v => MathF.Round(v, 5)));
        Assert.Equal([1f, 10.9f], variables["moving_variance"].Select(v => MathF.Round(v, 5)));

        layer.IsTrainable = false;
        var frozen = Graph.Trace([("x", x.Type)], inputs => [("y", layer.Apply(inputs[0], new CallContext(state)))]);
        Assert.Empty(frozen.Updates);
    }

    [Fact]
    public void Dropout_drops_in_training_only_and_anew_in_each_step()
    {
        var layer = new Dropout(0.25f);
        var ones = Tensor.Full(1f, Shape.Of(100, 100));
        Assert.Equal(ones.ToArray<float>(), layer.Apply(ones).ToArray<float>());
        var state = new TrainingState();
        var graph = Graph.Trace([("x", ones.Type)], inputs =>
        {
            GraphBuilder.Current!.Update(state.Step, state.Step + Tensor.Scalar(1));
            return [("y", layer.Apply(inputs[0], new CallContext(state)))];
        });
        var compiled = new Compiled(graph);
        var (first, second) = (compiled.Run(ones)["y"], compiled.Run(ones)["y"]);
        Assert.All(first, x => Assert.True(x is 0 || MathF.Abs(x - (4 / 3f)) < 1e-6f));
        Assert.InRange(first.Count(x => x == 0), 2300, 2700);
        Assert.InRange(first.Zip(second).Count(p => p.First == 0 && p.Second == 0), 500, 750);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(1));
    }

    [Fact]
    public void An_error_names_the_layer_and_both_shapes()
    {
        var model = new Sequential(new Flatten(), new Conv2D(4, 3));
        var error = Assert.Throws<ShapeException>(() => model.Build(28, 28, 1));
        Assert.Equal("layer 'conv2d' (Conv2D) on Float[batch,784]: images are [batch, height, width, channels]; this is [batch,784]. Add " +
            "an axis of size 1 for a single channel.", error.Message);
    }

    [Fact]
    public void Seeds_change_the_weights_and_nothing_else_does()
    {
        Assert.Equal(Weights(1), Weights(1));
        Assert.NotEqual(Weights(1), Weights(2));

        static float[] Weights(uint seed)
        {
            var model = new Sequential(new Dense(4), new Dense(4)) { Seed = seed };
            model.Build([new Field("x", ElementType.Float, Shape.Of(4))]);
            var all = model.Variables.SelectMany(v => v.Value.ToArray<float>()).ToArray();
            Assert.NotEqual(all[..16], all[20..36]);
            return all;
        }
    }
}
