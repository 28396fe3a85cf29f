using Bantam.Training.Optimizers;
using Bantam.Zoo;

namespace Bantam.Bench.Cases;

/// <summary>Networks that look at pictures, in training: each whole, with its batch normalizations and dropout.</summary>
internal static class TrainingCases
{
    /// <summary>ResNet-20 on pictures as CIFAR-10's.</summary>
    public static BenchmarkCase ResNet20 { get; } = Make("resnet-20", ModelZoo.ResNet20, ModelZoo.ResNet20.Side, BenchmarkCase.UsualBatch);

    /// <summary>MobileNet V2 on small pictures in small batches, as where a model is made a user's own.</summary>
    public static BenchmarkCase MobileNetV2 { get; } = Make("mobilenet-v2-96", ModelZoo.MobileNetV2, side: 96, batch: 8);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BenchmarkCase> All { get; } = [ResNet20, MobileNetV2];

    private static BenchmarkCase Make(string name, ZooModel model, int side, int batch) => new(name, [])
    {
        Input = [side, side, 3],
        Batch = batch,
        Classes = model.Classes,
        Network = () => model.Create(side: side),
        Optimizer = () => new SGD(momentum: 0.9f),
        LearningRate = 0.01f,
        LearningSteps = 3 * CaseData.Batches,
    };
}
