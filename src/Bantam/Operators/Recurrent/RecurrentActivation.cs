using Bantam.Tensors;
using static Bantam.Operators.Recurrent.RecurrentFunction;

namespace Bantam.Operators.Recurrent;

/// <summary>A function of a recurrent network with its constants; of one without they are 0.</summary>
/// <param name="Function">The function.</param>
/// <param name="Alpha">α.</param>
/// <param name="Beta">β.</param>
public readonly record struct RecurrentActivation(RecurrentFunction Function, float Alpha, float Beta)
{
    /// <summary>A function with ONNX' constants.</summary>
    public RecurrentActivation(RecurrentFunction function)
        : this(function, DefaultAlpha(function) ?? 0, DefaultBeta(function) ?? 0)
    {
    }

    /// <summary>A function with ONNX' constants.</summary>
    public static implicit operator RecurrentActivation(RecurrentFunction function) => new(function);

    /// <summary>The constant α where none is given; null of a function that has no α.</summary>
    public static float? DefaultAlpha(RecurrentFunction function) => function switch
    {
        LeakyRelu => 0.01f,
        HardSigmoid => 0.2f,
        Affine or ThresholdedRelu or ScaledTanh or Elu => 1,
        _ => null,
    };

    /// <summary>The constant β where none is given; null of a function that has no β.</summary>
    public static float? DefaultBeta(RecurrentFunction function) => function switch
    {
        Affine => 0,
        HardSigmoid => 0.5f,
        ScaledTanh => 1,
        _ => null,
    };

    /// <summary>The function of each element.</summary>
    public Tensor Apply(Tensor x) => Function switch
    {
        Sigmoid => x.Sigmoid(),
        Tanh => x.Tanh(),
        Relu => x.Relu(),
        Affine => (x * Alpha) + Beta,
        LeakyRelu => x.LeakyRelu(Alpha),
        ThresholdedRelu => Tensor.Where(x > Alpha, x, 0),
        ScaledTanh => (x * Beta).Tanh() * Alpha,
        HardSigmoid => x.HardSigmoid(Alpha, Beta),
        Elu => x.Elu(Alpha),
        Softsign => x / (x.Abs() + 1),
        _ => x.Softplus(),
    };

    /// <inheritdoc/>
    public override string ToString() => DefaultBeta(Function) is not null ? $"{Function}({Alpha}, {Beta})"
        : DefaultAlpha(Function) is not null ? $"{Function}({Alpha})" : Function.ToString();
}
