using Bantam.Training.Layers;
using Bantam.Zoo.Layers;

using PositionEmbedding = Bantam.Zoo.Layers.PositionEmbedding;

namespace Bantam.Zoo.Models;

/// <summary>
/// ViT-Ti/16: a transformer on patches of 16x16 pixels, of the size of DeiT-tiny. A. Dosovitskiy et al., "An image is worth 16x16 words:
/// Transformers for image recognition at scale", 2020, <see href="https://arxiv.org/abs/2010.11929"/>; H. Touvron et al., "Training
/// data-efficient image transformers", 2020, <see href="https://arxiv.org/abs/2012.12877"/>.
/// </summary>
internal static class VisionTransformer
{
    private const int Side = 224, Patch = 16, Patches = Side / Patch * (Side / Patch), Size = 192, Heads = 3, Blocks = 12;

    public static ZooModel Tiny { get; } = new(
        "vit-ti-16", "ViT-Ti/16", new Uri("https://arxiv.org/abs/2010.11929"), Side, classes: 1000,
        parameters: 5_717_416, multiplyAdds: 1_253_683_200, (image, classes) => [Layers(image, classes)],
        anySide: false);

    private static LayerOutput Layers(LayerOutput image, int classes)
    {
        var x = new Reshape([Patches, Size]).Apply(image.Conv(Size, Patch, strides: Patch, bias: true));
        x = new PositionEmbedding().Apply(new ClassToken().Apply(x));
        for (var i = 0; i < Blocks; i++)
        {
            x = x.Plus(new MultiHeadAttention(Heads, Size / Heads).Apply(Norm(x)));
            x = x.Plus(Norm(x).Dense(4 * Size).Then(Activations.Gelu).Dense(Size));
        }

        return new FirstToken().Apply(Norm(x)).Dense(classes);
    }

    private static LayerOutput Norm(LayerOutput x) =>
        new LayerNormalization(epsilon: 1e-6f, betaInitializer: Weights.Around(0), gammaInitializer: Weights.Around(1)).Apply(x);
}
