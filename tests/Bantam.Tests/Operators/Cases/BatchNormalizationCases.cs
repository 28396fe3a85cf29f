using Bantam.Operators.Normalization;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class BatchNormalizationCases : IOperatorCases
{
    private static readonly int[][] Shapes = [[4, 18, 5, 3], [5, 3], [3, 2, 7], [2, 3, 2, 3, 4]];

    public static IEnumerable<OperatorCase> All =>
    [
        new("BatchNormalization of known numbers", new BatchNormalization(0f),
            [Floats([1f, 2f, 3f, 4f], 2, 2), Vector(2f, 1f), Vector(0f, 1f), Vector(1f, 2f), Vector(4f, 0.25f)])
        {
            Expected = [Floats([0f, 1f, 2f, 5f], 2, 2)],
        },
        new("BatchNormalization of known numbers in training", new BatchNormalization(0f, 0.5f, TrainingMode: true),
            [Floats([1f, 3f], 2, 1), Vector(2f), Vector(1f), Vector(0f), Vector(3f)])
        {
            Expected = [Floats([-1f, 3f], 2, 1), Vector(1f), Vector(2f)],
        },
        .. from shape in Shapes
           from training in (bool[])[false, true]
           let channels = shape[1]
           select WindowCases.Case(
               $"BatchNormalization of {Shape.Of(shape)}{(training ? " in training" : "")}",
               new BatchNormalization(1e-3f, 0.9f, training),
               Numbers(shape), Numbers(channels), Between(-1, 1, [channels], seed: 1), Between(-1, 1, [channels], seed: 2),
                   Positive(channels)),
    ];
}
