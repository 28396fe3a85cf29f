using Bantam.Tensors;
using Bantam.Zoo;

namespace Bantam.Bench.Cases;

/// <summary>Networks that look at pictures, one picture at a time.</summary>
internal static class VisionCases
{
    /// <summary>The deepest of the networks that are measured in pages.</summary>
    public static BenchmarkCase ResNet18 { get; } = Of(ModelZoo.ResNet18);

    /// <summary>Networks of the zoo, and a detector of faces.</summary>
    public static IReadOnlyList<BenchmarkCase> Models { get; } =
    [
        Of(ModelZoo.MobileNetV2), Of(ModelZoo.MobileNetV3Small), Of(ModelZoo.ShuffleNetV2), Of(ModelZoo.SqueezeNet11), ResNet18,
        Of(ModelZoo.ResNet50), Of(ModelZoo.EfficientNetB0), ModelCases.Detector,
    ];

    /// <summary>All of them, and the product that most of their time goes into.</summary>
    public static IReadOnlyList<BenchmarkCase> All { get; } = [.. Models, CoreCases.Products[0]];

    private static BenchmarkCase Of(ZooModel model) => new(model.Name, [])
    {
        File = () => ModelFiles.Zoo(model),
        Inputs = () => [("input", CaseData.Random(new Random(1), TensorType.Float(1, 3, model.Side, model.Side)))],
    };
}
