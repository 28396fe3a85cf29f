using Bantam.Tensors;
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
    public void Names_are_found_and_unique()
    {
        Assert.All(ModelZoo.All, m => Assert.Same(m, ModelZoo.Find(m.Name)));
        Assert.Equal(ModelZoo.All.Count, ModelZoo.All.DistinctBy(m => m.Name).Count());
        Assert.Null(ModelZoo.Find("perceptron"));
    }
}
