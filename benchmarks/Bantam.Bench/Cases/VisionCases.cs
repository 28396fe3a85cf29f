using Bantam.Tensors;

namespace Bantam.Bench.Cases;

/// <summary>Networks that look at pictures, one picture at a time.</summary>
internal static class VisionCases
{
    /// <summary>Networks of the zoo, and a detector of faces.</summary>
    public static IReadOnlyList<BenchmarkCase> Models { get; } =
    [
        Zoo("mobilenet_v2"), Zoo("mobilenet_v3_small"), Zoo("shufflenet_v2_x1_0"), Zoo("squeezenet1_1"), Zoo("resnet18"),
        Zoo("resnet50"), Zoo("efficientnet_b0"), ModelCases.Detector,
    ];

    /// <summary>All of them, and the product that most of their time goes into.</summary>
    public static IReadOnlyList<BenchmarkCase> All { get; } = [.. Models, CoreCases.Products[0]];

    private static BenchmarkCase Zoo(string name) => new(name, [])
    {
        File = () => $"/tmp/vis/{name}.onnx",
        Inputs = () => [("input", CaseData.Random(new Random(1), TensorType.Float(1, 3, 224, 224)))],
    };
}
