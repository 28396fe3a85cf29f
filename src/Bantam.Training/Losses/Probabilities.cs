using Bantam.Graphs;
using Bantam.Operators.Activation;
using Bantam.Operators.Arithmetic;
using Bantam.Operators.Convolution;
using Bantam.Operators.Linear;
using Bantam.Operators.Movement;
using Bantam.Operators.Normalization;
using Bantam.Operators.Pooling;
using Bantam.Operators.Reduction;

namespace Bantam.Training.Losses;

/// <summary>
/// Whether what a graph computes can be probabilities. Only what certainly gives other numbers is refused: a product with weights, a
/// bias, a rectifier, and what merely moves or scales such numbers. Whatever else a model ends in may have its reason.
/// </summary>
internal static class Probabilities
{
    /// <summary>The node because of which a value is no probability; null where it may be one.</summary>
    public static Node? Obstacle(Value value) => value.Producer is { } node && Gives(node) ? node : null;

    /// <summary>Whether a node gives numbers outside 0 to 1.</summary>
    private static bool Gives(Node node) => node.Operator switch
    {
        Tanh or Softsign => true,
        Identity or Reshape or Flatten or Squeeze or Unsqueeze or Transpose or Slice or Operators.Movement.Split
            => node.Inputs[0]!.Producer is { } source && Gives(source),
        _ => IsUnbounded(node),
    };

    private static bool IsUnbounded(Node node) => node.Operator switch
    {
        MatMul or Gemm or Conv or ConvTranspose => node.Inputs.Skip(1).Any(IsWeight) || IsWeight(node.Inputs[0]),
        BatchNormalization or LayerNormalization or InstanceNormalization or GroupNormalization or RMSNormalization => true,
        Relu or LeakyRelu or PRelu or Elu or Selu or Celu or Gelu or HardSwish or Swish or Mish or LogSoftmax or Log => true,
        Identity or Reshape or Flatten or Squeeze or Unsqueeze or Transpose or Slice or Operators.Movement.Split or Cast or Neg
            or AveragePool or MaxPool or GlobalAveragePool or ReduceMean or ReduceSum or ReduceMax => IsUnbounded(node.Inputs[0]),
        Concat => node.Inputs.Any(IsUnbounded),

        // A number that is scaled or shifted by a known one is as unbounded as before; one that is shifted by a bias at all.
        Add or Sub => node.Inputs.Any(IsWeight) || IsScaled(node),
        Mul or Div => IsScaled(node),
        _ => false,
    };

    private static bool IsUnbounded(Value? value) => value?.Producer is { } node && IsUnbounded(node);

    private static bool IsScaled(Node node) =>
        node.Inputs.Any(IsUnbounded) && node.Inputs.Any(i => i is { Constant: not null } or { Variable: not null });

    /// <summary>Whether training changes it.</summary>
    private static bool IsWeight(Value? value) => value switch
    {
        { Variable: { } variable } => variable.IsTrainable,
        { Producer: { Operator: Transpose or Reshape or Identity or Cast } node } => IsWeight(node.Inputs[0]),
        _ => false,
    };
}
