using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;

namespace Bantam.Zoo.Tests;

/// <summary>Models are made of a seed, for any number of classes, and learn.</summary>
public sealed class CreationTests
{
    [Fact]
    public void Equal_seeds_give_equal_bits_and_others_do_not()
    {
        Assert.Equal(Weights(1), Weights(1));
        var (first, second) = (Weights(1), Weights(2));
        Assert.True(first.Zip(second).Count(p => p.First == p.Second) < first.Length / 1000);

        static float[] Weights(uint seed) =>
            [.. ModelZoo.ResNet20.Create(seed: seed).Variables.SelectMany(v => v.Value.ToArray<float>())];
    }

    [Fact]
    public void A_model_is_made_for_any_number_of_classes()
    {
        var graph = ModelZoo.MobileNetV3Small.ToOnnx(ModelZoo.MobileNetV3Small.Create(classes: 7)).Graph;
        Assert.Equal("Float[batch,7]", graph.Outputs[0].Type.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => ModelZoo.ResNet20.Create(classes: 0));
    }

    [Fact]
    public void A_model_is_made_for_images_of_another_size()
    {
        var graph = ModelZoo.MobileNetV2.ToOnnx(ModelZoo.MobileNetV2.Create(classes: 5, side: 96)).Graph;
        Assert.Equal("Float[batch,3,96,96]", graph.Inputs[0].Type.ToString());
        Assert.Equal("Float[batch,5]", graph.Outputs[0].Type.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => ModelZoo.ResNet20.Create(side: 0));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => ModelZoo.NasNetMobile.Create(side: 96));
        Assert.Contains("224x224", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ModelZoo.VitTiny16.Create(side: 96));
    }

    [Theory, InlineData("resnet-20"), InlineData("mobilenet-v3-small")]
    public async Task A_model_trains(string name)
    {
        var entry = ModelZoo.Find(name)!;
        var model = entry.Create(classes: 3, seed: 2);
        var images = Tensor.Random(Shape.Of(4, entry.Side, entry.Side, 3), seed: 5, -1.7f, 1.7f);
        var data = new ArrayDataset(("input", images), ("label", Tensor.From([0, 1, 2, 1]))).Batch(2);
        var before = Bits(model);
        var trainer = new Trainer(model, new SparseCategoricalCrossentropy(fromLogits: true), new Adam(1e-3f)) { Threads = 2 };
        var history = await trainer.FitAsync(data, epochs: 1, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(double.IsFinite(history.Epochs[0].Loss));
        Assert.All(before.Zip(Bits(model)), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.Equal("output: Float[batch,3]", entry.ToOnnx(model).Graph.Outputs[0].ToString());

        static List<float[]> Bits(Training.Layers.Model model) => [.. model.Variables.Select(v => v.Value.ToArray<float>())];
    }

    [Fact]
    public void Names_are_found_and_unique()
    {
        Assert.All(ModelZoo.All, m => Assert.Same(m, ModelZoo.Find(m.Name)));
        Assert.Equal(ModelZoo.All.Count, ModelZoo.All.DistinctBy(m => m.Name).Count());
        Assert.Null(ModelZoo.Find("perceptron"));
    }
}
