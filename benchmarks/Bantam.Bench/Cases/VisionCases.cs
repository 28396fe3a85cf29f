using Bantam.Zoo;

namespace Bantam.Bench.Cases;

/// <summary>Networks that look at pictures, one picture at a time.</summary>
internal static class VisionCases
{
    /// <summary>ResNet-18, which is also held against itself on one thread.</summary>
    public static BenchmarkCase ResNet18 { get; } = ModelCases.OfZoo(ModelZoo.ResNet18);

    /// <summary>Networks of the zoo, and a detector of faces.</summary>
    public static IReadOnlyList<BenchmarkCase> Models { get; } =
    [
        ModelCases.OfZoo(ModelZoo.MobileNetV2), ModelCases.OfZoo(ModelZoo.MobileNetV3Small), ModelCases.OfZoo(ModelZoo.ShuffleNetV2),
        ModelCases.OfZoo(ModelZoo.SqueezeNet11), ResNet18, CoreCases.ResNet50, ModelCases.OfZoo(ModelZoo.EfficientNetB0),
        ModelCases.Detector,
    ];

    /// <summary>All of them, and the product that most of their time goes into.</summary>
    public static IReadOnlyList<BenchmarkCase> All { get; } = [.. Models, CoreCases.Products[0]];
}
