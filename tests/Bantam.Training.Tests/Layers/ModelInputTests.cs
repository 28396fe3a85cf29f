using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Layers;

/// <summary>What data and targets models take, and what they say of others.</summary>
public sealed class ModelInputTests
{
    [Fact]
    public async Task Doubles_are_computed_as_floats()
    {
        double[] numbers = [.. Enumerable.Range(0, 40).Select(i => i / 10.0)];
        var data = new ArrayDataset(("x", Tensor.From(numbers, 40, 1)), ("y", Tensor.From([.. numbers.Select(n => 2 * n)], 40, 1)));
        var model = new Sequential(new Flatten(), new Dense(1));
        var trainer = new Trainer(model, new MeanSquaredError(), new Adam(0.1f)) { Threads = 1 };
        await trainer.FitAsync(data.Batch(10), epochs: 40, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(6, model.Predict(Tensor.From([3.0], 1, 1)).Item<float>(), 0.2f);
    }

    [Fact]
    public async Task A_loss_that_finds_an_image_says_that_a_flatten_may_be_missing()
    {
        var model = new Sequential(new Conv2D(2, 3), new Dense(10));
        var data = new ArrayDataset(("image", Tensor.Zeros(Shape.Of(4, 5, 5, 1))), ("digit", Tensor.From([1, 2, 3, 4], 4)));
        var trainer = new Trainer(model, new SparseCategoricalCrossentropy(fromLogits: true), new SGD());
        var error = await Assert.ThrowsAsync<ShapeException>(
            () => trainer.FitAsync(data.Batch(4), epochs: 1, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains("The model's output is [4,3,3,10]", error.Message, StringComparison.Ordinal);
        Assert.Contains("Flatten", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_are_refused_by_layers_of_numbers()
    {
        var error = Assert.Throws<ShapeException>(() => new Dense(1).Apply(Tensor.From(["a"], Shape.Of(1, 1))));
        Assert.Contains("StringLookup", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hopfield_network_finds_the_pattern_that_is_near()
    {
        var patterns = Tensor.From([1f, 1, 1, 1, -1, -1, -1, -1, 1, -1, 1, -1, 1, -1, 1, -1], 2, 8);
        var network = new HopfieldNetwork();
        Assert.Contains("Store", Assert.Throws<ShapeException>(() => network.Apply(patterns)).Message, StringComparison.Ordinal);
        network.Store(patterns);
        var torn = Tensor.From([-1f, 1, 1, 1, -1, -1, -1, -1, 1, -1, 1, -1, 1, -1, 1, 1], 2, 8);
        Assert.Equal(patterns.ToArray<float>(), network.Apply(torn).ToArray<float>());
        Assert.Throws<ShapeException>(() => network.Store(Tensor.From([0.5f], 1, 1)));
    }

    [Fact]
    public void A_mask_hides_padding_from_attention_and_means()
    {
        var words = Tensor.From([1, 2, 0, 0, 3, 1, 2, 0], 2, 4);
        var embedding = new Embedding(4, 6, maskZero: true);
        var (whole, part) = (embedding.Apply(words), embedding.Apply(words.Slice([0, 1], [0, 0], [1, 2])));
        foreach (var layer in new Layer[] { new MultiHeadAttention(2, 3), new GroupedQueryAttention(3, 2, 1) })
            Near(layer.Apply(part).ToArray<float>(), layer.Apply(whole).ToArray<float>()[..12]);
        var attention = new Attention();
        Near(attention.Apply([part, part]).ToArray<float>(), attention.Apply([whole, whole]).ToArray<float>()[..12]);
        Assert.All(attention.Apply([whole, whole]).ToArray<float>()[12..24], x => Assert.Equal(0, x));
        Near(new GlobalAveragePooling1D().Apply(part).ToArray<float>(), new GlobalAveragePooling1D().Apply(whole).ToArray<float>()[..6]);

        static void Near(float[] a, float[] b) => Assert.Equal(a, b, (x, y) => Math.Abs(x - y) < 1e-6f);
    }

    [Fact]
    public void Pairs_that_a_mask_hides_do_not_see_each_other()
    {
        var (x, layer) = (TestTensors.Normal(1, 1, 3, 4), new MultiHeadAttention(1, 2));
        var causal = Tensor.From([true, false, false, true, true, false, true, true, true], 1, 3, 3);
        var masked = layer.Apply([x, x, x, causal]).ToArray<float>();
        Assert.Equal(layer.Apply(x.Slice([1], [0], [1])).ToArray<float>(), masked[..4], (a, b) => Math.Abs(a - b) < 1e-6f);
        Assert.Equal(layer.Apply(x.Slice([1], [0], [2])).ToArray<float>()[4..], masked[4..8], (a, b) => Math.Abs(a - b) < 1e-6f);
    }
}
